package io.github.discovery4j.core.stage;

/** How the scores of two directions become one; closed, so that an explanation can follow it. */
public sealed interface FusionRule {

    /**
     * Makes one score of two; a higher one of either never lowers it, unless a learned weight is negative.
     *
     * @param forward what the forward ranker scored
     * @param backward what the backward ranker scored
     * @return the fused score
     * @throws IllegalArgumentException if a scale does not take a score
     */
    double fuse(double forward, double backward);

    /** Kinds of mean of two numbers in [0, 1]. All are 0 when one of the numbers is. */
    enum Kind {
        /** 2 / (1/a + 1/b): near the smaller one. */
        HARMONIC {
            @Override
            double of(double a, double b) {
                return 2 / (1 / a + 1 / b);
            }
        },
        /** √(a · b): orders as the product does. */
        GEOMETRIC {
            @Override
            double of(double a, double b) {
                return Math.sqrt(a) * Math.sqrt(b);
            }
        },
        /** a · b: that both say yes, if neither minds what the other says. */
        PRODUCT {
            @Override
            double of(double a, double b) {
                return a * b;
            }
        };

        abstract double of(double a, double b);
    }

    /**
     * A mean of both scores, each brought to [0, 1] first; so is the result.
     *
     * @param kind of mean
     * @param forward brings the forward score to [0, 1]
     * @param backward brings the backward score to [0, 1]
     */
    record Mean(Kind kind, ScoreScale forward, ScoreScale backward) implements FusionRule {
        @Override
        public double fuse(double forwardScore, double backwardScore) {
            return kind.of(forward.of(forwardScore), backward.of(backwardScore));
        }
    }

    /**
     * Learned: intercept + forwardWeight · forward + backwardWeight · backward, a margin of its own.
     *
     * @param intercept the margin when both scores are 0
     * @param forwardWeight of the forward score
     * @param backwardWeight of the backward score
     */
    record Margin(double intercept, double forwardWeight, double backwardWeight) implements FusionRule {
        /**
         * Checks that all are finite.
         *
         * @throws IllegalArgumentException if one is not
         */
        public Margin {
            if (!Double.isFinite(intercept) || !Double.isFinite(forwardWeight) || !Double.isFinite(backwardWeight)) {
                throw new IllegalArgumentException(
                        "a margin's intercept and weights must be finite, were %s, %s and %s; train it on finite scores"
                                .formatted(intercept, forwardWeight, backwardWeight));
            }
        }

        @Override
        public double fuse(double forward, double backward) {
            return intercept + forwardWeight * forward + backwardWeight * backward;
        }
    }
}
