package io.github.discovery4j.core.data;

/**
 * A compressed-row view of interactions: for each user the items (or for each item the users), ordinals ascending.
 *
 * <p>Entries of row r are numbered {@code start(r)} to {@code end(r) - 1}; all entries together run from 0 to
 * {@code entryCount() - 1}:
 *
 * {@snippet :
 * for (int entry = rows.start(user); entry < rows.end(user); entry++) {
 *     total += rows.weight(entry) * factor[rows.column(entry)];
 * }
 * }
 *
 * <p><b>Shapes:</b> rows x columns as large as the id maps; rows and columns without an interaction are there and empty.
 * Repeated pairs ({@link DuplicatePolicy#KEEP_ALL}) are entries of their own, in the order added.
 * <b>Cost:</b> built in O(n + rows + columns), 12 bytes an entry; accessors are array reads. <b>Threads:</b> immutable.
 */
public final class SparseRows {

    private final int columnCount;
    private final int[] offsets;
    private final int[] columns;
    private final float[] weights;
    private final int[] interactions;

    private SparseRows(int columnCount, int[] offsets, int[] columns, float[] weights, int[] interactions) {
        this.columnCount = columnCount;
        this.offsets = offsets;
        this.columns = columns;
        this.weights = weights;
        this.interactions = interactions;
    }

    static SparseRows of(IntColumn rowOf, int rowCount, IntColumn columnOf, int columnCount, IntColumn weightOf) {
        int size = rowOf.size();
        int[] order = order(rowOf, rowCount, columnOf, columnCount);
        int[] columns = new int[size];
        float[] weights = new float[size];
        for (int entry = 0; entry < size; entry++) {
            columns[entry] = columnOf.get(order[entry]);
            weights[entry] = weightOf.getFloat(order[entry]);
        }
        return new SparseRows(columnCount, offsets(rowOf, rowCount), columns, weights, order);
    }

    /** The places 0 … size - 1 sorted by (row, column), equal pairs in their present order: two stable counting sorts. */
    private static int[] order(IntColumn rowOf, int rowCount, IntColumn columnOf, int columnCount) {
        int[] byColumn = new int[rowOf.size()];
        int[] next = offsets(columnOf, columnCount);
        for (int i = 0; i < byColumn.length; i++) {
            byColumn[next[columnOf.get(i)]++] = i;
        }
        int[] byRow = new int[byColumn.length];
        next = offsets(rowOf, rowCount);
        for (int i : byColumn) {
            byRow[next[rowOf.get(i)]++] = i;
        }
        return byRow;
    }

    /** For each key how many of the column's values are smaller; at the end, all. */
    static int[] offsets(IntColumn keys, int keyCount) {
        int[] offsets = new int[keyCount + 1];
        for (int i = 0; i < keys.size(); i++) {
            offsets[keys.get(i) + 1]++;
        }
        for (int key = 0; key < keyCount; key++) {
            offsets[key + 1] += offsets[key];
        }
        return offsets;
    }

    /** {@return how many rows there are, empty ones included} */
    public int rowCount() {
        return offsets.length - 1;
    }

    /** {@return how many columns there are, empty ones included} */
    public int columnCount() {
        return columnCount;
    }

    /** {@return how many entries all rows have together} */
    public int entryCount() {
        return columns.length;
    }

    /**
     * Returns where a row begins.
     *
     * @param row in [0, rowCount)
     * @return its first entry
     */
    public int start(int row) {
        return offsets[row];
    }

    /**
     * Returns where a row ends.
     *
     * @param row in [0, rowCount)
     * @return one past its last entry
     */
    public int end(int row) {
        return offsets[row + 1];
    }

    /**
     * Returns the column of an entry; within a row columns ascend.
     *
     * @param entry in [0, entryCount)
     * @return the column's ordinal
     */
    public int column(int entry) {
        return columns[entry];
    }

    /**
     * Returns the weight of an entry.
     *
     * @param entry in [0, entryCount)
     * @return finite
     */
    public float weight(int entry) {
        return weights[entry];
    }

    /**
     * Returns which interaction an entry is, to read its time from {@link Interactions}.
     *
     * @param entry in [0, entryCount)
     * @return its index in the interactions that this view came from
     */
    public int interaction(int entry) {
        return interactions[entry];
    }
}
