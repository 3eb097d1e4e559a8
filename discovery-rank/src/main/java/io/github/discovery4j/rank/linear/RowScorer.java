package io.github.discovery4j.rank.linear;

/** Scores one row. */
@FunctionalInterface
interface RowScorer {

    /** Returns the score of a row: the values of the model's features in their order, NaN for a missing one. */
    double score(double[] values);
}
