package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.SparseRows;
import java.util.Arrays;

/**
 * The binary matrix of who likes what: 1 where a pair has an interaction with a weight above 0, however many it has.
 *
 * <p>Walked like {@link SparseRows}: columns ascend within a row. <b>Cost:</b> 4 bytes an entry. <b>Threads:</b> immutable.
 */
final class PositiveRows {

    private final int[] offsets;
    private final int[] columns;

    private PositiveRows(int[] offsets, int[] columns) {
        this.offsets = offsets;
        this.columns = columns;
    }

    static PositiveRows of(SparseRows rows) {
        int[] offsets = new int[rows.rowCount() + 1];
        int[] columns = new int[rows.entryCount()];
        int count = 0;
        for (int row = 0; row < rows.rowCount(); row++) {
            for (int entry = rows.start(row); entry < rows.end(row); entry++) {
                boolean repeated = count > offsets[row] && columns[count - 1] == rows.column(entry);
                if (rows.weight(entry) > 0 && !repeated) {
                    columns[count++] = rows.column(entry);
                }
            }
            offsets[row + 1] = count;
        }
        return new PositiveRows(offsets, Arrays.copyOf(columns, count));
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

    int column(int entry) {
        return columns[entry];
    }

    int[] row(int row) {
        return Arrays.copyOfRange(columns, offsets[row], offsets[row + 1]);
    }
}
