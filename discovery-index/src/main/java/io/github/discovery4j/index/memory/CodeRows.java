package io.github.discovery4j.index.memory;

/**
 * Rows of float32 values behind int8 codes, behind four bits a value: each tells which rows the next need not look at.
 *
 * <p>A row whose bound does not reach the worst of the nearest so far would not have been kept. Of 200,000 vectors four bits leave
 * some thousands, and int8 codes some hundreds that are compared in float32.
 */
final class CodeRows extends VectorRows {

    private final FloatRows originals;
    private final byte[] codes;
    private final CodeBounds bounds;
    private final NibbleRows nibbles;

    CodeRows(int dimension, int capacity) {
        super(dimension);
        this.originals = new FloatRows(dimension, capacity);
        this.codes = new byte[Math.multiplyExact(capacity, dimension)];
        this.bounds = new CodeBounds(dimension, capacity);
        this.nibbles = new NibbleRows(dimension, capacity);
    }

    @Override
    void write(int row, float[] source, int from) {
        originals.write(row, source, from);
        nibbles.write(row, source, from);
        float scale = Codes.encode(source, from, dimension, codes, row * dimension);
        bounds.set(row, scale, codes, row * dimension, source, from, dimension);
    }

    @Override
    void copy(int row, VectorRows others, int other) {
        CodeRows source = (CodeRows) others;
        originals.copy(row, source.originals, other);
        System.arraycopy(source.codes, other * dimension, codes, row * dimension, dimension);
        bounds.copy(row, source.bounds, other);
        nibbles.copy(row, source.nibbles, other);
    }

    @Override
    void read(int row, float[] destination, int offset) {
        originals.read(row, destination, offset);
    }

    @Override
    float similarity(Target target, int row) {
        return originals.similarity(target, row);
    }

    @Override
    boolean onlyBounds() {
        return true;
    }

    @Override
    void select(Target target, Shortlist list, float least) {
        // A filter that passes few leaves blocks of which little would be wanted.
        if (least > Float.NEGATIVE_INFINITY && list.dense()) {
            nibbles.select(target, list, least);
        }
        super.select(target, list, least);
    }

    @Override
    void compare4(Target target, int first, int second, int third, int fourth, float[] results) {
        int d = dimension;
        KERNEL.dot4(target.vector(), 0, codes, first * d, second * d, third * d, fourth * d, d, results, 0);
    }

    @Override
    void finish(Target target, int[] rows, int count, float[] results) {
        CodeBounds.Aim aim = CodeBounds.Aim.of(target);
        for (int i = 0; i < count; i++) {
            results[i] = bounds.bound(aim, rows[i], results[i]);
        }
    }

    @Override
    long bytes() {
        return originals.bytes() + codes.length + bounds.bytes() + nibbles.bytes();
    }
}
