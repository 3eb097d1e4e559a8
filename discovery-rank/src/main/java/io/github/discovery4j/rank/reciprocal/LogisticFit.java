package io.github.discovery4j.rank.reciprocal;

import java.util.Arrays;

/**
 * Logistic regression on one or two columns, by Newton's method.
 *
 * <p>Columns are standardised, the objective is the mean log loss plus {@value #PENALTY}/2 times the squared weights; it is
 * strictly convex, and steps are halved until it falls, so it always ends at the one minimum.
 */
final class LogisticFit {

    static final int STEPS = 100;
    private static final double PENALTY = 1e-4;
    private static final double ENOUGH = 1e-12;

    /** A spread below this share of the mean is what rounding leaves of a constant. */
    private static final double ROUNDING = 1e-14;

    private final double[][] columns;
    private final boolean[] labels;

    private LogisticFit(double[][] columns, boolean[] labels) {
        this.columns = columns;
        this.labels = labels;
    }

    /** {@return the intercept and a weight a column, in the columns' own units} */
    static double[] weights(double[][] columns, boolean[] labels) {
        check(columns, labels);
        double[] means = new double[columns.length];
        double[] deviations = new double[columns.length];
        double[][] standardised = new double[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            means[c] = Arrays.stream(columns[c]).average().orElseThrow();
            deviations[c] = deviation(columns[c], means[c]);
            standardised[c] = standardised(columns[c], means[c], deviations[c]);
        }
        double[] weights = new LogisticFit(standardised, labels).minimum();
        for (int c = 0; c < columns.length; c++) {
            weights[c + 1] = deviations[c] > 0 ? weights[c + 1] / deviations[c] : 0;
            weights[0] -= weights[c + 1] * means[c];
        }
        return weights;
    }

    private static void check(double[][] columns, boolean[] labels) {
        int yes = 0;
        for (boolean label : labels) {
            yes += label ? 1 : 0;
        }
        if (yes == 0 || yes == labels.length) {
            throw new IllegalArgumentException(
                    "pairs must have both labels, %d of %d are yes; take more pairs".formatted(yes, labels.length));
        }
        for (double[] column : columns) {
            if (column.length != labels.length) {
                throw new IllegalArgumentException("there must be one score a label, were %d for %d labels"
                        .formatted(column.length, labels.length));
            }
            for (int row = 0; row < column.length; row++) {
                if (!Double.isFinite(column[row])) {
                    throw new IllegalArgumentException(
                            "score must be finite, was %s in row %d; leave the pair out".formatted(column[row], row));
                }
            }
        }
    }

    /** 0 for a constant, though its mean may be rounded. */
    private static double deviation(double[] column, double mean) {
        double sum = 0;
        for (double value : column) {
            sum += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(sum / column.length);
        return deviation > ROUNDING * Math.abs(mean) ? deviation : 0;
    }

    private static double[] standardised(double[] column, double mean, double deviation) {
        double[] result = new double[column.length];
        for (int row = 0; row < result.length; row++) {
            result[row] = deviation > 0 ? (column[row] - mean) / deviation : 0;
        }
        return result;
    }

    private double[] minimum() {
        double[] weights = new double[columns.length + 1];
        double loss = loss(weights);
        for (int step = 0; step < STEPS; step++) {
            double[] direction = direction(weights);
            double[] next = weights;
            double nextLoss = loss;
            for (double length = 1; length > ENOUGH; length /= 2) {
                next = moved(weights, direction, length);
                nextLoss = loss(next);
                if (nextLoss < loss) {
                    break;
                }
            }
            if (!(nextLoss < loss - ENOUGH)) {
                break;
            }
            weights = next;
            loss = nextLoss;
        }
        return weights;
    }

    private static double[] moved(double[] weights, double[] direction, double length) {
        double[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= length * direction[i];
        }
        return moved;
    }

    private double margin(double[] weights, int row) {
        double margin = weights[0];
        for (int c = 0; c < columns.length; c++) {
            margin += weights[c + 1] * columns[c][row];
        }
        return margin;
    }

    private double loss(double[] weights) {
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            double margin = margin(weights, row);
            double wrong = labels[row] ? -margin : margin;
            sum += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
        }
        sum /= labels.length;
        for (int i = 1; i < weights.length; i++) {
            sum += PENALTY / 2 * weights[i] * weights[i];
        }
        return sum;
    }

    /** The Newton step: the gradient under the inverse of the Hessian. */
    private double[] direction(double[] weights) {
        int size = weights.length;
        double[][] system = new double[size][size + 1];
        double[] values = new double[size];
        values[0] = 1;
        for (int row = 0; row < labels.length; row++) {
            for (int c = 0; c < columns.length; c++) {
                values[c + 1] = columns[c][row];
            }
            double p = 1 / (1 + Math.exp(-margin(weights, row)));
            double error = (p - (labels[row] ? 1 : 0)) / labels.length;
            double curvature = p * (1 - p) / labels.length;
            for (int i = 0; i < size; i++) {
                system[i][size] += error * values[i];
                for (int j = 0; j < size; j++) {
                    system[i][j] += curvature * values[i] * values[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            system[i][i] += i == 0 ? ENOUGH : PENALTY;
            system[i][size] += i == 0 ? 0 : PENALTY * weights[i];
        }
        return solved(system);
    }

    /** Gauss's elimination; the matrix is positive definite, so that no row has to be exchanged. */
    private static double[] solved(double[][] system) {
        int size = system.length;
        for (int pivot = 0; pivot < size; pivot++) {
            for (int row = pivot + 1; row < size; row++) {
                double factor = system[row][pivot] / system[pivot][pivot];
                for (int column = pivot; column <= size; column++) {
                    system[row][column] -= factor * system[pivot][column];
                }
            }
        }
        double[] solution = new double[size];
        for (int row = size - 1; row >= 0; row--) {
            double sum = system[row][size];
            for (int column = row + 1; column < size; column++) {
                sum -= system[row][column] * solution[column];
            }
            solution[row] = sum / system[row][row];
        }
        return solution;
    }
}
