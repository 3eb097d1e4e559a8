package io.github.discovery4j.rank.factorization;

/**
 * Solves symmetric systems that are positive semi-definite, in double precision.
 *
 * <p>A direction that the matrix does not determine in double precision (it is singular there) gets 0, so a solution is
 * always defined and finite. <b>Cost:</b> d³ / 3 flops to factor, 2 d² to solve. <b>Threads:</b> none kept.
 */
final class Cholesky {

    /** The share of a diagonal entry that must be left of it when the earlier directions are taken out. */
    private static final double LEAST_SHARE = 1e-13;

    private Cholesky() {}

    /**
     * Replaces the upper triangle of a matrix by U, M = UᵀU. The lower triangle is not looked at. Where a direction is not
     * determined its row of U is 0.
     *
     * @param upper d rows of d
     */
    static void factor(double[][] upper) {
        for (int row = 0; row < upper.length; row++) {
            double[] target = upper[row];
            double before = target[row];
            int earlier = 0;
            for (; earlier + RowKernels.WIDTH <= row; earlier += RowKernels.WIDTH) {
                RowKernels.subtractRows(upper, earlier, row);
            }
            for (; earlier < row; earlier++) {
                RowKernels.subtract(target, row, upper[earlier][row], upper[earlier]);
            }
            double scale = target[row] > LEAST_SHARE * before ? 1 / Math.sqrt(target[row]) : 0;
            for (int j = row; j < target.length; j++) {
                target[j] *= scale;
            }
        }
    }

    /**
     * Replaces a right-hand side by the solution.
     *
     * @param upper as {@link #factor} left it
     */
    static void solve(double[][] upper, double[] vector) {
        for (int row = 0; row < vector.length; row++) {
            double pivot = upper[row][row];
            vector[row] = pivot > 0 ? vector[row] / pivot : 0;
            RowKernels.subtract(vector, row + 1, vector[row], upper[row]);
        }
        for (int row = vector.length - 1; row >= 0; row--) {
            double[] factors = upper[row];
            double sum = vector[row];
            for (int j = row + 1; j < vector.length; j++) {
                sum -= factors[j] * vector[j];
            }
            vector[row] = factors[row] > 0 ? sum / factors[row] : 0;
        }
    }
}
