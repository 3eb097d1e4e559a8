package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.SparseRows;
import java.util.Arrays;

/**
 * The binary matrix of who likes what: 1 where a pair has an interaction with a weight above 0, however many it has.
 *
 * <p>Walked like {@link SparseRows}: columns ascend within a row. <b>Cost:</b> 4 bytes an entry, 8 with weights.
 * <b>Threads:</b> immutable.
 */
final class PositiveRows {

    private final int[] offsets;
    private final int[] columns;
    private final float[] weights;

    private PositiveRows(int[] offsets, int[] columns, float[] weights) {
        this.offsets = offsets;
        this.columns = columns;
        this.weights = weights;
    }

    static PositiveRows of(SparseRows rows) {
        return of(rows, false);
    }

    /** With the sum of each pair's weights above 0. */
    static PositiveRows withWeights(SparseRows rows) {
        return of(rows, true);
    }

    private static PositiveRows of(SparseRows rows, boolean weighted) {
        int[] offsets = new int[rows.rowCount() + 1];
        int[] columns = new int[rows.entryCount()];
        float[] weights = new float[weighted ? rows.entryCount() : 0];
        int count = 0;
        for (int row = 0; row < rows.rowCount(); row++) {
            for (int entry = rows.start(row); entry < rows.end(row); entry++) {
                if (rows.weight(entry) > 0) {
                    boolean repeated = count > offsets[row] && columns[count - 1] == rows.column(entry);
                    if (!repeated) {
                        columns[count++] = rows.column(entry);
                    }
                    if (weighted) {
                        weights[count - 1] = Math.min(Float.MAX_VALUE, weights[count - 1] + rows.weight(entry));
                    }
                }
            }
            offsets[row + 1] = count;
        }
        return new PositiveRows(offsets, Arrays.copyOf(columns, count), Arrays.copyOf(weights, weighted ? count : 0));
    }

    int rowCount() {
        return offsets.length - 1;
    }

    int start(int row) {
        return offsets[row];
    }

    int end(int row) {
        return offsets[row + 1];
    }

    int size(int row) {
        return offsets[row + 1] - offsets[row];
    }

    int entryCount() {
        return columns.length;
    }

    boolean contains(int row, int column) {
        return Arrays.binarySearch(columns, offsets[row], offsets[row + 1], column) >= 0;
    }

    /** {@return for each entry the row it is in} */
    int[] rowOfEntries() {
        int[] rows = new int[columns.length];
        for (int row = 0; row < rowCount(); row++) {
            Arrays.fill(rows, offsets[row], offsets[row + 1], row);
        }
        return rows;
    }

    int column(int entry) {
        return columns[entry];
    }

    /** The weight of an entry, more than 0 and finite; 1 unless made {@link #withWeights}. */
    float weight(int entry) {
        return weights.length == 0 ? 1 : weights[entry];
    }

    int[] row(int row) {
        return Arrays.copyOfRange(columns, offsets[row], offsets[row + 1]);
    }
}
