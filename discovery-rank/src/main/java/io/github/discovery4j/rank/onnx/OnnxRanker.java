package io.github.discovery4j.rank.onnx;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.NumericColumns;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores candidates with an ONNX model.
 *
 * <p>The model takes rows of float32, batch first: either one tensor of n x d, or a tensor of n x 1 for each column, called as
 * the column is. Of one tensor the columns are named by the builder, or by the model's own metadata {@value #FEATURE_NAMES}, a
 * JSON list; where both name them they must agree, entry by entry. In the table columns are found by name, so that their order
 * there does not matter; a missing one is refused when the first table comes, or by the engine when it is built, and so is a
 * column of categories, since an ONNX model knows no dictionary. The model gives one float32 a row.
 *
 * <p>A missing value is NaN, which trees send where training sent it; a model of sums needs {@link Builder#missingAs}, or one
 * gap makes the batch's scores not finite and the fallback ranker scores. So it does when ONNX Runtime fails.
 *
 * <p>ONNX Runtime unpacks its library into {@code java.io.tmpdir} unless {@code onnxruntime.native.path} names a folder. Its
 * telemetry, which only some builds have, is switched off. Load models that you trust: a graph can be made to take very long.
 *
 * <p><b>Cost:</b> a copy of the rows outside the heap and the run, {@value #DEFAULT_THREADS} thread unless said otherwise.
 * <b>Threads:</b> safe; {@link #close} waits for who is scoring, and scoring afterwards fails.
 */
public final class OnnxRanker implements Ranker, AutoCloseable {

    /** Threads a run, unless said otherwise: requests are what runs side by side. */
    public static final int DEFAULT_THREADS = 1;

    /** The metadata property that names the columns. */
    public static final String FEATURE_NAMES = "feature_names";

    private static final Logger LOG = LoggerFactory.getLogger(OnnxRanker.class);

    private final OnnxSession session;
    private final NumericColumns columns;
    private final Set<String> features;
    private final float missing;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxRanker(OnnxSession session, float missing) {
        this.session = session;
        this.columns = new NumericColumns(session.columns());
        this.features = Collections.unmodifiableSet(new LinkedHashSet<>(session.columns()));
        this.missing = missing;
    }

    /**
     * Starts a ranker.
     *
     * @param model the file
     * @return a builder with the defaults
     */
    public static Builder builder(Path model) {
        return new Builder(model);
    }

    /**
     * Scores every row.
     *
     * @throws IllegalArgumentException if the table's columns are not what the model reads
     * @throws IllegalStateException if the ranker is closed, or ONNX Runtime fails
     * @throws OnnxModelException if the model gives something else than one score a row
     */
    @Override
    public void score(RankingBatch batch, double[] scores) {
        FeatureTable table = batch.features();
        int[] places = columns.places(table.schema());
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the ONNX ranker is closed; close it after the engine that uses it");
            }
            if (scores.length > 0) {
                session.score(table, places, missing, scores);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public Set<String> features() {
        return features;
    }

    /** Frees the native memory, once nobody is scoring; a second call does nothing. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Collects settings; belongs to one thread. */
    public static final class Builder {
        private final Path model;
        private List<String> columns = List.of();
        private float missing = Float.NaN;
        private int threads = DEFAULT_THREADS;
        private Optional<String> output = Optional.empty();
        private OptionalInt outputColumn = OptionalInt.empty();

        private Builder(Path model) {
            this.model = model;
        }

        /**
         * Names the columns of the model's tensor.
         *
         * @param columns in the order in which the model was trained on them
         * @return this
         * @throws IllegalArgumentException if one is there twice
         */
        public Builder columns(List<String> columns) {
            if (Set.copyOf(columns).size() != columns.size()) {
                throw new IllegalArgumentException("columns must be different, were " + columns + "; name each once");
            }
            this.columns = List.copyOf(columns);
            return this;
        }

        /**
         * Sets what stands for a missing value; NaN unless set.
         *
         * @param value what the model was trained with in such places, not infinite
         * @return this
         * @throws IllegalArgumentException if it is infinite
         */
        public Builder missingAs(float value) {
            if (Float.isInfinite(value)) {
                throw new IllegalArgumentException("a missing value must be finite or NaN, was " + value);
            }
            this.missing = value;
            return this;
        }

        /**
         * Sets on how many threads each batch is scored.
         *
         * @param threads 1 or more
         * @return this
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder threads(int threads) {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, was " + threads);
            }
            this.threads = threads;
            return this;
        }

        /**
         * Names the output that holds the scores; without it the model must have one of float32.
         *
         * @param name the output's
         * @return this
         */
        public Builder output(String name) {
            this.output = Optional.of(name);
            this.outputColumn = OptionalInt.empty();
            return this;
        }

        /**
         * Names the output that holds the scores among others, such as the probabilities of two classes.
         *
         * @param name the output's
         * @param column which number of a row, from 0 on
         * @return this
         * @throws IllegalArgumentException if the column is below 0
         */
        public Builder output(String name, int column) {
            if (column < 0) {
                throw new IllegalArgumentException("an output's column must be 0 or more, was " + column);
            }
            this.output = Optional.of(name);
            this.outputColumn = OptionalInt.of(column);
            return this;
        }

        /**
         * Loads the model.
         *
         * @return the ranker, to be closed
         * @throws IOException if the file cannot be read
         * @throws OnnxModelException if it is no model of rows and scores
         * @throws IllegalArgumentException if the columns are not the model's
         * @throws IllegalStateException if ONNX Runtime or its native library is missing
         */
        public OnnxRanker build() throws IOException {
            if (!Files.isRegularFile(model)) {
                throw new NoSuchFileException(model.toString());
            }
            try {
                return new OnnxRanker(OnnxSession.open(model, columns, threads, output, outputColumn), missing);
            } catch (LinkageError e) {
                throw new IllegalStateException(
                        "ONNX models need ONNX Runtime and its native library, which is missing or does not load ("
                                + cause(e)
                                + "); add com.microsoft.onnxruntime:onnxruntime:1.23.2 to the application, on the"
                                + " module path --add-modules com.microsoft.onnxruntime, and let java.io.tmpdir be a folder"
                                + " from which libraries can be loaded, or set -Donnxruntime.native.path; on other machines"
                                + " than Linux, macOS and Windows build it there",
                        e);
            }
        }

        /**
         * Loads the model, or gives another ranker where ONNX Runtime or its native library is missing; a warning says so once.
         * A model that is damaged or of another form is refused all the same.
         *
         * @param other scores in place of the model
         * @return an {@link OnnxRanker}, to be closed, or the other one
         * @throws IOException if the file cannot be read
         * @throws OnnxModelException if it is no model of rows and scores
         * @throws IllegalArgumentException if the columns are not the model's
         */
        public Ranker buildOr(Ranker other) throws IOException {
            try {
                return build();
            } catch (IllegalStateException e) {
                LOG.warn("{}; another ranker scores in its place", e.getMessage());
                return other;
            }
        }

        private static String cause(Throwable e) {
            Throwable last = e;
            while (last.getCause() != null) {
                last = last.getCause();
            }
            return last.toString();
        }
    }
}
