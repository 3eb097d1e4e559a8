package io.github.discovery4j.index.memory;

/** Rows of float16 values; the caller keeps to what they can hold. */
final class HalfRows extends VectorRows {

    static final float LARGEST = 65_504;

    private final short[] values;

    HalfRows(int dimension, int capacity) {
        super(dimension);
        this.values = new short[Math.multiplyExact(capacity, dimension)];
    }

    @Override
    void write(int row, float[] source, int from) {
        for (int i = 0; i < dimension; i++) {
            values[row * dimension + i] = Float.floatToFloat16(source[from + i]);
        }
    }

    @Override
    void copy(int row, VectorRows others, int other) {
        System.arraycopy(((HalfRows) others).values, other * dimension, values, row * dimension, dimension);
    }

    @Override
    void read(int row, float[] destination, int offset) {
        for (int i = 0; i < dimension; i++) {
            destination[offset + i] = Float.float16ToFloat(values[row * dimension + i]);
        }
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
        return (long) values.length * Short.BYTES;
    }
}
