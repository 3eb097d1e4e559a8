package io.github.discovery4j.rank.factorization;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The sum of h hᵀ over many vectors h in double precision; while it is being made, its upper triangle.
 *
 * <p>Blocks of {@value #BLOCK} vectors are summed in float32 and added up in double precision, so nothing is lost over
 * millions of them. <b>Cost:</b> d (d + 1) flops a vector. <b>Threads:</b> belongs to one; {@link #of} uses many.
 */
final class Gram {

    /** How many vectors are summed in single precision. */
    static final int BLOCK = 128;

    private static final int ROWS_PER_TASK = 64 * BLOCK;

    private final FactorBatch batch;
    private final float[][] block;
    private final double[][] upper;

    Gram(int dimension) {
        this.batch = new FactorBatch(dimension, BLOCK);
        this.block = new float[dimension][dimension];
        this.upper = new double[dimension][dimension];
    }

    /** Sums all rows, both triangles; the cut into tasks does not depend on the number of threads. */
    static double[][] of(float[][] rows, int dimension, Workers workers) {
        Gram[] parts = new Gram[Math.ceilDiv(rows.length, ROWS_PER_TASK)];
        workers.forEach(parts.length, part -> {
            Gram gram = new Gram(dimension);
            int to = Math.min(rows.length, (part + 1) * ROWS_PER_TASK);
            IntStream.range(part * ROWS_PER_TASK, to).forEach(row -> gram.add(rows[row], 1));
            gram.flush();
            parts[part] = gram;
        });
        double[][] sum = new double[dimension][dimension];
        for (Gram part : parts) {
            for (int i = 0; i < dimension; i++) {
                for (int j = i; j < dimension; j++) {
                    sum[i][j] += part.upper[i][j];
                    sum[j][i] = sum[i][j];
                }
            }
        }
        return sum;
    }

    /** Starts with scale times another matrix, and the ridge on the diagonal. */
    void begin(double scale, double[][] other, double ridge) {
        batch.clear();
        for (int i = 0; i < upper.length; i++) {
            double[] row = upper[i];
            double[] source = other[i];
            for (int j = i; j < row.length; j++) {
                row[j] = scale * source[j];
            }
            row[i] += ridge;
        }
    }

    /** Adds scale · h hᵀ. */
    void add(float[] factor, float scale) {
        batch.add(factor, scale);
        if (batch.size() == BLOCK) {
            flush();
        }
    }

    /** Adds what waits, and returns the matrix, which the caller may spoil until the next {@link #begin}. */
    double[][] flush() {
        batch.fillUp();
        for (int from = 0; from < batch.size(); from += RowKernels.WIDTH) {
            RowKernels.addOuterProducts(batch.rows(), batch.scales(), from, block);
        }
        batch.clear();
        for (int i = 0; i < upper.length; i++) {
            RowKernels.add(upper[i], i, 1, block[i]);
            Arrays.fill(block[i], 0);
        }
        return upper;
    }
}
