package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.Metric;

/** What rows are compared with: a query's vector, with its length. */
// The array is read, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Target(float[] vector, Metric metric, double length) {

    static Target of(float[] vector, Metric metric) {
        return new Target(vector, metric, length(vector, 0, vector.length));
    }

    static double length(float[] values, int from, int count) {
        double squares = 0;
        for (int i = from; i < from + count; i++) {
            squares += (double) values[i] * values[i];
        }
        return Math.sqrt(squares);
    }

    boolean byDistance() {
        return metric == Metric.EUCLIDEAN;
    }

    /** Returns the similarity that belongs to a squared distance. */
    static float ofSquares(float squares) {
        return -(float) Math.sqrt(squares);
    }
}
