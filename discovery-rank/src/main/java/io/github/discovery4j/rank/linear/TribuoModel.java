package io.github.discovery4j.rank.linear;

import io.github.discovery4j.core.data.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A model of Tribuo's that gives one score a row, with the protobuf in which Tribuo keeps it.
 *
 * <p>What is read: regressions of one dimension, whose score is the prediction, and classifications of two labels of which one
 * is {@value #POSITIVE}. A linear classification scores the margin, log odds where it is a logistic regression; any other
 * the score that Tribuo gives the label. Linear models, and those behind a scaling of single features, are taken apart into
 * weights, and scored without Tribuo; a missing value adds nothing, as in Tribuo. Of other models a missing value counts as
 * 0.
 *
 * <p>Reading needs Tribuo on the class path, and the jar of the model's own kind. There is no Java serialization.
 *
 * <p><b>Threads:</b> immutable and safe.
 */
public final class TribuoModel {

    /** The label of what is wanted. */
    public static final String POSITIVE = "1";

    private final List<String> features;
    private final RowScorer scorer;
    private final Map<String, String> provenance;
    private final byte[] protobuf;

    TribuoModel(List<String> features, RowScorer scorer, Map<String, String> provenance, byte[] protobuf) {
        this.features = List.copyOf(features);
        this.scorer = scorer;
        this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        this.protobuf = protobuf;
    }

    /**
     * Reads a file that {@link #save} or Tribuo's {@code Model.serializeToFile} wrote.
     *
     * @param file the protobuf
     * @return the model
     * @throws IOException if it cannot be read
     * @throws TribuoModelException if it is no model of Tribuo's, or not of a kind that is read
     * @throws IllegalStateException if Tribuo is missing
     */
    public static TribuoModel load(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return withTribuo(() -> TribuoLibrary.read(bytes, file.toString()));
    }

    /** Reads what stands elsewhere than in a file of its own. */
    static TribuoModel parse(byte[] bytes, String where) {
        return withTribuo(() -> TribuoLibrary.read(bytes, where));
    }

    /** Says what to add where Tribuo is missing. */
    static <T> T withTribuo(Supplier<T> work) {
        try {
            return work.get();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "this needs Tribuo, which is missing (" + e.getMessage()
                            + "); add org.tribuo:tribuo-classification-sgd:4.3.2 and org.tribuo:tribuo-regression-sgd:4.3.2 to"
                            + " the application, and on the module path --add-modules org.tribuo.classification.sgd",
                    e);
        }
    }

    /**
     * Writes Tribuo's protobuf, which Tribuo reads too.
     *
     * @param file replaced as a whole
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        WholeFile.write(file, out -> out.write(protobuf));
    }

    /** {@return the features that it reads, in the order of their names} */
    public List<String> features() {
        return features;
    }

    /** {@return whether the score is exactly an intercept plus weights times values} */
    public boolean linear() {
        return scorer instanceof LinearScore;
    }

    /** {@return where the model comes from: its class, Tribuo's version, the trainer and how many rows it saw, by name} */
    public Map<String, String> provenance() {
        return provenance;
    }

    RowScorer scorer() {
        return scorer;
    }

    byte[] protobuf() {
        return protobuf;
    }
}
