package io.github.discovery4j.core.evaluation;

/**
 * What one seed's split came to.
 *
 * @param seed the seed
 * @param trainInteractions in training
 * @param testInteractions in the test
 * @param testSeenInTraining test interactions left out because the user has the item in training too, or it is masked
 * @param evaluatedUsers users with at least one test item left: every mean is over these
 * @param evaluatedWithoutTraining those of them who have no training interaction
 * @param supportInteractions shown to models when they rank, not in training
 * @param heldInteractions masked only, neither learned from nor sought: a validation part
 */
public record SplitCounts(
        long seed,
        int trainInteractions,
        int testInteractions,
        int testSeenInTraining,
        int evaluatedUsers,
        int evaluatedWithoutTraining,
        int supportInteractions,
        int heldInteractions) {

    /**
     * Holds the counts of a split into training and test alone.
     *
     * @param seed the seed
     * @param trainInteractions in training
     * @param testInteractions in the test
     * @param testSeenInTraining test interactions left out
     * @param evaluatedUsers users with at least one test item left
     * @param evaluatedWithoutTraining those of them who have no training interaction
     */
    public SplitCounts(
            long seed,
            int trainInteractions,
            int testInteractions,
            int testSeenInTraining,
            int evaluatedUsers,
            int evaluatedWithoutTraining) {
        this(
                seed,
                trainInteractions,
                testInteractions,
                testSeenInTraining,
                evaluatedUsers,
                evaluatedWithoutTraining,
                0,
                0);
    }
}
