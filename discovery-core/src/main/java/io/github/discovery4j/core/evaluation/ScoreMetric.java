package io.github.discovery4j.core.evaluation;

/**
 * A metric of one user's scores for all items, not of the first few only.
 *
 * <p>It is computed while the scores are at hand and kept with the user's list, so that no ranking of the whole catalogue
 * is stored. It is therefore measured for all of a user's relevant items, never for a part of them.
 */
public interface ScoreMetric extends PerUserMetric {

    /**
     * Computes the value of one user's scores.
     *
     * @param scores of every item that is not masked; valid during the call only
     * @param k at least 1
     * @return a finite number
     */
    double valueFor(UserScores scores, int k);

    /**
     * Returns what was computed when the user was scored.
     *
     * @throws IllegalStateException if the list was not made by an evaluator that measures this
     */
    @Override
    default double valueFor(RankedList list, int k) {
        return list.kept(key(k));
    }

    @Override
    default ScoreMetric forSplit(TrainTest split) {
        return this;
    }
}
