package io.github.discovery4j.index.vector;

/**
 * How near two vectors are to one another. Similarity is higher for nearer vectors under every metric.
 *
 * <p>{@link #similarity} is the definition; indexes compute the same in float32, and may differ by its rounding.
 */
public enum Metric {
    /** The cosine of the angle between them, in [-1, 1]; vectors are scaled to unit length as they come in, none is zero. */
    COSINE,

    /** Their inner product, unbounded; longer vectors are nearer to everybody. */
    DOT_PRODUCT,

    /** Minus their distance, at most 0. */
    EUCLIDEAN;

    /**
     * Computes the similarity in double precision.
     *
     * @param one d values
     * @param other d values
     * @return higher is nearer; NaN for the cosine of a zero vector
     * @throws IllegalArgumentException if the dimensions differ
     */
    public double similarity(float[] one, float[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(
                    "vectors must have the same dimension, had %d and %d".formatted(one.length, other.length));
        }
        return switch (this) {
            case COSINE -> dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
            case DOT_PRODUCT -> dot(one, other);
            case EUCLIDEAN -> -distance(one, other);
        };
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = (double) one[i] - other[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
