package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.kernel.VectorKernel;

/** Rows in four bits a value, which tell most of what is far away from what may be near. */
final class NibbleRows {

    /*
     * 1. A value is stood for by an odd number from -15 to 15 times the row's scale, kept as one from 0 to 15. The sum over
     *    (2n - 15) f is 2 times the sum over n f, less 15 times the sum over f.
     * 2. Blocks of 64 rows lie crosswise, as the kernel wants them: it adds up many rows side by side, and memory is read in one
     *    run. A block is compared whole, also with places that nobody asks about.
     */

    private static final VectorKernel KERNEL = VectorRows.KERNEL;
    private static final int BLOCK = VectorKernel.NIBBLE_ROWS;
    private static final int VALUES = 4;
    private static final int LARGEST = 15;

    private final int dimension;
    private final int words;
    private final byte[] nibbles;
    private final CodeBounds bounds;

    NibbleRows(int dimension, int capacity) {
        this.dimension = dimension;
        this.words = Math.ceilDiv(dimension, VALUES);
        this.nibbles = new byte[Math.multiplyExact(Math.ceilDiv(capacity, BLOCK) * BLOCK, 2 * words)];
        this.bounds = new CodeBounds(dimension, capacity);
    }

    /** Returns how many of some rows fill blocks; all of them where they fill none. */
    static int wholeBlocks(int rows) {
        return rows < BLOCK ? rows : rows / BLOCK * BLOCK;
    }

    void write(int row, float[] source, int from) {
        float scale = CodeBounds.largest(source, from, dimension) / LARGEST;
        double lost = 0;
        double kept = 0;
        for (int i = 0; i < dimension; i++) {
            double value = source[from + i];
            int nibble = scale == 0 ? 0 : Math.clamp(Math.round((value / scale + LARGEST) / 2), 0, LARGEST);
            int place = place(row, i);
            int shift = i % 2 * 4;
            nibbles[place] = (byte) ((nibbles[place] & ~(LARGEST << shift)) | (nibble << shift));
            double stands = (double) scale * (2 * nibble - LARGEST);
            lost += (value - stands) * (value - stands);
            kept += stands * stands;
        }
        bounds.set(row, scale, lost, kept);
    }

    /** Returns which byte holds a value. */
    private int place(int row, int value) {
        return 2 * ((row / BLOCK * words + value / VALUES) * BLOCK + row % BLOCK) + value % VALUES / 2;
    }

    void copy(int row, NibbleRows others, int other) {
        for (int i = 0; i < dimension; i += 2) {
            nibbles[place(row, i)] = others.nibbles[place(other, i)];
        }
        bounds.copy(row, others.bounds, other);
    }

    /** Leaves those rows of a list that may be as near as {@code least}. */
    void select(Target target, Shortlist list, float least) {
        Factors factors = target.factors();
        int end = list.count() == 0 ? 0 : list.row(list.count() - 1) + 1;
        float[] bounds = list.boundsByRow(end);
        multiply(factors, list.products(Math.ceilDiv(end, BLOCK) * BLOCK), bounds, end);
        this.bounds.bound(CodeBounds.Aim.of(target, factors), bounds, end);
        list.keepByRow(bounds, least);
    }

    /** Computes products with the first rows. */
    private void multiply(Factors factors, int[] sums, float[] products, int end) {
        for (int row = 0; row < end; row += BLOCK) {
            KERNEL.nibbleDots(factors.values(), nibbles, 2 * row * words, words, sums, row);
        }
        int excess = LARGEST * factors.sum();
        for (int row = 0; row < end; row++) {
            products[row] = 2 * sums[row] - excess;
        }
    }

    long bytes() {
        return nibbles.length + bounds.bytes();
    }
}
