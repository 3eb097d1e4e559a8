package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.Arrays;

/**
 * What a candidate adds to the picks of one slate: its scaled score, and the logarithm of what its vector has outside of those
 * of all picks.
 *
 * <p><b>Shapes:</b> n candidates, slate k, vectors of d values: O(n + kd) memory. <b>Cost:</b> one inner product for each pair of a
 * pick and a candidate that may win. <b>Threads:</b> belongs to one request.
 */
final class DeterminantGain implements GreedySelection.Gain {

    /*
     * 1. The kernel L has the cosines of candidates, and 1 + JITTER on its diagonal. It is that of the unit vectors, each with
     *    JITTER^(1/2) in a coordinate of its own. What is left of a candidate outside of the picks is the factor by which the
     *    determinant changes if it is picked (Chen et al., section 3), and the entries c of its row of the Cholesky factor
     *    are its components along the picks' directions, each made orthogonal to those before (Gram and Schmidt).
     * 2. No candidate has anything in a pick's own coordinate. So its components are products with the directions' first
     *    d values, and these alone are kept: no row of the factor, and nothing to solve.
     * 3. A candidate may take a pick's direction later: what is left of it only falls, so its last gain is a bound, and most
     *    candidates never meet most picks. Taken late or at once, directions compute the same.
     */

    private final UnitVectors vectors;
    private final DeterminantValue value;
    private final double[] left;
    private final double[] gains;
    private final int[] taken;
    private final float[] directions;
    private final float[] components = new float[UnitVectors.TOGETHER];
    private int picks;

    DeterminantGain(KeptCandidates kept, int k, UnitVectors vectors, double diversityWeight) {
        int n = kept.size();
        this.vectors = vectors;
        this.value = new DeterminantValue(kept, diversityWeight);
        this.left = new double[n];
        this.gains = new double[n];
        this.taken = new int[n];
        this.directions = new float[value.byScore() ? 0 : Math.multiplyExact(Math.min(k, n), vectors.dimension())];
        Arrays.fill(left, DeterminantValue.WHOLE);
        Arrays.setAll(gains, index -> value.of(index, DeterminantValue.WHOLE));
    }

    @Override
    public double atMost(int index) {
        return gains[index];
    }

    @Override
    public double of(int index) {
        if (taken[index] < picks) {
            double leftOver = left[index];
            for (int first = taken[index]; first < picks; first += UnitVectors.TOGETHER) {
                int last = Math.min(first + UnitVectors.TOGETHER, picks);
                vectors.along(index, directions, first, last, components);
                for (int i = 0; i < last - first; i++) {
                    leftOver -= (double) components[i] * components[i];
                }
            }
            taken[index] = picks;
            left[index] = leftOver;
            gains[index] = value.of(index, leftOver);
        }
        return gains[index];
    }

    @Override
    public void picked(int index) {
        if (value.byScore()) {
            return;
        }
        of(index);
        vectors.direct(index, directions, picks, DeterminantValue.rootOf(left[index]));
        picks++;
    }
}
