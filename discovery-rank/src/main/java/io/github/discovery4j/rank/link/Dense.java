package io.github.discovery4j.rank.link;

/** Small dense algebra on rows: plain loops that the compiler vectorises, sums in one order on any machine. */
final class Dense {

    private static final double NOISE = 1e-10;

    private Dense() {}

    /** sum += scale · row, from a place on. */
    static void add(double scale, double[] row, double[] sum, int from) {
        for (int j = from; j < sum.length; j++) {
            sum[j] += scale * row[j];
        }
    }

    /** {@return aᵀ b} */
    static double[][] products(double[][] a, double[][] b) {
        int rows = a.length == 0 ? 0 : a[0].length;
        int columns = b.length == 0 ? 0 : b[0].length;
        double[][] sums = new double[rows][columns];
        for (int row = 0; row < a.length; row++) {
            for (int i = 0; i < rows; i++) {
                add(a[row][i], b[row], sums[i], 0);
            }
        }
        return sums;
    }

    /** Replaces the upper triangle of a matrix M by U, M = UᵀU. What M does not determine in double precision is 0. */
    static void factor(double[][] upper) {
        for (int row = 0; row < upper.length; row++) {
            for (int earlier = 0; earlier < row; earlier++) {
                add(-upper[earlier][row], upper[earlier], upper[row], row);
            }
            double scale = inverse(Math.sqrt(Math.max(0, upper[row][row])));
            for (int j = row; j < upper.length; j++) {
                upper[row][j] *= scale;
            }
        }
    }

    /** Replaces a row r by r U⁻¹. */
    static void divide(double[] row, double[][] upper) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= inverse(upper[i][i]);
            add(-row[i], upper[i], row, i + 1);
        }
    }

    /** Replaces rows B by U⁻¹ U⁻ᵀ B, the solution of M X = B. */
    static void solve(double[][] upper, double[][] right) {
        for (int i = 0; i < right.length; i++) {
            for (int earlier = 0; earlier < i; earlier++) {
                add(-upper[earlier][i], right[earlier], right[i], 0);
            }
            scale(right[i], inverse(upper[i][i]));
        }
        for (int i = right.length - 1; i >= 0; i--) {
            for (int later = i + 1; later < right.length; later++) {
                add(-upper[i][later], right[later], right[i], 0);
            }
            scale(right[i], inverse(upper[i][i]));
        }
    }

    private static double inverse(double value) {
        return value > 0 ? 1 / value : 0;
    }

    static void scale(double[] row, double by) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= by;
        }
    }

    /** Gives a vector length 1. What is no longer than rounding becomes 0. */
    static void normalise(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        scale(vector, squares > NOISE * NOISE ? 1 / Math.sqrt(squares) : 0);
    }
}
