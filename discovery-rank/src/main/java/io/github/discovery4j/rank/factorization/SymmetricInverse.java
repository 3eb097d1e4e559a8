package io.github.discovery4j.rank.factorization;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import org.netlib.util.intW;

/**
 * Inverts a symmetric positive definite matrix in place, in double precision.
 *
 * <p><b>Shapes:</b> n x n, both triangles filled. <b>Cost:</b> n³ flops, nearly all in the library's matrix product, and
 * n²/3 doubles of scratch. <b>Determinism:</b> the same with any number of threads; another BLAS (with or without the
 * Vector API) rounds differently.
 */
final class SymmetricInverse {

    /*
     * With M = [A B; Bᵀ C] cut in the middle, and S = C - Bᵀ A⁻¹ B:
     *
     *   M⁻¹ = [A⁻¹ + W S⁻¹ Wᵀ   -W S⁻¹]      W = A⁻¹ B
     *         [      …            S⁻¹ ]
     *
     * A and S are positive definite when M is, so both are inverted the same way, down to blocks that go to LAPACK's
     * Cholesky (dpotrf, dpotri). The library's own Cholesky of the whole matrix calls a BLAS of its own that is not
     * vectorised; here the products go to the one that is.
     *
     * Only the upper triangle of the two symmetric products is computed, then mirrored. Products are cut into square tiles,
     * because the library's kernel slows down tenfold once a matrix no longer fits the caches. The tiles do not depend on
     * the number of threads: kernels round the edges of a block differently.
     *
     * Storage is column-major, as BLAS wants it; for a symmetric matrix that is row-major as well.
     */

    private static final int BLOCK = 128;
    private static final int TILE = 256;

    private static final BLAS BLAS_ROUTINES = JavaBLAS.getInstance();
    private static final LAPACK LAPACK_ROUTINES = JavaLAPACK.getInstance();

    /** A part of a column-major array. */
    private static final class Block {
        final double[] values;
        final int offset;
        final int stride;
        final int rows;
        final int columns;

        Block(double[] values, int offset, int stride, int rows, int columns) {
            this.values = values;
            this.offset = offset;
            this.stride = stride;
            this.rows = rows;
            this.columns = columns;
        }

        Block part(int row, int column, int partRows, int partColumns) {
            return new Block(values, at(row, column), stride, partRows, partColumns);
        }

        int at(int row, int column) {
            return offset + column * stride + row;
        }
    }

    private final Workers workers;

    private SymmetricInverse(Workers workers) {
        this.workers = workers;
    }

    /**
     * Replaces a matrix by its inverse; n may be 0.
     *
     * @throws ArithmeticException if it is not positive definite in double precision; the matrix is then spoilt
     */
    static void invert(double[] matrix, int n, Workers workers) {
        if (n > 0) { // LAPACK ends the JVM when a matrix has no rows
            new SymmetricInverse(workers).invert(new Block(matrix, 0, n, n, n));
        }
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(matrix[i * n + i])) {
                throw notPositiveDefinite();
            }
        }
    }

    private void invert(Block m) {
        if (m.rows <= BLOCK) {
            invertByCholesky(m);
        } else {
            int left = m.rows / 2;
            int right = m.rows - left;
            Block a = m.part(0, 0, left, left);
            Block b = m.part(0, left, left, right);
            Block c = m.part(left, left, right, right);
            Block w = new Block(new double[left * right], 0, left, left, right);

            invert(a);
            multiply(1, "N", a, "N", b, 0, w, false);
            multiply(-1, "T", b, "N", w, 1, c, true);
            invert(c);
            multiply(-1, "N", w, "N", c, 0, b, false);
            multiply(-1, "N", b, "T", w, 1, a, true);
        }
        mirrorUpper(m);
    }

    private static void invertByCholesky(Block m) {
        intW info = new intW(0);
        LAPACK_ROUTINES.dpotrf("U", m.rows, m.values, m.offset, m.stride, info);
        if (info.val == 0) {
            LAPACK_ROUTINES.dpotri("U", m.rows, m.values, m.offset, m.stride, info);
        }
        if (info.val != 0) {
            throw notPositiveDefinite();
        }
    }

    private static ArithmeticException notPositiveDefinite() {
        return new ArithmeticException("matrix must be positive definite, is not in double precision");
    }

    /** c = alpha * op(a) * op(b) + beta * c, or the upper triangle of it; op transposes for "T". */
    private void multiply(
            double alpha, String opA, Block a, String opB, Block b, double beta, Block c, boolean upperOnly) {
        int inner = opA.equals("N") ? a.columns : a.rows;
        workers.forEach(Math.ceilDiv(c.columns, TILE), stripe -> {
            int column = stripe * TILE;
            int width = Math.min(TILE, c.columns - column);
            int rows = upperOnly ? column + width : c.rows;
            for (int from = 0; from < inner; from += TILE) {
                for (int row = 0; row < rows; row += TILE) {
                    BLAS_ROUTINES.dgemm(
                            opA,
                            opB,
                            Math.min(TILE, rows - row),
                            width,
                            Math.min(TILE, inner - from),
                            alpha,
                            a.values,
                            opA.equals("N") ? a.at(row, from) : a.at(from, row),
                            a.stride,
                            b.values,
                            opB.equals("N") ? b.at(from, column) : b.at(column, from),
                            b.stride,
                            from == 0 ? beta : 1,
                            c.values,
                            c.at(row, column),
                            c.stride);
                }
            }
        });
    }

    private static void mirrorUpper(Block m) {
        for (int column = 1; column < m.columns; column++) {
            for (int row = 0; row < column; row++) {
                m.values[m.at(column, row)] = m.values[m.at(row, column)];
            }
        }
    }
}
