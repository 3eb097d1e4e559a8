package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a candidate adds to the picks of one slate: its scaled score, and the logarithm of what its vector has outside of
 * those of the last picks.
 *
 * <p><b>Threads:</b> belongs to one request.
 */
final class WindowedDeterminantGain implements GreedySelection.Gain {

    /*
     * 1. The kernel L has the cosines of candidates, and 1 + JITTER on its diagonal. V is the Cholesky factor of the picks
     *    in the window, c a candidate's row of it (V c = L of the picks and the candidate), and what is left of the candidate
     *    is 1 + JITTER - |c|^2: the factor by which the determinant changes if it is picked (Chen et al., section 3).
     * 2. A pick j adds one entry to each row, (L_ij - c_i c_j) / left_j^(1/2). When the window is full, its first pick
     *    leaves before: V loses its first row, and rotations of columns fold the first column into the others. The same
     *    rotations on a candidate's row leave over what goes back to it (section 4).
     * 3. Both are steps that a candidate may take later. What is left of it only falls until somebody leaves the window, so
     *    the gain after its last step is a bound, and most candidates never take most steps. Taken late or at once, steps
     *    compute the same.
     */

    private static final double[] NOTHING = {};

    /** A pick: its row when it entered the window, and the rotations with which the first pick left before, if it did. */
    // belongs to one request; never compared as a value
    @SuppressWarnings("ArrayRecordComponent")
    private record Step(int pick, double[] row, double root, double[] cosines, double[] sines) {

        boolean leaves() {
            return cosines.length > 0;
        }
    }

    private final int window;
    private final UnitVectors vectors;
    private final DeterminantValue value;
    private final double[] left;
    private final double[] gains;
    private final double[][] rows;
    private final int[] taken;
    private final List<Step> steps = new ArrayList<>();
    private final List<double[]> factor = new ArrayList<>();

    WindowedDeterminantGain(KeptCandidates kept, int k, UnitVectors vectors, double diversityWeight, int window) {
        int n = kept.size();
        this.window = Math.min(window, Math.min(k, n));
        this.vectors = vectors;
        this.value = new DeterminantValue(kept, diversityWeight);
        this.left = new double[n];
        this.gains = new double[n];
        this.rows = new double[n][];
        this.taken = new int[n];
        Arrays.fill(left, DeterminantValue.WHOLE);
        Arrays.fill(rows, NOTHING);
        Arrays.setAll(gains, index -> value.of(index, DeterminantValue.WHOLE));
    }

    @Override
    public double atMost(int index) {
        boolean mayRise = taken[index] < steps.size() && steps.size() > window;
        return mayRise ? value.of(index, DeterminantValue.WHOLE) : gains[index];
    }

    @Override
    public double of(int index) {
        if (taken[index] < steps.size() && !value.byScore()) {
            if (rows[index].length == 0) {
                rows[index] = new double[window];
            }
            for (int step = taken[index]; step < steps.size(); step++) {
                take(steps.get(step), index);
            }
            taken[index] = steps.size();
            gains[index] = value.of(index, left[index]);
        }
        return gains[index];
    }

    private void take(Step step, int index) {
        double[] row = rows[index];
        if (step.leaves()) {
            left[index] += square(rotate(row, step.cosines, step.sines));
        }
        double entry = (vectors.cosine(index, step.pick) - product(row, step.row)) / step.root;
        row[step.row.length] = entry;
        left[index] -= square(entry);
    }

    @Override
    public void picked(int index) {
        if (value.byScore()) {
            return;
        }
        of(index);
        double[] row = Arrays.copyOf(rows[index], factor.size());
        double leftOver = left[index];
        double[] cosines = NOTHING;
        double[] sines = NOTHING;
        if (factor.size() == window) {
            cosines = new double[window];
            sines = new double[window];
            dropFirst(cosines, sines);
            leftOver += square(rotate(row, cosines, sines));
            row = Arrays.copyOf(row, window - 1);
        }
        double root = DeterminantValue.rootOf(leftOver);
        steps.add(new Step(index, row, root, cosines, sines));
        double[] withDiagonal = Arrays.copyOf(row, row.length + 1);
        withDiagonal[row.length] = root;
        factor.add(withDiagonal);
    }

    /** Takes the first pick out of the window; says by which rotations. */
    private void dropFirst(double[] cosines, double[] sines) {
        factor.removeFirst();
        for (int column = 1; column < window; column++) {
            double[] pivot = factor.get(column - 1);
            double length = Math.hypot(pivot[column], pivot[0]);
            cosines[column] = pivot[column] / length;
            sines[column] = pivot[0] / length;
            for (double[] row : factor.subList(column - 1, factor.size())) {
                rotateOnce(row, column, cosines[column], sines[column]);
            }
        }
        // What is folded stands in the first place while it moves on, and the columns one place to the right.
        factor.replaceAll(row -> Arrays.copyOfRange(row, 1, row.length));
    }

    /** Folds the first entry of a row into the others, moves them to the left and returns what is left over of it. */
    private static double rotate(double[] row, double[] cosines, double[] sines) {
        for (int column = 1; column < cosines.length; column++) {
            rotateOnce(row, column, cosines[column], sines[column]);
        }
        double over = row[0];
        System.arraycopy(row, 1, row, 0, cosines.length - 1);
        return over;
    }

    private static void rotateOnce(double[] row, int column, double cosine, double sine) {
        double entry = row[column];
        row[column] = cosine * entry + sine * row[0];
        row[0] = cosine * row[0] - sine * entry;
    }

    /** Four sums, so that no addition waits for the one before; the second row says how long. */
    private static double product(double[] longer, double[] row) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i <= row.length - 4; i += 4) {
            first = Math.fma(longer[i], row[i], first);
            second = Math.fma(longer[i + 1], row[i + 1], second);
            third = Math.fma(longer[i + 2], row[i + 2], third);
            fourth = Math.fma(longer[i + 3], row[i + 3], fourth);
        }
        for (; i < row.length; i++) {
            first = Math.fma(longer[i], row[i], first);
        }
        double others = third + fourth;
        return first + second + others;
    }

    private static double square(double value) {
        return value * value;
    }
}
