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
        int count = lists[0].count();
        int[] rows = lists[0].handOut();
        for (int i = 1; i < lists.length; i++) {
            lists[i].clear(count);
        }
        int half = count / 2;
        for (Shortlist list : lists) {
            list.beginHalves(half);
        }
        float[] products = new float[2 * Targets.TOGETHER];
        for (int i = 0; i < half; i++) {
            compare(targets, rows[i], rows[half + i], products, lists, least);
        }
        if (count % 2 > 0) {
            int last = rows[count - 1];
            for (int i = 0; i < lists.length; i++) {
                lists[i].keepSecond(last, similarity(targets.get(i), last), least[i]);
            }
        }
        for (Shortlist list : lists) {
            list.joinHalves();
        }
    }

    /**
     * Compares two rows with all targets. Each product is looked at once: to store all of them, and to look later, takes half as
     * long again, since their places and the rows' share the lower bits of their addresses.
     */
    private void compare(Targets targets, int first, int second, float[] products, Shortlist[] lists, float[] least) {
        for (int target = 0; target < lists.length; target += Targets.TOGETHER) {
            KERNEL.dot4By2(
                    targets.vectors(),
                    target * dimension,
                    values,
                    first * dimension,
                    second * dimension,
                    dimension,
                    products);
            for (int i = 0; i < Targets.TOGETHER; i++) {
                lists[target + i].keep(first, products[i], least[target + i]);
                lists[target + i].keepSecond(second, products[Targets.TOGETHER + i], least[target + i]);
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
