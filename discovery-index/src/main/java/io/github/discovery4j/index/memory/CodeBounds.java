package io.github.discovery4j.index.memory;

import java.util.Arrays;

/** For rows of codes: what a step is worth, and at least how near the vectors could be that the codes stand for. */
final class CodeBounds {

    /*
     * A row x is stood for by y = scale * codes, and keeps |x - y| and |y|, rounded up. The target q may be stood for by p; for
     * codes that are multiplied with q itself, p is q. D is the product of p and y, as computed.
     *
     * 1. q.x = p.y + (q - p).y + q.(x - y) <= p.y + |q - p| |y| + |q| |x - y|, by Cauchy and Schwarz. A sum of d float32 products
     *    is off by at most d 2^-24 / (1 - d 2^-24) of the sum of their magnitudes, whatever the order; that sum is at most |q| |y|
     *    for p = q (otherwise the sum is of whole numbers and exact), and |q| (|y| + |x - y|) for the product of q and x, which the
     *    bound has to reach in its rounded form. Both are covered by slack = (d + 8) 2^-22, with room for the few operations that
     *    follow, as |p| <= 2 |q|; reach = |x - y| + slack (|y| + |x - y|).
     * 2. |q - x| >= |q - y| - |x - y|, and |q - y|^2 = |q|^2 + |y|^2 - 2 q.y, where q.y <= p.y + |q - p| |y|, and what is off is
     *    within slack (|q| + |y|)^2. Roots and float32 distances are off by less than slack of themselves.
     * 3. Products of tiny values vanish; TINY and TINY_DISTANCE are more than d of them can add up to. The scales are not multiplied
     *    with each other first: what is lost of that would count as often as the codes say.
     * 4. Where a vector is so long that a sum on the way may not be finite, |x - y| or |q| is infinite, and the bound is infinite or
     *    not a number: it bounds nothing.
     */

    // Float32 sums of products of shorter vectors do not overflow.
    private static final double LARGEST_SQUARES = 1e36;
    private static final float TINY = Float.MIN_NORMAL;
    private static final double TINY_DISTANCE = 1e-18;

    private final float[] scales;
    private final float[] losses;
    private final float[] lengths;
    private final float[] reaches;
    private final double slack;

    CodeBounds(int dimension, int capacity) {
        this.scales = new float[capacity];
        this.losses = new float[capacity];
        this.lengths = new float[capacity];
        this.reaches = new float[capacity];
        this.slack = (dimension + 8) * 0x1p-22;
    }

    private CodeBounds(CodeBounds earlier, int capacity) {
        this.scales = Arrays.copyOf(earlier.scales, capacity);
        this.losses = Arrays.copyOf(earlier.losses, capacity);
        this.lengths = Arrays.copyOf(earlier.lengths, capacity);
        this.reaches = Arrays.copyOf(earlier.reaches, capacity);
        this.slack = earlier.slack;
    }

    CodeBounds grownTo(int capacity) {
        return new CodeBounds(this, capacity);
    }

    static float largest(float[] values, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }

    static float roundedUp(double value) {
        return Math.nextUp((float) value);
    }

    /**
     * Notes what stands for a row.
     *
     * @param scale what a step of its codes is worth
     * @param lost the squared length of what the codes do not say
     * @param kept the squared length of what they say
     */
    void set(int row, float scale, double lost, double kept) {
        scales[row] = scale;
        losses[row] = kept > LARGEST_SQUARES ? Float.POSITIVE_INFINITY : roundedUp(Math.sqrt(lost));
        lengths[row] = roundedUp(Math.sqrt(kept));
        reaches[row] = roundedUp(losses[row] + slack * (lengths[row] + losses[row]));
    }

    /** Notes what int8 codes stand for. */
    void set(int row, float scale, byte[] codes, int at, float[] source, int from, int dimension) {
        double lost = 0;
        double kept = 0;
        for (int i = 0; i < dimension; i++) {
            double stands = (double) scale * codes[at + i];
            lost += (source[from + i] - stands) * (source[from + i] - stands);
            kept += stands * stands;
        }
        set(row, scale, lost, kept);
    }

    /** Returns what a step of a row's codes is worth. */
    float scale(int row) {
        return scales[row];
    }

    void copy(int row, CodeBounds others, int other) {
        scales[row] = others.scales[other];
        losses[row] = others.losses[other];
        lengths[row] = others.lengths[other];
        reaches[row] = others.reaches[other];
    }

    /**
     * A target as bounds see it.
     *
     * @param length at least how long it is; infinite when too long for sums in float32
     * @param scale what a step of what stands for it is worth
     * @param lost how long the difference is between the target and what stands for it
     */
    record Aim(boolean byDistance, float length, float scale, float lost) {

        /** The target itself is multiplied with codes. */
        static Aim of(Target target) {
            return of(target, 1, 0);
        }

        /** Whole numbers that stand for the target are multiplied with codes. */
        static Aim of(Target target, Factors factors) {
            return of(target, factors.scale(), factors.lost());
        }

        /** Whole numbers, of which a step is worth {@code scale}, stand for the target, but for {@code lost} of its length. */
        static Aim of(Target target, float scale, float lost) {
            boolean large = target.length() * target.length() > LARGEST_SQUARES;
            float length = large ? Float.POSITIVE_INFINITY : roundedUp(target.length());
            return new Aim(target.byDistance(), length, scale, lost);
        }
    }

    /** Returns at least how near a row could be, or NaN, given the product with its codes. */
    float bound(Aim aim, int row, float product) {
        return aim.byDistance
                ? -leastDistance(aim.length, row, aim.scale * (scales[row] * product) + aim.lost * lengths[row])
                : similarity(aim.length, aim.scale, aim.lost, row, product);
    }

    /** Turns products with the first rows into bounds. */
    void bound(Aim aim, float[] products, int count) {
        if (aim.byDistance) {
            for (int row = 0; row < count; row++) {
                products[row] = bound(aim, row, products[row]);
            }
        } else {
            // A loop that the compiler can do for many rows at once.
            float length = aim.length;
            float scale = aim.scale;
            float lost = aim.lost;
            for (int row = 0; row < count; row++) {
                products[row] = similarity(length, scale, lost, row, products[row]);
            }
        }
    }

    private float similarity(float length, float scale, float lost, int row, float product) {
        return scale * (scales[row] * product) + lost * lengths[row] + (length * reaches[row] + TINY);
    }

    private float leastDistance(double length, int row, double product) {
        double codeLength = lengths[row];
        double squares = length * length + codeLength * codeLength - 2 * product;
        double least = Math.sqrt(Math.max(0, squares - slack * (length + codeLength) * (length + codeLength)));
        return Math.nextDown((float) Math.max(0, (least - losses[row]) * (1 - slack) - TINY_DISTANCE));
    }

    long bytes() {
        return 4L * Float.BYTES * scales.length;
    }
}
