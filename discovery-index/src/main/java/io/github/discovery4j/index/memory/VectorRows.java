package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.kernel.VectorKernel;
import io.github.discovery4j.core.kernel.VectorKernels;

/** The values of some rows in one precision, compared with a target row by row or many at once. */
abstract sealed class VectorRows permits FloatRows, HalfRows, CodeRows {

    static final VectorKernel KERNEL = VectorKernels.fastest();

    final int dimension;

    VectorRows(int dimension) {
        this.dimension = dimension;
    }

    static VectorRows of(Precision precision, int dimension, int capacity) {
        return switch (precision) {
            case FLOAT32 -> new FloatRows(dimension, capacity);
            case FLOAT16 -> new HalfRows(dimension, capacity);
            case INT8 -> new CodeRows(dimension, capacity);
        };
    }

    /** Fills a row. */
    abstract void write(int row, float[] source, int from);

    /** Fills a row with another's bits; both are of one precision. */
    abstract void copy(int row, VectorRows others, int other);

    abstract void read(int row, float[] destination, int offset);

    /** Returns how near a row is. */
    abstract float similarity(Target target, int row);

    /** Leaves those rows of a list that may be as near as {@code least}, with at least how near they could be. */
    void select(Target target, Shortlist list, float least) {
        compare(target, list.rows(), list.count(), list.bounds());
        list.keep(least);
    }

    /** Does as {@link #select(Target, Shortlist, float)} does for several targets; the first of their lists holds the rows of all. */
    void select(Targets targets, Shortlist[] lists, float[] least) {
        for (int i = 1; i < lists.length; i++) {
            lists[i].copy(lists[0]);
        }
        for (int i = 0; i < lists.length; i++) {
            select(targets.get(i), lists[i], least[i]);
        }
    }

    /*
     * Four rows are compared at a time, from the four quarters of the list: the processor fetches four long runs of memory
     * ahead, not four short ones.
     */
    private void compare(Target target, int[] rows, int count, float[] bounds) {
        float[] four = new float[4];
        int quarter = (count + 3) / 4;
        int last = count - 1;
        for (int i = 0; i < quarter; i++) {
            int second = Math.min(quarter + i, last);
            int third = Math.min(2 * quarter + i, last);
            int fourth = Math.min(3 * quarter + i, last);
            compare4(target, rows[i], rows[second], rows[third], rows[fourth], four);
            bounds[i] = four[0];
            bounds[second] = four[1];
            bounds[third] = four[2];
            bounds[fourth] = four[3];
        }
        finish(target, rows, count, bounds);
    }

    /** Computes four products or squared distances. */
    abstract void compare4(Target target, int first, int second, int third, int fourth, float[] results);

    /** Makes similarities, or bounds of them where {@link #onlyBounds}, of what {@link #compare4} computed. */
    abstract void finish(Target target, int[] rows, int count, float[] results);

    /** Tells whether {@link #select} leaves bounds, so that {@link #similarity} has to be asked too. */
    boolean onlyBounds() {
        return false;
    }

    abstract long bytes();

    static void negateRoots(int count, float[] squares) {
        for (int i = 0; i < count; i++) {
            squares[i] = Target.ofSquares(squares[i]);
        }
    }
}
