package io.github.discovery4j.core.evaluation;

/** Scores the whole catalogue for one user. <b>Threads:</b> must be safe; users are scored concurrently. */
@FunctionalInterface
public interface ScoringModel {

    /**
     * Scores every item; higher is better.
     *
     * @param userOrdinal in the id map of the training data; possibly of a user who has no training interaction
     * @param scores receives a finite score for each item ordinal; all NaN at the start. What is written for the user's
     *     training items does not matter
     */
    void score(int userOrdinal, double[] scores);
}
