package io.github.discovery4j.core.stage;

import java.util.Arrays;
import java.util.List;

/**
 * What a diversifier chose.
 *
 * @param indexes of the kept candidates, in the order to show
 * @param propensities the probability of each item at its position under this policy; 1 when nothing is drawn
 * @param constraints what became of each constraint
 */
public record Selection(int[] indexes, double[] propensities, List<ConstraintStatus> constraints) {

    /** Copies the constraint statuses. */
    public Selection {
        if (indexes.length != propensities.length) {
            throw new IllegalArgumentException("there must be one propensity a pick, were %d for %d picks"
                    .formatted(propensities.length, indexes.length));
        }
        constraints = List.copyOf(constraints);
    }

    /**
     * A choice in which nothing was drawn.
     *
     * @param indexes in the order to show
     * @param constraints what became of each constraint
     * @return the selection, with propensities of 1
     */
    public static Selection certain(int[] indexes, List<ConstraintStatus> constraints) {
        double[] propensities = new double[indexes.length];
        Arrays.fill(propensities, 1.0);
        return new Selection(indexes, propensities, constraints);
    }
}
