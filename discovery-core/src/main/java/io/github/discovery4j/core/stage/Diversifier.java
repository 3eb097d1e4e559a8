package io.github.discovery4j.core.stage;

import java.util.List;

/**
 * Chooses the slate and its order from what the guardrails kept.
 *
 * <p>Laws: picks are distinct, at most k, and k when there are k and no hard constraint stands in the way; a candidate of
 * a lower tier is picked only where no candidate of a higher tier is left or a hard constraint forbids those that are;
 * the same input gives the same choice. When it throws or breaks a law, the pipeline chooses by score under
 * {@link #constraints}, so an implementation reports the constraints that it honours.
 *
 * <p>{@link GreedySelection} does the loop for greedy implementations. <b>Threads:</b> safe.
 */
@FunctionalInterface
public interface Diversifier {

    /**
     * Chooses.
     *
     * @param kept what there is, best first
     * @param k how many at most, 1 or more
     * @return the choice
     */
    Selection select(KeptCandidates kept, int k);

    /**
     * Returns the constraints that every choice honours.
     *
     * @return possibly none
     */
    default List<Constraint> constraints() {
        return List.of();
    }
}
