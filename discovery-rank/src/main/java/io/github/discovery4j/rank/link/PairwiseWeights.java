package io.github.discovery4j.rank.link;

import java.util.Arrays;

/**
 * Learns how much each of a few features counts, from pairs of which the first should score higher.
 *
 * <p>Minimises Σ weight · ln(1 + exp(-w · (better - worse))) + ridge / 2 |w|² by Newton's method. <b>Cost:</b> c² flops a pair
 * and step for c features. <b>Determinism:</b> a function of what was added, in its order. <b>Threads:</b> belongs to one.
 */
final class PairwiseWeights {

    private static final int STEPS = 50;
    private static final double CLOSE = 1e-9;

    private final int features;
    private double[] differences;
    private double[] weights;
    private int size;

    PairwiseWeights(int features) {
        this.features = features;
        this.differences = new double[1024 * features];
        this.weights = new double[1024];
    }

    int size() {
        return size;
    }

    /** Adds a pair of a weight more than 0. */
    void add(double[] better, double[] worse, double weight) {
        if (size == weights.length) {
            weights = Arrays.copyOf(weights, 2 * size);
            differences = Arrays.copyOf(differences, 2 * size * features);
        }
        for (int i = 0; i < features; i++) {
            differences[size * features + i] = better[i] - worse[i];
        }
        weights[size++] = weight;
    }

    /** {@return the weights; all 0 without pairs} */
    double[] fit(double ridge) {
        double[] w = new double[features];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[features];
            double[][] hessian = new double[features][features];
            for (int i = 0; i < features; i++) {
                gradient[i] = ridge * w[i];
                hessian[i][i] = ridge;
            }
            for (int pair = 0; pair < size; pair++) {
                addTo(gradient, hessian, w, pair);
            }
            double[] change = solved(hessian, gradient);
            double largest = 0;
            for (int i = 0; i < features; i++) {
                w[i] -= change[i];
                largest = Math.max(largest, Math.abs(change[i]));
            }
            if (largest < CLOSE) {
                break;
            }
        }
        return w;
    }

    private void addTo(double[] gradient, double[][] hessian, double[] w, int pair) {
        int from = pair * features;
        double margin = 0;
        for (int i = 0; i < features; i++) {
            margin += w[i] * differences[from + i];
        }
        double wrong = 1 / (1 + StrictMath.exp(margin));
        double slope = weights[pair] * wrong;
        double curve = slope * (1 - wrong);
        for (int i = 0; i < features; i++) {
            gradient[i] -= slope * differences[from + i];
            for (int j = 0; j < features; j++) {
                hessian[i][j] += curve * differences[from + i] * differences[from + j];
            }
        }
    }

    /** Solves a small positive definite system by elimination; both arrays are used up. */
    private static double[] solved(double[][] matrix, double[] right) {
        int n = right.length;
        for (int i = 0; i < n; i++) {
            for (int row = i + 1; row < n; row++) {
                double factor = matrix[row][i] / matrix[i][i];
                for (int j = i; j < n; j++) {
                    matrix[row][j] -= factor * matrix[i][j];
                }
                right[row] -= factor * right[i];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                right[i] -= matrix[i][j] * right[j];
            }
            right[i] /= matrix[i][i];
        }
        return right;
    }
}
