package io.github.discovery4j.core.evaluation;

/** How far apart the items of a list are; defined at {@link Metrics#intraListDistance}. */
final class IntraListDistance implements PerUserMetric {

    private final double[][] unitVectors;

    IntraListDistance(float[][] vectors) {
        unitVectors = new double[vectors.length][];
        for (int item = 0; item < vectors.length; item++) {
            if (vectors[item].length != vectors[0].length) {
                throw new IllegalArgumentException("item vectors must have one dimension, was " + vectors[item].length
                        + " after " + vectors[0].length + " (item ordinal " + item + "); pad or re-encode them");
            }
            unitVectors[item] = unit(vectors[item], item);
        }
    }

    private static double[] unit(float[] vector, int item) {
        double squares = 0;
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("item vectors must be finite, was " + value + " (item ordinal "
                        + item + "); give an item without a vector zeros");
            }
            squares += (double) value * value;
        }
        double length = squares == 0 ? 1 : Math.sqrt(squares);
        double[] unit = new double[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }

    @Override
    public String name() {
        return "intra_list_distance";
    }

    @Override
    public double value(Rankings rankings, int k) {
        if (rankings.itemCount() != unitVectors.length) {
            throw new IllegalArgumentException("item vectors must be as many as items, " + rankings.itemCount()
                    + ", were " + unitVectors.length + "; make them for the id map that is evaluated");
        }
        return PerUserMetric.super.value(rankings, k);
    }

    @Override
    public double valueFor(RankedList list, int k) {
        int count = Math.min(k, list.size());
        if (count < 2) {
            return 0;
        }
        double sum = 0;
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                sum += 1 - cosine(unitVectors[list.itemOrdinal(i)], unitVectors[list.itemOrdinal(j)]);
            }
        }
        return sum / (0.5 * count * (count - 1.0));
    }

    private static double cosine(double[] left, double[] right) {
        double dot = 0;
        for (int i = 0; i < left.length; i++) {
            dot += left[i] * right[i];
        }
        return dot;
    }
}
