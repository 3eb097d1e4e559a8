package io.github.discovery4j.rank.linear;

/** Intercept plus the sum of weight · value; a missing value adds nothing. */
final class LinearScore implements RowScorer {

    private final double[] weights;
    private final double intercept;

    /** The array is the score's from here on. */
    LinearScore(double[] weights, double intercept) {
        this.weights = weights;
        this.intercept = intercept;
    }

    double weight(int feature) {
        return weights[feature];
    }

    double intercept() {
        return intercept;
    }

    @Override
    public double score(double[] values) {
        double sum = intercept;
        for (int f = 0; f < weights.length; f++) {
            if (!Double.isNaN(values[f])) {
                sum += weights[f] * values[f];
            }
        }
        return sum;
    }
}
