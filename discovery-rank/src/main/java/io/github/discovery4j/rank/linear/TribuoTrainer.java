package io.github.discovery4j.rank.linear;

import io.github.discovery4j.core.data.TrainingRows;
import java.util.Locale;

/**
 * Trains linear models with Tribuo, which the host brings: {@code org.tribuo:tribuo-classification-sgd:4.3.2} and {@code
 * org.tribuo:tribuo-regression-sgd:4.3.2}.
 *
 * <p>Each column is divided by its root mean square first, so that one learning rate suits all; the model that comes out
 * reads the columns as they are. A missing value adds nothing to a score, so give a column 0 where it says nothing, for
 * example by centring it. Rows stand for themselves: queries are not looked at.
 *
 * <p><b>Determinism:</b> same rows, settings and seed, same weights; one thread. <b>Units:</b> epochs are passes over the
 * rows. <b>Threads:</b> immutable; trainings may run side by side.
 *
 * <p>Source: stochastic gradient descent with AdaGrad, Duchi, Hazan and Singer, JMLR 2011.
 */
public final class TribuoTrainer {

    /** Passes over the rows, unless said otherwise. */
    public static final int DEFAULT_EPOCHS = 20;

    /** AdaGrad's step, unless said otherwise. */
    public static final double DEFAULT_LEARNING_RATE = 0.1;

    /** Rows a step, unless said otherwise. */
    public static final int DEFAULT_BATCH_ROWS = 16;

    /** The seed, unless said otherwise. */
    public static final long DEFAULT_SEED = 42;

    /** What is learned. */
    enum Objective {
        LOGISTIC,
        HINGE,
        SQUARES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    final Objective objective;
    final int epochs;
    final double learningRate;
    final int batchRows;
    final long seed;

    private TribuoTrainer(Builder builder) {
        this.objective = builder.objective;
        this.epochs = builder.epochs;
        this.learningRate = builder.learningRate;
        this.batchRows = builder.batchRows;
        this.seed = builder.seed;
    }

    /**
     * Starts a logistic regression: the score is log odds of a label above 0.
     *
     * @return a builder with the defaults
     */
    public static Builder logistic() {
        return new Builder(Objective.LOGISTIC);
    }

    /**
     * Starts a linear support vector machine: labels above 0 against the others.
     *
     * @return a builder with the defaults
     */
    public static Builder hinge() {
        return new Builder(Objective.HINGE);
    }

    /**
     * Starts a linear regression of least squares.
     *
     * @return a builder with the defaults
     */
    public static Builder regression() {
        return new Builder(Objective.SQUARES);
    }

    /**
     * Trains.
     *
     * @param rows to learn from
     * @return a linear model
     * @throws IllegalArgumentException if there is no row or no feature, a value is infinite, or of two classes only one occurs
     * @throws IllegalStateException if Tribuo is missing
     */
    public TribuoModel train(TrainingRows rows) {
        return TribuoModel.withTribuo(() -> TribuoLibrary.train(this, rows));
    }

    /** Collects settings; belongs to one thread. */
    public static final class Builder {
        private final Objective objective;
        private int epochs = DEFAULT_EPOCHS;
        private double learningRate = DEFAULT_LEARNING_RATE;
        private int batchRows = DEFAULT_BATCH_ROWS;
        private long seed = DEFAULT_SEED;

        private Builder(Objective objective) {
            this.objective = objective;
        }

        private static void require(boolean holds, String rule, Object was) {
            if (!holds) {
                throw new IllegalArgumentException("%s, was %s".formatted(rule, was));
            }
        }

        /**
         * Sets how often it passes over the rows.
         *
         * @param epochs 1 or more
         * @return this
         */
        public Builder epochs(int epochs) {
            require(epochs > 0, "epochs must be 1 or more", epochs);
            this.epochs = epochs;
            return this;
        }

        /**
         * Sets the step.
         *
         * @param learningRate above 0
         * @return this
         */
        public Builder learningRate(double learningRate) {
            require(learningRate > 0 && learningRate < 1e6, "learningRate must be above 0", learningRate);
            this.learningRate = learningRate;
            return this;
        }

        /**
         * Sets how many rows a step looks at.
         *
         * @param rows 1 or more
         * @return this
         */
        public Builder batchRows(int rows) {
            require(rows > 0, "batchRows must be 1 or more", rows);
            this.batchRows = rows;
            return this;
        }

        /**
         * Sets the seed of the order in which rows are seen.
         *
         * @param seed any
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Finishes the trainer.
         *
         * @return the trainer
         */
        public TribuoTrainer build() {
            return new TribuoTrainer(this);
        }
    }
}
