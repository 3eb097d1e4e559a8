package io.github.discovery4j.rank.factorization;

/**
 * The inner loops of learning factors: what a compiler can turn into vector instructions, eight rows at a time.
 *
 * <p>Each loop reads whole arrays at one common index, so that the JIT compiler sees that no store meets another lane's
 * load and vectorises it without any module or native library. Sums keep one order whatever the machine's vectors are
 * wide, except that products and sums are fused: results are the same to the last bit everywhere. <b>Threads:</b> none
 * kept.
 */
final class RowKernels {

    /** How many rows one pass takes. */
    static final int WIDTH = 8;

    private RowKernels() {}

    /**
     * Adds scale · row · rowᵀ of eight rows to the upper triangle of a matrix.
     *
     * @param rows from {@code from} on
     * @param scales one a row
     */
    static void addOuterProducts(float[][] rows, float[] scales, int from, float[][] upper) {
        float[] r0 = rows[from];
        float[] r1 = rows[from + 1];
        float[] r2 = rows[from + 2];
        float[] r3 = rows[from + 3];
        float[] r4 = rows[from + 4];
        float[] r5 = rows[from + 5];
        float[] r6 = rows[from + 6];
        float[] r7 = rows[from + 7];
        for (int i = 0; i < upper.length; i++) {
            float s0 = scales[from] * r0[i];
            float s1 = scales[from + 1] * r1[i];
            float s2 = scales[from + 2] * r2[i];
            float s3 = scales[from + 3] * r3[i];
            float s4 = scales[from + 4] * r4[i];
            float s5 = scales[from + 5] * r5[i];
            float s6 = scales[from + 6] * r6[i];
            float s7 = scales[from + 7] * r7[i];
            add(upper[i], i, s0, s1, s2, s3, s4, s5, s6, s7, r0, r1, r2, r3, r4, r5, r6, r7);
        }
    }

    /** Adds scale · row of eight rows to a vector. */
    static void addRows(float[][] rows, float[] scales, int from, float[] sum) {
        add(
                sum,
                0,
                scales[from],
                scales[from + 1],
                scales[from + 2],
                scales[from + 3],
                scales[from + 4],
                scales[from + 5],
                scales[from + 6],
                scales[from + 7],
                rows[from],
                rows[from + 1],
                rows[from + 2],
                rows[from + 3],
                rows[from + 4],
                rows[from + 5],
                rows[from + 6],
                rows[from + 7]);
    }

    private static void add(
            float[] sum,
            int from,
            float s0,
            float s1,
            float s2,
            float s3,
            float s4,
            float s5,
            float s6,
            float s7,
            float[] r0,
            float[] r1,
            float[] r2,
            float[] r3,
            float[] r4,
            float[] r5,
            float[] r6,
            float[] r7) {
        for (int j = from; j < sum.length; j++) {
            float first = Math.fma(s0, r0[j], Math.fma(s1, r1[j], Math.fma(s2, r2[j], Math.fma(s3, r3[j], sum[j]))));
            sum[j] = Math.fma(s4, r4[j], Math.fma(s5, r5[j], Math.fma(s6, r6[j], Math.fma(s7, r7[j], first))));
        }
    }

    /** Writes the dot products of eight rows with a vector to {@code dots}, from {@code from} on. */
    static void dots(float[][] rows, int from, float[] vector, float[] dots) {
        float[] r0 = rows[from];
        float[] r1 = rows[from + 1];
        float[] r2 = rows[from + 2];
        float[] r3 = rows[from + 3];
        float[] r4 = rows[from + 4];
        float[] r5 = rows[from + 5];
        float[] r6 = rows[from + 6];
        float[] r7 = rows[from + 7];
        float d0 = 0;
        float d1 = 0;
        float d2 = 0;
        float d3 = 0;
        float d4 = 0;
        float d5 = 0;
        float d6 = 0;
        float d7 = 0;
        for (int j = 0; j < vector.length; j++) {
            float v = vector[j];
            d0 = Math.fma(v, r0[j], d0);
            d1 = Math.fma(v, r1[j], d1);
            d2 = Math.fma(v, r2[j], d2);
            d3 = Math.fma(v, r3[j], d3);
            d4 = Math.fma(v, r4[j], d4);
            d5 = Math.fma(v, r5[j], d5);
            d6 = Math.fma(v, r6[j], d6);
            d7 = Math.fma(v, r7[j], d7);
        }
        dots[from] = d0;
        dots[from + 1] = d1;
        dots[from + 2] = d2;
        dots[from + 3] = d3;
        dots[from + 4] = d4;
        dots[from + 5] = d5;
        dots[from + 6] = d6;
        dots[from + 7] = d7;
    }

    /** target[j] -= scale · source[j] for j from {@code from} on. */
    static void subtract(double[] target, int from, double scale, double[] source) {
        for (int j = from; j < target.length; j++) {
            target[j] = Math.fma(-scale, source[j], target[j]);
        }
    }

    /** Subtracts from one row of a triangle, from its diagonal on, eight earlier rows times their entries above it. */
    static void subtractRows(double[][] upper, int earlier, int row) {
        double[] r0 = upper[earlier];
        double[] r1 = upper[earlier + 1];
        double[] r2 = upper[earlier + 2];
        double[] r3 = upper[earlier + 3];
        double[] r4 = upper[earlier + 4];
        double[] r5 = upper[earlier + 5];
        double[] r6 = upper[earlier + 6];
        double[] r7 = upper[earlier + 7];
        double s0 = -r0[row];
        double s1 = -r1[row];
        double s2 = -r2[row];
        double s3 = -r3[row];
        double s4 = -r4[row];
        double s5 = -r5[row];
        double s6 = -r6[row];
        double s7 = -r7[row];
        double[] target = upper[row];
        for (int j = row; j < target.length; j++) {
            double first =
                    Math.fma(s0, r0[j], Math.fma(s1, r1[j], Math.fma(s2, r2[j], Math.fma(s3, r3[j], target[j]))));
            target[j] = Math.fma(s4, r4[j], Math.fma(s5, r5[j], Math.fma(s6, r6[j], Math.fma(s7, r7[j], first))));
        }
    }

    /** target[j] += scale · source[j] for j from {@code from} on. */
    static void add(double[] target, int from, double scale, float[] source) {
        for (int j = from; j < target.length; j++) {
            target[j] += scale * source[j];
        }
    }
}
