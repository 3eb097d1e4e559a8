package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Compares models on the same splits.
 *
 * {@snippet :
 * EvaluationReport report = Evaluator.builder()
 *         .protocol(Protocol.RANDOM_75_25)
 *         .model("ease", (train, seed) -> trainMine(train)::score)
 *         .seedCount(5)
 *         .build()
 *         .evaluate(interactions);
 * double ndcg = report.model("ease").metric("ndcg@10").mean();
 * }
 *
 * <p>For each seed the data is split, each model is trained on the training part and scores the whole catalogue for every
 * user with a test item. Items that the user has in training are masked; all others are ranked, by score, equal scores by
 * code point of the item id, smaller first. Test items that the user also has in training are left out, and so are users
 * with no test item left. One model is held at a time.
 *
 * <p><b>Determinism:</b> the same to the last bit for any number of threads, if the models are. <b>Cost:</b> per seed and
 * model, training and users x items scores; memory of users x largest k, and a score array a thread. <b>Threads:</b> an
 * evaluator may be shared; models are trained on the calling thread and score on several.
 */
public final class Evaluator {

    /** How many seeds are run unless set. */
    public static final int DEFAULT_SEED_COUNT = 5;

    /** How often users are drawn again to compare models, unless said. */
    public static final int DEFAULT_RESAMPLES = 10_000;

    private final Experiment.Plan plan;

    private Evaluator(Builder builder, Protocol protocol) {
        this.plan = new Experiment.Plan(
                protocol,
                new LinkedHashMap<>(builder.models),
                Arrays.stream(builder.seeds).boxed().toList(),
                List.copyOf(builder.segments),
                builder.resamples,
                builder.threads,
                builder.listener);
    }

    /** {@return a builder: {@link Protocol#RANDOM_75_25}, {@value #DEFAULT_SEED_COUNT} seeds, all processors} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Splits the data with each seed by the protocol and evaluates every model.
     *
     * @param interactions at least one user must get a test item
     * @return what was found
     * @throws IllegalArgumentException if no user has a test item
     * @throws IllegalStateException if a model leaves a score that is not finite; the message names it
     */
    public EvaluationReport evaluate(Interactions interactions) {
        Splitter splitter = plan.protocol().splitter();
        return run(plan.protocol().name(), splitter.description(), seed -> splitter.split(interactions, seed));
    }

    /**
     * Evaluates every model on a given split; the seeds only go to the models, and the protocol's splitter is not used.
     *
     * @param split at least one user must have a test item that is not in training
     * @return what was found; its protocol is called {@code train-test}
     * @throws IllegalArgumentException if no user has such an item
     * @throws IllegalStateException if a model leaves a score that is not finite; the message names it
     */
    public EvaluationReport evaluate(TrainTest split) {
        return run("train-test", "training and test as given", seed -> split);
    }

    /** Runs on splits that are made elsewhere, one a seed. */
    EvaluationReport run(String name, String splitDescription, LongFunction<TrainTest> splits) {
        return new Experiment(plan).run(name, splitDescription, splits);
    }

    /** Collects what is to be compared, and how. */
    public static final class Builder {

        private Protocol protocol = Protocol.RANDOM_75_25;
        private final List<Metric> extraMetrics = new ArrayList<>();
        private List<Integer> cutoffs = List.of();
        private final Map<String, ModelTrainer> models = new LinkedHashMap<>();
        private final List<SegmentRule> segments = new ArrayList<>();
        private int resamples;
        private long[] seeds = firstSeeds(DEFAULT_SEED_COUNT);
        private int threads = Runtime.getRuntime().availableProcessors();
        private EvaluationListener listener = EvaluationListener.NONE;

        private Builder() {}

        /**
         * Sets split, metrics and cutoffs; {@link Protocol#RANDOM_75_25} unless set.
         *
         * @param value any
         * @return this
         */
        public Builder protocol(Protocol value) {
            protocol = value;
            return this;
        }

        /**
         * Adds a metric to the protocol's, such as {@link Metrics#intraListDistance}.
         *
         * @param metric of a name that the protocol does not have
         * @return this
         */
        public Builder metric(Metric metric) {
            extraMetrics.add(metric);
            return this;
        }

        /**
         * Sets where lists are cut, in place of the protocol's cutoffs.
         *
         * @param values each at least 1; beyond the catalogue is allowed, missing places are misses
         * @return this
         */
        public Builder k(int... values) {
            cutoffs = Arrays.stream(values).boxed().toList();
            return this;
        }

        /**
         * Adds a model.
         *
         * @param name in the report; not blank
         * @param trainer trains it, once a seed
         * @return this
         * @throws IllegalArgumentException if the name is blank or taken
         */
        public Builder model(String name, ModelTrainer trainer) {
            if (name.isBlank() || models.putIfAbsent(name, trainer) != null) {
                throw new IllegalArgumentException(
                        "each model must have a name of its own, was \"" + name + "\"; so far " + models.keySet());
            }
            return this;
        }

        /**
         * Measures a part of the users or of the relevant items on its own too, such as {@link SegmentRule#standard}.
         *
         * @param rule of a name that no other has
         * @return this
         * @throws IllegalArgumentException if the name is taken
         */
        public Builder segment(SegmentRule rule) {
            if (segments.stream().anyMatch(other -> other.name().equals(rule.name()))) {
                throw new IllegalArgumentException("each segment must have a name of its own, was \"" + rule.name()
                        + "\" twice; leave one out or rename it");
            }
            segments.add(rule);
            return this;
        }

        /**
         * Compares each model with each one before it by a paired bootstrap of {@value #DEFAULT_RESAMPLES} resamples, on
         * every metric that is a mean over users. Nothing is compared unless this is called.
         *
         * @return this
         */
        public Builder compareModels() {
            return compareModels(DEFAULT_RESAMPLES);
        }

        /**
         * Compares each model with each one before it by a paired bootstrap.
         *
         * <p>A user's value is the mean over the seeds in which they are evaluated; users are drawn with replacement. Intervals
         * are between the 2.5 and 97.5 percentiles of the drawn differences, p-values are two-sided and corrected after Holm for
         * all pairs on a metric. They say how far another sample of such users might differ, not how far another draw of the
         * split might.
         *
         * @param count how often users are drawn again, at least 100
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder compareModels(int count) {
            if (count < 100) {
                throw new IllegalArgumentException("resamples must be at least 100, was " + count
                        + "; fewer say nothing about a 95 % interval, " + DEFAULT_RESAMPLES + " are usual");
            }
            resamples = count;
            return this;
        }

        /**
         * Runs the seeds 0 to {@code count - 1}; {@value #DEFAULT_SEED_COUNT} unless set.
         *
         * @param count at least 1
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder seedCount(int count) {
            return seedList(firstSeeds(count));
        }

        /**
         * Runs the given seeds.
         *
         * @param values at least one
         * @return this
         * @throws IllegalArgumentException if there is none
         */
        public Builder seedList(long... values) {
            if (values.length == 0) {
                throw new IllegalArgumentException("there must be at least one seed, was none; 5 are usual");
            }
            seeds = values.clone();
            return this;
        }

        /**
         * Sets on how many threads users are scored; all processors unless set. The result does not depend on it.
         *
         * @param count at least 1
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "threads must be at least 1, was " + count + "; leave it unset for all");
            }
            threads = count;
            return this;
        }

        /**
         * Sets who is told how the experiment proceeds; nobody unless set.
         *
         * @param value called on the calling thread
         * @return this
         */
        public Builder listener(EvaluationListener value) {
            listener = value;
            return this;
        }

        /**
         * Checks and freezes.
         *
         * @return the evaluator
         * @throws IllegalArgumentException if there is no model, a cutoff is below 1, or two metrics share a name
         */
        public Evaluator build() {
            if (models.isEmpty()) {
                throw new IllegalArgumentException("there must be at least one model, was none; add one with model(…)");
            }
            List<Metric> metrics = new ArrayList<>(protocol.metrics());
            metrics.addAll(extraMetrics);
            List<Integer> allCutoffs = cutoffs.isEmpty() ? protocol.cutoffs() : cutoffs;
            return new Evaluator(this, new Protocol(protocol.name(), protocol.splitter(), metrics, allCutoffs));
        }

        private static long[] firstSeeds(int count) {
            return LongStream.range(0, count).toArray();
        }
    }
}
