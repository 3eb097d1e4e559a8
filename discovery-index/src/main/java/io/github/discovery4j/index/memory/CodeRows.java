package io.github.discovery4j.index.memory;

/** Rows of int8 codes, each row with a scale of its own, before the float32 values that they stand for. */
final class CodeRows extends VectorRows {

    /*
     * A row x is stood for by y = scale * codes, and keeps |x - y| and |y|, rounded up. With q the target:
     *
     * 1. q.x <= q.y + |q| |x - y|, by Cauchy and Schwarz. A sum of d float32 products is off by at most
     *    d 2^-24 / (1 - d 2^-24) of the sum of their magnitudes, whatever the order; that sum is at most |q| |y| for the
     *    product with y, and |q| (|y| + |x - y|) for the one with x, which the bound has to reach in its rounded form. Both
     *    are covered by slack = (d + 8) 2^-22, with room for the few operations that follow; reach = |x - y| + slack (|y| +
     *    |x - y|).
     * 2. |q - x| >= |q - y| - |x - y|, and |q - y|^2 = |q|^2 + |y|^2 - 2 q.y, where what is off is within
     *    slack (|q| + |y|)^2. Roots and float32 distances are off by less than slack of themselves.
     * 3. Products of tiny values vanish; TINY and TINY_DISTANCE are more than d of them can add up to. A product that is not
     *    finite, or of vectors so long that a sum on the way may not be, bounds nothing.
     *
     * A row whose bound does not reach the worst of the nearest so far would not have been kept. All others are compared in
     * float32: of 200,000 random vectors some hundreds.
     */

    private static final int LARGEST_CODE = 127;
    // Float32 sums of products of shorter vectors do not overflow.
    private static final double LARGEST_SQUARES = 1e36;
    private static final float TINY = Float.MIN_NORMAL;
    private static final double TINY_DISTANCE = 1e-18;

    private final FloatRows originals;
    private final byte[] codes;
    private final float[] scales;
    private final float[] losses;
    private final float[] lengths;
    private final float[] reaches;
    private final double slack;

    CodeRows(int dimension, int capacity) {
        super(dimension);
        this.originals = new FloatRows(dimension, capacity);
        this.codes = new byte[Math.multiplyExact(capacity, dimension)];
        this.scales = new float[capacity];
        this.losses = new float[capacity];
        this.lengths = new float[capacity];
        this.reaches = new float[capacity];
        this.slack = (dimension + 8) * 0x1p-22;
    }

    @Override
    void write(int row, float[] source, int from) {
        originals.write(row, source, from);
        float largest = 0;
        for (int i = 0; i < dimension; i++) {
            largest = Math.max(largest, Math.abs(source[from + i]));
        }
        float scale = largest / LARGEST_CODE;
        double lost = 0;
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            double value = source[from + i];
            int code = scale == 0 ? 0 : Math.clamp(Math.round(value / scale), -LARGEST_CODE, LARGEST_CODE);
            codes[row * dimension + i] = (byte) code;
            double kept = (double) scale * code;
            lost += (value - kept) * (value - kept);
            squares += kept * kept;
        }
        scales[row] = scale;
        losses[row] = squares > LARGEST_SQUARES ? Float.POSITIVE_INFINITY : roundedUp(Math.sqrt(lost));
        lengths[row] = roundedUp(Math.sqrt(squares));
        reaches[row] = roundedUp(losses[row] + slack * (lengths[row] + losses[row]));
    }

    private static float roundedUp(double value) {
        return Math.nextUp((float) value);
    }

    @Override
    void copy(int row, VectorRows others, int other) {
        CodeRows source = (CodeRows) others;
        originals.copy(row, source.originals, other);
        System.arraycopy(source.codes, other * dimension, codes, row * dimension, dimension);
        scales[row] = source.scales[other];
        losses[row] = source.losses[other];
        lengths[row] = source.lengths[other];
        reaches[row] = source.reaches[other];
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
    void compare4(Target target, int first, int second, int third, int fourth, float[] results) {
        int d = dimension;
        KERNEL.dot4(target.vector(), 0, codes, first * d, second * d, third * d, fourth * d, d, results, 0);
    }

    @Override
    void finish(Target target, int[] rows, int count, float[] results) {
        boolean large = target.length() * target.length() > LARGEST_SQUARES;
        float length = large ? Float.POSITIVE_INFINITY : roundedUp(target.length());
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            float product = scales[row] * results[i];
            if (!(Math.abs(product) <= Float.MAX_VALUE)) {
                results[i] = Float.POSITIVE_INFINITY;
            } else if (target.byDistance()) {
                results[i] = -leastDistance(length, row, product);
            } else {
                results[i] = product + (length * reaches[row] + TINY);
            }
        }
    }

    private float leastDistance(double length, int row, double product) {
        double codeLength = lengths[row];
        double squares = length * length + codeLength * codeLength - 2 * product;
        double least = Math.sqrt(Math.max(0, squares - slack * (length + codeLength) * (length + codeLength)));
        return Math.nextDown((float) Math.max(0, (least - losses[row]) * (1 - slack) - TINY_DISTANCE));
    }

    @Override
    long bytes() {
        return originals.bytes() + codes.length + 4L * Float.BYTES * scales.length;
    }
}
