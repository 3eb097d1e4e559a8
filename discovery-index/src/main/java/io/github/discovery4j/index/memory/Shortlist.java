package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.kernel.VectorKernel;

/** Those rows of a chunk that may still be among the nearest, ascending, and how near each could be. One thread. */
final class Shortlist {

    private int[] rows = {};
    private int[] handedOut = {};
    private float[] bounds = {};
    private float[] boundsByRow = {};
    private int[] products = {};
    private int count;
    private int half;
    private int second;

    /** Empties the list and makes room for so many rows. */
    void clear(int room) {
        if (rows.length < room) {
            rows = new int[room];
            bounds = new float[room];
        }
        count = 0;
    }

    /** Adds a row, or overwrites it by the next one when it does not count. */
    void add(int row, boolean counts) {
        rows[count] = row;
        count += counts ? 1 : 0;
    }

    /** Takes the rows from 0 on. */
    void addFirst(int filled) {
        for (int row = 0; row < filled; row++) {
            rows[row] = row;
        }
        count = filled;
    }

    /** Empties the list and returns its rows, which stay as they are until the next time. */
    int[] handOut() {
        int[] handed = rows;
        rows = handedOut.length < handed.length ? new int[handed.length] : handedOut;
        handedOut = handed;
        count = 0;
        return handed;
    }

    /** Takes another list's rows. */
    void copy(Shortlist other) {
        clear(other.rows.length);
        System.arraycopy(other.rows, 0, rows, 0, other.count);
        count = other.count;
    }

    /** Begins to fill an empty list from both halves at a time. */
    void beginHalves(int firstHalf) {
        half = firstHalf;
        second = firstHalf;
    }

    /** Adds a row of the first half unless it cannot be as near as this. What is not a number is no bound, and the row is added. */
    void keep(int row, float bound, float least) {
        if (!(bound < least)) {
            rows[count] = row;
            bounds[count++] = bound;
        }
    }

    /** Does as {@link #keep(int, float, float)} does for a row of the second half. */
    void keepSecond(int row, float bound, float least) {
        if (!(bound < least)) {
            rows[second] = row;
            bounds[second++] = bound;
        }
    }

    /** Makes one list of the halves, in their order. */
    void joinHalves() {
        System.arraycopy(rows, half, rows, count, second - half);
        System.arraycopy(bounds, half, bounds, count, second - half);
        count += second - half;
    }

    /** Leaves out rows that cannot be as near as this. What is not a number is no bound, and stays. */
    void keep(float least) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!(bounds[i] < least)) {
                rows[kept] = rows[i];
                bounds[kept++] = bounds[i];
            }
        }
        count = kept;
    }

    /** Does as {@link #keep} does for the first rows, whose bounds lie as {@link VectorKernel#rowAt} says; their order is lost. */
    void keepOfRun(float least) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!(bounds[i] < least)) {
                rows[kept] = VectorKernel.rowAt(i, count);
                bounds[kept++] = bounds[i];
            }
        }
        count = kept;
    }

    /** Does as {@link #keep} does, by bounds that lie where their rows' numbers say. */
    void keepByRow(float[] byRow, float least) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!(byRow[rows[i]] < least)) {
                rows[kept++] = rows[i];
            }
        }
        count = kept;
    }

    /** Tells whether the list is the first rows, none left out. */
    boolean isRun() {
        return count > 0 && rows[count - 1] == count - 1;
    }

    int[] rows() {
        return rows;
    }

    int row(int i) {
        return rows[i];
    }

    /** At least how near each row could be, in their order. */
    float[] bounds() {
        return bounds;
    }

    float bound(int i) {
        return bounds[i];
    }

    /** Room for the bounds of the first rows, whether they are listed or not. */
    float[] boundsByRow(int room) {
        if (boundsByRow.length < room) {
            boundsByRow = new float[room];
        }
        return boundsByRow;
    }

    /** Room for so many whole numbers. */
    int[] products(int room) {
        if (products.length < room) {
            products = new int[room];
        }
        return products;
    }

    /** Tells whether the list has a quarter of all rows up to its last one, or more. */
    boolean dense() {
        return count > 0 && 4 * count >= rows[count - 1];
    }

    int count() {
        return count;
    }
}
