package io.github.discovery4j.rank.link;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import java.util.Random;
import org.netlib.util.intW;

/**
 * The largest eigenvalues of a symmetric operator, and their eigenvectors.
 *
 * <p>Found by subspace iteration: a block of random columns is multiplied by the operator + shift and made orthonormal, again
 * and again; the eigenvectors within the subspace that is left are taken. {@value #OVERSAMPLED} columns more than are wanted
 * bring the wanted ones sooner.
 *
 * <p><b>Shapes:</b> n rows of d. <b>Cost:</b> {@value #ROUNDS} times {@value #STEPS} steps of the operator and 6 n d² flops;
 * 16 (d + 32) bytes a row. <b>Determinism:</b> one thread and plain loops; what is drawn comes from the seed.
 *
 * <p>Source: Halko, Martinsson and Tropp, "Finding Structure with Randomness", SIAM Review 53, 2011.
 */
final class Spectrum {

    private static final int ROUNDS = 16;
    private static final int STEPS = 2;
    private static final int OVERSAMPLED = 32;
    private static final LAPACK LAPACK_ROUTINES = JavaLAPACK.getInstance();

    private final SymmetricOperator operator;
    private double[][] block;
    private double[][] product;

    private Spectrum(SymmetricOperator operator, int columns, long seed) {
        this.operator = operator;
        this.block = new double[operator.size()][columns];
        this.product = new double[operator.size()][columns];
        Random random = new Random(seed);
        for (double[] row : block) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextGaussian();
            }
        }
    }

    /**
     * What was found.
     *
     * @param values descending; fewer than were wanted where the operator is smaller
     * @param vectors a row for each of the operator's
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pairs(double[] values, double[][] vectors) {}

    static Pairs of(SymmetricOperator operator, int wanted, long seed) {
        int columns = Math.min(operator.size(), wanted + OVERSAMPLED);
        if (columns == 0) {
            return new Pairs(new double[0], new double[0][]);
        }
        Spectrum spectrum = new Spectrum(operator, columns, seed);
        spectrum.orthonormalise();
        for (int round = 0; round < ROUNDS; round++) {
            for (int step = 0; step < STEPS; step++) {
                spectrum.step();
            }
            spectrum.orthonormalise();
        }
        operator.apply(spectrum.block, spectrum.product);
        return spectrum.ritz(Math.min(wanted, columns));
    }

    /** Multiplies the block by operator + shift. */
    private void step() {
        operator.apply(block, product);
        for (int row = 0; row < block.length; row++) {
            Dense.add(operator.shift(), block[row], product[row], 0);
        }
        double[][] before = block;
        block = product;
        product = before;
    }

    /** Makes the columns of the block orthonormal by the Cholesky factor of their products, twice for the digits. */
    private void orthonormalise() {
        for (int pass = 0; pass < 2; pass++) {
            double[][] upper = Dense.products(block, block);
            Dense.factor(upper);
            for (double[] row : block) {
                Dense.divide(row, upper);
            }
        }
    }

    /** The eigenvectors within the block's subspace, of which {@code product} is the operator times the block. */
    private Pairs ritz(int wanted) {
        double[][] within = Dense.products(block, product);
        int columns = within.length;
        double[] matrix = new double[columns * columns];
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[j * columns + i] = (within[i][j] + within[j][i]) / 2;
            }
        }
        double[] ascending = new double[columns];
        eigenvectors(matrix, ascending);
        double[] values = new double[wanted];
        double[][] vectors = new double[block.length][wanted];
        for (int k = 0; k < wanted; k++) {
            int column = columns - 1 - k;
            values[k] = ascending[column];
            for (int person = 0; person < block.length; person++) {
                double sum = 0;
                for (int i = 0; i < columns; i++) {
                    sum += block[person][i] * matrix[column * columns + i];
                }
                vectors[person][k] = sum;
            }
        }
        return new Pairs(values, vectors);
    }

    /** Replaces a symmetric matrix by its eigenvectors, a column each, and fills in their values, ascending. */
    private static void eigenvectors(double[] matrix, double[] values) {
        int n = values.length;
        intW info = new intW(0);
        double[] work = new double[Math.max(1, 34 * n)];
        LAPACK_ROUTINES.dsyev("V", "U", n, matrix, n, values, work, work.length, info);
        if (info.val != 0) {
            throw new ArithmeticException(
                    "the eigenvalues of a symmetric matrix of %d rows must be found, were not (info %d)"
                            .formatted(n, info.val));
        }
    }
}
