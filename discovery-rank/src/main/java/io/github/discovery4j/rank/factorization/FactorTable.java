package io.github.discovery4j.rank.factorization;

import java.util.Arrays;

/**
 * Vectors of items, held dimension by dimension so that a whole catalogue is scored by loops over items.
 *
 * <p><b>Shapes:</b> d arrays of n float32 values. <b>Cost:</b> 2 d flops an item; sums are in double precision and in the
 * order of dimensions, so an item's score is the same alone and among all. <b>Threads:</b> immutable.
 */
final class FactorTable {

    /** Items scored together, so that their sums stay in the nearest cache. */
    private static final int BLOCK = 1024;

    private static final int WIDTH = 4;

    private final int count;
    private final float[][] columns;

    private FactorTable(int count, float[][] columns) {
        this.count = count;
        this.columns = columns;
    }

    /** Copies rows of a common length. */
    static FactorTable ofRows(float[][] rows, int dimension) {
        float[][] columns = new float[dimension][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < dimension; i++) {
                columns[i][row] = rows[row][i];
            }
        }
        return new FactorTable(rows.length, columns);
    }

    /** Copies rows that lie one after the other. */
    static FactorTable ofFlat(float[] values, int dimension) {
        float[][] rows = new float[values.length / dimension][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * dimension, (row + 1) * dimension));
        return ofRows(rows, dimension);
    }

    int count() {
        return count;
    }

    int dimension() {
        return columns.length;
    }

    float[] row(int row) {
        float[] copy = new float[columns.length];
        copyRow(row, copy, 0);
        return copy;
    }

    void copyRow(int row, float[] destination, int offset) {
        for (int i = 0; i < columns.length; i++) {
            destination[offset + i] = columns[i][row];
        }
    }

    /** All rows, one after the other; n · d values. */
    float[] toFlat() {
        float[] values = new float[Math.multiplyExact(count, columns.length)];
        for (int row = 0; row < count; row++) {
            copyRow(row, values, row * columns.length);
        }
        return values;
    }

    /** Adds the dot product of a vector with every row to its score. */
    void addScores(float[] vector, double[] scores) {
        for (int from = 0; from < count; from += BLOCK) {
            addScores(vector, scores, from, Math.min(count, from + BLOCK));
        }
    }

    private void addScores(float[] vector, double[] scores, int from, int to) {
        int i = 0;
        for (; i + WIDTH <= vector.length; i += WIDTH) {
            addFour(vector, i, scores, from, to);
        }
        for (; i < vector.length; i++) {
            double v = vector[i];
            float[] column = columns[i];
            for (int row = from; row < to; row++) {
                scores[row] += v * column[row];
            }
        }
    }

    private void addFour(float[] vector, int first, double[] scores, int from, int to) {
        double v0 = vector[first];
        double v1 = vector[first + 1];
        double v2 = vector[first + 2];
        double v3 = vector[first + 3];
        float[] c0 = columns[first];
        float[] c1 = columns[first + 1];
        float[] c2 = columns[first + 2];
        float[] c3 = columns[first + 3];
        for (int row = from; row < to; row++) {
            scores[row] = scores[row] + v0 * c0[row] + v1 * c1[row] + v2 * c2[row] + v3 * c3[row];
        }
    }

    /** Returns start + the dot product of a vector with one row, as {@link #addScores} does to the last bit. */
    double score(float[] vector, int row, double start) {
        double sum = start;
        for (int i = 0; i < vector.length; i++) {
            sum += (double) vector[i] * columns[i][row];
        }
        return sum;
    }
}
