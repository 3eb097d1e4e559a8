package io.github.discovery4j.index.memory;

/** Rows of float32 values. */
final class FloatRows extends VectorRows {

    private final float[] values;

    FloatRows(int dimension, int capacity) {
        super(dimension);
        this.values = new float[Math.multiplyExact(capacity, dimension)];
    }

    @Override
    void write(int row, float[] source, int from) {
        System.arraycopy(source, from, values, row * dimension, dimension);
    }

    @Override
    void copy(int row, VectorRows others, int other) {
        write(row, ((FloatRows) others).values, other * dimension);
    }

    @Override
    void read(int row, float[] destination, int offset) {
        System.arraycopy(values, row * dimension, destination, offset, dimension);
    }

    @Override
    float similarity(Target target, int row) {
        return target.byDistance()
                ? Target.ofSquares(KERNEL.squareDistance(target.vector(), 0, values, row * dimension, dimension))
                : KERNEL.dot(target.vector(), 0, values, row * dimension, dimension);
    }

    @Override
    void select(Target target, Shortlist list, float least) {
        if (target.byDistance() || !list.isRun()) {
            super.select(target, list, least);
            return;
        }
        KERNEL.dots(target.vector(), values, list.count(), dimension, list.bounds());
        list.keepOfRun(least);
    }

    @Override
    void select(Targets targets, Shortlist[] lists, float[] least) {
        if (targets.byDistance()) {
            super.select(targets, lists, least);
            return;
        }
        float[][] results = new float[lists.length][];
        for (int i = 0; i < lists.length; i++) {
            results[i] = lists[i].bounds();
        }
        compare(targets, lists[0], results);
        for (int i = 0; i < lists.length; i++) {
            lists[i].keep(least[i]);
        }
    }

    /** Compares two rows at a time, from both halves of the list, with all targets. */
    private void compare(Targets targets, Shortlist list, float[][] results) {
        int half = (list.count() + 1) / 2;
        float[] eight = new float[2 * Targets.TOGETHER];
        for (int i = 0; i < half; i++) {
            int second = Math.min(half + i, list.count() - 1);
            int from = list.row(i) * dimension;
            int fromSecond = list.row(second) * dimension;
            for (int target = 0; target < results.length; target += Targets.TOGETHER) {
                KERNEL.dot4By2(targets.vectors(), target * dimension, values, from, fromSecond, dimension, eight);
                for (int j = 0; j < Targets.TOGETHER; j++) {
                    results[target + j][i] = eight[j];
                    results[target + j][second] = eight[Targets.TOGETHER + j];
                }
            }
        }
    }

    @Override
    void compare4(Target target, int first, int second, int third, int fourth, float[] results) {
        int d = dimension;
        if (target.byDistance()) {
            KERNEL.squareDistance4(
                    target.vector(), 0, values, first * d, second * d, third * d, fourth * d, d, results, 0);
        } else {
            KERNEL.dot4(target.vector(), 0, values, first * d, second * d, third * d, fourth * d, d, results, 0);
        }
    }

    @Override
    void finish(Target target, int[] rows, int count, float[] results) {
        if (target.byDistance()) {
            negateRoots(count, results);
        }
    }

    @Override
    long bytes() {
        return (long) values.length * Float.BYTES;
    }
}
