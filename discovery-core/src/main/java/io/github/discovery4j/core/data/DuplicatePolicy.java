package io.github.discovery4j.core.data;

/**
 * What becomes of several interactions of one user with one item when {@link Interactions} are built.
 *
 * <p>A merged interaction stands where the pair was first added.
 */
public enum DuplicatePolicy {

    /** Every interaction stays. A random split may then put one pair into both training and test. */
    KEEP_ALL,

    /**
     * The latest counts: the greatest time, where a missing time is older than any other; among equal times the one added
     * last. The default.
     */
    LAST,

    /** The greatest weight counts, with its time; among equal weights the one that {@link #LAST} would choose. */
    MAX,

    /** Weights are added up in double precision, in the order added; the latest time stays. For play counts. */
    SUM
}
