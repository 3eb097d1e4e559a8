package io.github.discovery4j.core.stage;

import java.util.Arrays;
import java.util.List;

/**
 * What a diversifier chose: indexes of the kept candidates, in the order to show.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Selection {

    private final int[] indexes;
    private final double[] propensities;
    private final List<ConstraintStatus> constraints;

    private Selection(int[] indexes, double[] propensities, List<ConstraintStatus> constraints) {
        this.indexes = indexes.clone();
        this.propensities = propensities.clone();
        this.constraints = List.copyOf(constraints);
    }

    /**
     * A choice in which nothing was drawn: every propensity is 1.
     *
     * @param indexes in the order to show; copied
     * @param constraints what became of each constraint
     * @return the selection
     */
    public static Selection certain(int[] indexes, List<ConstraintStatus> constraints) {
        double[] propensities = new double[indexes.length];
        Arrays.fill(propensities, 1.0);
        return new Selection(indexes, propensities, constraints);
    }

    /**
     * A choice that was drawn at random.
     *
     * @param indexes in the order to show; copied
     * @param propensities the probability of each pick at its position under this policy, given the picks before it, in
     *     (0, 1]; copied
     * @param constraints what became of each constraint
     * @return the selection
     * @throws IllegalArgumentException if a propensity is missing or out of range
     */
    public static Selection drawn(int[] indexes, double[] propensities, List<ConstraintStatus> constraints) {
        if (indexes.length != propensities.length) {
            throw new IllegalArgumentException("there must be one propensity a pick, were %d for %d picks"
                    .formatted(propensities.length, indexes.length));
        }
        for (double propensity : propensities) {
            if (!(propensity > 0 && propensity <= 1)) {
                throw new IllegalArgumentException("a propensity must be in (0, 1], was " + propensity);
            }
        }
        return new Selection(indexes, propensities, constraints);
    }

    /**
     * Returns how many were chosen.
     *
     * @return 0 or more
     */
    public int size() {
        return indexes.length;
    }

    /**
     * Returns a pick.
     *
     * @param position 0-based place in the slate
     * @return an index of the kept candidates
     */
    public int index(int position) {
        return indexes[position];
    }

    /**
     * Returns a pick's probability at its position, given the picks before it.
     *
     * @param position 0-based place in the slate
     * @return in (0, 1]; 1 when nothing is drawn
     */
    public double propensity(int position) {
        return propensities[position];
    }

    /**
     * Returns what became of each constraint.
     *
     * @return one status a constraint
     */
    public List<ConstraintStatus> constraints() {
        return constraints;
    }
}
