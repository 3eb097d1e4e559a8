package io.github.discovery4j.benchmarks.index;

import io.github.discovery4j.core.data.SparseRows;
import java.util.Random;

/**
 * The largest singular values of a sparse matrix with their vectors, by subspace iteration from a random start (Halko,
 * Martinsson and Tropp 2011, algorithm 4.4), for vectors to search that people's real plays made.
 *
 * <p>Rows and columns are returned times the square root of their singular values, so that the dot product of a row and a
 * column approximates the matrix.
 */
final class TruncatedSvd {

    private static final int ITERATIONS = 8;

    private final SparseRows rows;
    private final int rank;
    private final float[][] left;
    private final float[][] right;

    /** {@code rows}: weights are taken as log(1 + weight). */
    TruncatedSvd(SparseRows rows, int rank, long seed) {
        this.rows = rows;
        this.rank = rank;
        Random random = new Random(seed);
        double[][] basis = new double[rank][rows.columnCount()];
        for (double[] vector : basis) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = random.nextGaussian();
            }
        }
        for (int i = 0; i < ITERATIONS; i++) {
            double[][] image = times(basis);
            orthonormalize(image);
            basis = transposedTimes(image);
            orthonormalize(basis);
        }
        double[][] image = times(basis);
        double[] values = orthonormalizeByLength(image);
        this.left = scaled(image, values, rows.rowCount());
        this.right = scaled(basis, values, rows.columnCount());
    }

    /** {@return a vector of each row} */
    float[][] left() {
        return left;
    }

    /** {@return a vector of each column} */
    float[][] right() {
        return right;
    }

    private double[][] times(double[][] vectors) {
        double[][] image = new double[rank][rows.rowCount()];
        for (int row = 0; row < rows.rowCount(); row++) {
            for (int entry = rows.start(row); entry < rows.end(row); entry++) {
                double weight = Math.log1p(rows.weight(entry));
                for (int v = 0; v < rank; v++) {
                    image[v][row] += weight * vectors[v][rows.column(entry)];
                }
            }
        }
        return image;
    }

    private double[][] transposedTimes(double[][] vectors) {
        double[][] image = new double[rank][rows.columnCount()];
        for (int row = 0; row < rows.rowCount(); row++) {
            for (int entry = rows.start(row); entry < rows.end(row); entry++) {
                double weight = Math.log1p(rows.weight(entry));
                for (int v = 0; v < rank; v++) {
                    image[v][rows.column(entry)] += weight * vectors[v][row];
                }
            }
        }
        return image;
    }

    /** Gram and Schmidt's way, twice over, which is stable enough. */
    private static void orthonormalize(double[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    add(vectors[i], -dot(vectors[i], vectors[j]), vectors[j]);
                }
            }
            double length = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int k = 0; k < vectors[i].length; k++) {
                vectors[i][k] /= length;
            }
        }
    }

    /** After the iteration the images are almost orthogonal: their lengths are the singular values. */
    private static double[] orthonormalizeByLength(double[][] images) {
        double[] lengths = new double[images.length];
        for (int i = 0; i < images.length; i++) {
            lengths[i] = Math.sqrt(dot(images[i], images[i]));
            for (int k = 0; k < images[i].length; k++) {
                images[i][k] /= lengths[i];
            }
        }
        return lengths;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] other) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * other[i];
        }
    }

    private float[][] scaled(double[][] vectors, double[] values, int count) {
        float[][] transposed = new float[count][rank];
        for (int v = 0; v < rank; v++) {
            double root = Math.sqrt(values[v]);
            for (int i = 0; i < count; i++) {
                transposed[i][v] = (float) (root * vectors[v][i]);
            }
        }
        return transposed;
    }
}
