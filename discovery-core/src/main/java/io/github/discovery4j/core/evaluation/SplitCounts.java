package io.github.discovery4j.core.evaluation;

/**
 * What one seed's split came to.
 *
 * @param seed the seed
 * @param trainInteractions in training
 * @param testInteractions in the test
 * @param testSeenInTraining test interactions left out because the user has the item in training too
 * @param evaluatedUsers users with at least one test item left: every mean is over these
 * @param evaluatedWithoutTraining those of them who have no training interaction
 */
public record SplitCounts(
        long seed,
        int trainInteractions,
        int testInteractions,
        int testSeenInTraining,
        int evaluatedUsers,
        int evaluatedWithoutTraining) {}
