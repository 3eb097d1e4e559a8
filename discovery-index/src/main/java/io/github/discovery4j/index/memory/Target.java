package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.Metric;
import org.jspecify.annotations.Nullable;

/** What rows are compared with: a query's vector, with its length. One thread. */
final class Target {

    private final float[] vector;
    private final Metric metric;
    private final double length;
    private @Nullable Factors factors;

    private Target(float[] vector, Metric metric) {
        this.vector = vector;
        this.metric = metric;
        this.length = length(vector, 0, vector.length);
    }

    static Target of(float[] vector, Metric metric) {
        return new Target(vector, metric);
    }

    static double length(float[] values, int from, int count) {
        double squares = 0;
        for (int i = from; i < from + count; i++) {
            squares += (double) values[i] * values[i];
        }
        return Math.sqrt(squares);
    }

    float[] vector() {
        return vector;
    }

    double length() {
        return length;
    }

    /** Returns the vector in whole numbers, made when first asked for. */
    Factors factors() {
        Factors made = factors;
        if (made == null) {
            made = Factors.of(vector);
            factors = made;
        }
        return made;
    }

    boolean byDistance() {
        return metric == Metric.EUCLIDEAN;
    }

    /** Returns the similarity that belongs to a squared distance. */
    static float ofSquares(float squares) {
        return -(float) Math.sqrt(squares);
    }
}
