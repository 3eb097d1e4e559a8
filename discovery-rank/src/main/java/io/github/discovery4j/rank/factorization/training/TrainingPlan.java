package io.github.discovery4j.rank.factorization.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be trained, and how its settings are found. <b>Threads:</b> immutable.
 *
 * <p>Everything but {@link #threads} decides over the result.
 */
public final class TrainingPlan {

    /** The share of each person's likes that is held out to choose settings and epochs by, unless set. */
    public static final double DEFAULT_VALIDATION_SHARE = 0.1;

    /** How often in a row a look may find no better model before training ends, unless set. */
    public static final int DEFAULT_PATIENCE = 3;

    private final ModelRecipe recipe;
    private final Map<String, Double> values;
    private final Search search;
    private final double validationShare;
    private final int patience;
    private final Minimums minimums;
    private final long seed;
    private final int threads;

    private TrainingPlan(Builder builder) {
        this.recipe = builder.recipe;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(builder.values));
        this.search = builder.search;
        this.validationShare = builder.validationShare;
        this.patience = builder.patience;
        this.minimums = builder.minimums;
        this.seed = builder.seed;
        this.threads = builder.threads;
    }

    /**
     * Starts a plan.
     *
     * @param recipe the model
     * @return a builder with the defaults, seed 0 and a thread for each processor
     */
    public static Builder of(ModelRecipe recipe) {
        return new Builder(recipe);
    }

    /** {@return the model} */
    public ModelRecipe recipe() {
        return recipe;
    }

    /** {@return settings that are not the default, and not searched} */
    public Map<String, Double> values() {
        return values;
    }

    /** {@return what is tried} */
    public Search search() {
        return search;
    }

    /** {@return the share of each person's likes that is held out} */
    public double validationShare() {
        return validationShare;
    }

    /** {@return how often in a row a look may find no better model} */
    public int patience() {
        return patience;
    }

    /** {@return what is too rare to learn from} */
    public Minimums minimums() {
        return minimums;
    }

    /** {@return of what is drawn at random} */
    public long seed() {
        return seed;
    }

    /** {@return how many threads work} */
    public int threads() {
        return threads;
    }

    /** All that decides over the result, as text. */
    String fingerprint() {
        return "%s %s %s %s %d %s %d"
                .formatted(recipe.name(), values, search, validationShare, patience, minimums, seed);
    }

    /** Collects a plan; belongs to one thread. */
    public static final class Builder {

        private final ModelRecipe recipe;
        private final Map<String, Double> values = new LinkedHashMap<>();
        private Search search = Search.NONE;
        private double validationShare = DEFAULT_VALIDATION_SHARE;
        private int patience = DEFAULT_PATIENCE;
        private Minimums minimums = Minimums.NONE;
        private long seed;
        private int threads = Runtime.getRuntime().availableProcessors();

        private Builder(ModelRecipe recipe) {
            this.recipe = recipe;
        }

        /**
         * Fixes a setting.
         *
         * @param name one of the recipe's
         * @param value checked by the model's trainer when it is used
         * @return this
         * @throws IllegalArgumentException if the model has no such setting, or the value is not a number or not whole
         */
        public Builder set(String name, double value) {
            values.put(name, recipe.setting(name).checked(value));
            return this;
        }

        /**
         * Sets what is tried; {@link Search#NONE} unless set.
         *
         * @param value the search
         * @return this
         */
        public Builder search(Search value) {
            search = value;
            return this;
        }

        /**
         * Sets how much is held out.
         *
         * @param share in (0, 1)
         * @return this
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder validationShare(double share) {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("validationShare must be in (0, 1), was %s; %s is the default"
                        .formatted(share, DEFAULT_VALIDATION_SHARE));
            }
            validationShare = share;
            return this;
        }

        /**
         * Sets how often in a row a look may find no better model.
         *
         * @param looks 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder patience(int looks) {
            if (looks < 1) {
                throw new IllegalArgumentException(
                        "patience must be 1 or more, was %d; %d is the default".formatted(looks, DEFAULT_PATIENCE));
            }
            patience = looks;
            return this;
        }

        /**
         * Sets what is too rare to learn from; {@link Minimums#NONE} unless set. It goes before a validation part is drawn.
         *
         * @param value the rule
         * @return this
         */
        public Builder minimums(Minimums value) {
            minimums = value;
            return this;
        }

        /**
         * Sets the seed of the validation part, the search and the model.
         *
         * @param value 0 or more
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder seed(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("seed must be 0 or more, was " + value);
            }
            seed = value;
            return this;
        }

        /**
         * Sets how many threads work; the result is the same with any number.
         *
         * @param count 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, was " + count);
            }
            threads = count;
            return this;
        }

        /**
         * Finishes.
         *
         * @return the plan
         */
        public TrainingPlan build() {
            return new TrainingPlan(this);
        }
    }
}
