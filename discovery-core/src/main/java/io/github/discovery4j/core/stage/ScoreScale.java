package io.github.discovery4j.core.stage;

/** How a ranker's score becomes a number in [0, 1] that can be multiplied with another's; the host names it. */
public sealed interface ScoreScale {

    /**
     * Maps a score; a higher one never to a lower number.
     *
     * @param score finite
     * @return in [0, 1]
     * @throws IllegalArgumentException if the scale does not take the score
     */
    double of(double score);

    /**
     * 1 / (1 + e^-(slope · score + offset)): for margins, such as the raw score of a binary or a ranking objective. It is 0
     * or 1 only where float64 has nothing nearer: 1 from 37 on, 0 from -745 down.
     *
     * @param slope above 0
     * @param offset finite
     */
    record Logistic(double slope, double offset) implements ScoreScale {

        /** The plain logistic function: slope 1, offset 0. */
        public static final Logistic STANDARD = new Logistic(1, 0);

        /**
         * Checks both.
         *
         * @throws IllegalArgumentException if the slope is not above 0, or one of them is not finite
         */
        public Logistic {
            if (!(slope > 0 && slope < Double.POSITIVE_INFINITY) || !Double.isFinite(offset)) {
                throw new IllegalArgumentException(
                        "a logistic scale must have a finite slope above 0 and a finite offset, had %s and %s"
                                .formatted(slope, offset));
            }
        }

        @Override
        public double of(double score) {
            return 1 / (1 + Math.exp(-(slope * score + offset)));
        }
    }

    /** The score as it is, for rankers whose scores are probabilities already. */
    record Probability() implements ScoreScale {

        @Override
        public double of(double score) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException(
                        "a probability must be in [0, 1], was %s; name ScoreScale.Logistic for a ranker of margins"
                                .formatted(score));
            }
            return score;
        }
    }
}
