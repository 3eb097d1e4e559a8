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
