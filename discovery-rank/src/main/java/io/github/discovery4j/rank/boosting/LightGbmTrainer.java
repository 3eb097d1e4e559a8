package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.data.TrainingRows;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Trains models with LightGBM's native library, which the host brings: {@code io.github.metarank:lightgbm4j:4.3.0-1}, and
 * on the module path {@code --add-modules lightgbm4j}. The models need neither it nor any other native code afterwards.
 *
 * <p><b>Stopping early:</b> with validation rows training ends when the metric has not improved for some trees, and the
 * model keeps those up to its best. The metric is the objective's own unless {@code parameter("metric", …)} names another.
 *
 * <p><b>Determinism:</b> same rows, settings and seed, same model, whatever the number of threads; LightGBM is told so.
 * <b>Units:</b> what is not set is LightGBM's default. <b>Threads:</b> immutable; trainings may run side by side.
 *
 * <p>Source: Ke et al., LightGBM, NIPS 2017; lambdarank: Burges, From RankNet to LambdaRank to LambdaMART, 2010.
 */
public final class LightGbmTrainer {

    /** Trees a class, unless said otherwise or stopped early. */
    public static final int DEFAULT_TREES = 100;

    /** Leaves of a tree at most, unless said otherwise. */
    public static final int DEFAULT_LEAVES = 31;

    /** How much of each tree is added, unless said otherwise. */
    public static final double DEFAULT_LEARNING_RATE = 0.1;

    /** The seed, unless said otherwise. */
    public static final long DEFAULT_SEED = 42;

    private final int trees;
    private final int patience;
    private final Set<String> categorical;
    private final Map<String, Integer> monotone;
    private final Map<String, String> parameters;

    private LightGbmTrainer(Builder builder) {
        this.trees = builder.trees;
        this.patience = builder.patience;
        this.categorical = Collections.unmodifiableSet(new TreeSet<>(builder.categorical));
        this.monotone = Collections.unmodifiableMap(new TreeMap<>(builder.monotone));
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
    }

    /**
     * Starts a trainer.
     *
     * @param objective as LightGBM names it: {@code lambdarank}, {@code binary}, {@code regression} …
     * @return a builder with the defaults, on one thread
     */
    public static Builder builder(String objective) {
        return new Builder(objective);
    }

    /**
     * Trains on rows.
     *
     * @param rows to learn from
     * @return the model
     * @throws IllegalArgumentException if LightGBM refuses rows or settings, or a setting names no feature
     * @throws IllegalStateException if the native library is missing, or early stopping has no validation rows
     */
    public LightGbmModel train(TrainingRows rows) {
        if (patience > 0) {
            throw new IllegalStateException(
                    "stopping early needs validation rows, there are none; call train(rows, validation) or leave earlyStopping out");
        }
        return run(rows, null);
    }

    /**
     * Trains on rows and watches others.
     *
     * @param rows to learn from
     * @param validation rows of the same features, to stop early by
     * @return the model
     * @throws IllegalArgumentException if LightGBM refuses rows or settings, a setting names no feature, or the two have
     *     different features
     * @throws IllegalStateException if the native library is missing
     */
    public LightGbmModel train(TrainingRows rows, TrainingRows validation) {
        if (!rows.features().equals(validation.features())) {
            throw new IllegalArgumentException("validation rows must have the features of the others, %s, had %s"
                    .formatted(rows.features(), validation.features()));
        }
        return run(rows, patience > 0 ? validation : null);
    }

    private LightGbmModel run(TrainingRows rows, @Nullable TrainingRows validation) {
        String settings = settings(rows.features());
        try {
            return LightGbmModel.parse(NativeTraining.run(rows, validation, settings, trees, patience));
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "training needs LightGBM's native library, which is missing (" + e.getMessage()
                            + "); add io.github.metarank:lightgbm4j:4.3.0-1 and OpenMP (libgomp) to the application, and on the"
                            + " module path --add-modules lightgbm4j; models are scored without it",
                    e);
        }
    }

    private String settings(List<String> features) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        StringBuilder columns = new StringBuilder();
        for (String feature : categorical) {
            columns.append(columns.isEmpty() ? "" : ",").append(place(features, feature));
        }
        if (!columns.isEmpty()) {
            all.put("categorical_feature", columns.toString());
        }
        if (!monotone.isEmpty()) {
            monotone.keySet().forEach(feature -> place(features, feature));
            StringBuilder signs = new StringBuilder();
            for (String feature : features) {
                signs.append(signs.isEmpty() ? "" : ",").append(monotone.getOrDefault(feature, 0));
            }
            all.put("monotone_constraints", signs.toString());
        }
        StringBuilder text = new StringBuilder();
        all.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return text.toString();
    }

    private static int place(List<String> features, String feature) {
        int place = features.indexOf(feature);
        if (place < 0) {
            throw new IllegalArgumentException("a setting must name a feature of the rows, \"%s\" is none; they have %s"
                    .formatted(feature, features));
        }
        return place;
    }

    /** Collects settings; belongs to one thread. */
    public static final class Builder {
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final Set<String> categorical = new TreeSet<>();
        private final Map<String, Integer> monotone = new TreeMap<>();
        private int trees = DEFAULT_TREES;
        private int patience;

        private Builder(String objective) {
            set("objective", objective);
            set("deterministic", "true");
            set("force_row_wise", "true");
            set("verbosity", "-1");
            leaves(DEFAULT_LEAVES)
                    .learningRate(DEFAULT_LEARNING_RATE)
                    .seed(DEFAULT_SEED)
                    .threads(1);
        }

        private void set(String name, String value) {
            boolean word = !name.isEmpty() && !value.isEmpty();
            for (char c : (name + value).toCharArray()) {
                word &= c > ' ' && c != '=';
            }
            if (!word) {
                throw new IllegalArgumentException(
                        "a parameter must be a name and a value without spaces, was \"%s\" and \"%s\""
                                .formatted(name, value));
            }
            parameters.put(name, value);
        }

        private static void require(boolean holds, String rule, Object was) {
            if (!holds) {
                throw new IllegalArgumentException("%s, was %s".formatted(rule, was));
            }
        }

        /**
         * Sets how many trees are grown, for each class.
         *
         * @param trees 1 or more
         * @return this
         */
        public Builder trees(int trees) {
            require(trees > 0, "trees must be 1 or more", trees);
            this.trees = trees;
            return this;
        }

        /**
         * Sets how many leaves a tree has at most.
         *
         * @param leaves 2 or more
         * @return this
         */
        public Builder leaves(int leaves) {
            require(leaves > 1, "leaves must be 2 or more", leaves);
            set("num_leaves", Integer.toString(leaves));
            return this;
        }

        /**
         * Sets how many rows a leaf has at least.
         *
         * @param rows 0 or more
         * @return this
         */
        public Builder leafRows(int rows) {
            require(rows >= 0, "rows of a leaf must be 0 or more", rows);
            set("min_data_in_leaf", Integer.toString(rows));
            return this;
        }

        /**
         * Sets how much of each tree is added.
         *
         * @param learningRate above 0
         * @return this
         */
        public Builder learningRate(double learningRate) {
            require(learningRate > 0 && learningRate < 1e6, "learningRate must be above 0", learningRate);
            set("learning_rate", Double.toString(learningRate));
            return this;
        }

        /**
         * Sets the seed of all draws.
         *
         * @param seed of 31 bits
         * @return this
         */
        public Builder seed(long seed) {
            require(seed >= 0 && seed <= Integer.MAX_VALUE, "seed must be in [0, 2147483647]", seed);
            set("seed", Long.toString(seed));
            return this;
        }

        /**
         * Sets on how many threads it trains.
         *
         * @param threads 1 or more
         * @return this
         */
        public Builder threads(int threads) {
            require(threads > 0, "threads must be 1 or more", threads);
            set("num_threads", Integer.toString(threads));
            return this;
        }

        /**
         * Stops when the metric has not improved on the validation rows.
         *
         * @param patience for how many trees, 1 or more
         * @return this
         */
        public Builder earlyStopping(int patience) {
            require(patience > 0, "patience must be 1 or more", patience);
            this.patience = patience;
            return this;
        }

        /**
         * Says that a feature's values are categories: whole numbers from 0 on.
         *
         * @param feature its name
         * @return this
         */
        public Builder categorical(String feature) {
            categorical.add(feature);
            return this;
        }

        /**
         * Makes scores rise, or fall, with a feature.
         *
         * @param feature its name
         * @param rising whether a higher value may only raise the score, else only lower it
         * @return this
         */
        public Builder monotone(String feature, boolean rising) {
            monotone.put(feature, rising ? 1 : -1);
            return this;
        }

        /**
         * Sets any other parameter of LightGBM.
         *
         * @param name such as {@code feature_fraction}
         * @param value such as {@code 0.8}
         * @return this
         * @throws IllegalArgumentException if one is empty or has a space or an equals sign
         */
        public Builder parameter(String name, String value) {
            set(name, value);
            return this;
        }

        /**
         * Finishes the trainer.
         *
         * @return the trainer
         */
        public LightGbmTrainer build() {
            return new LightGbmTrainer(this);
        }
    }
}
