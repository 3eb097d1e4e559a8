package io.github.discovery4j.core.stage;

import java.util.Optional;
import java.util.Set;

/**
 * Scores candidates.
 *
 * <p>Laws: one finite score a row, higher is better; the order of the rows does not matter; and unless a ranker says that it
 * is not {@linkplain #pointwise pointwise}, a row's score depends on that row alone, so it is the same in any batch. The
 * pipeline breaks ties by {@linkplain io.github.discovery4j.core.model.IdOrder code point} of
 * the id. When a ranker throws or leaves a score that is not finite, the fallback ranker scores all rows.
 *
 * <p><b>Threads:</b> safe.
 */
@FunctionalInterface
public interface Ranker {

    /**
     * Scores every row.
     *
     * @param batch the rows
     * @param scores one place a row, all NaN at the start
     */
    void score(RankingBatch batch, double[] scores);

    /**
     * Returns the columns that the ranker reads; an engine without one of them is not built.
     *
     * @return names, possibly none
     */
    default Set<String> features() {
        return Set.of();
    }

    /**
     * Tells whether the ranker also reads candidate → viewer features.
     *
     * @return false unless said otherwise
     */
    default boolean reciprocal() {
        return false;
    }

    /**
     * Returns the columns that a {@linkplain #reciprocal reciprocal} ranker reads candidate → viewer. Views without one of them
     * are not asked in that direction, and their columns stay missing there.
     *
     * @return names; empty, so that all views are asked, unless said otherwise
     */
    default Optional<Set<String>> backwardFeatures() {
        return Optional.empty();
    }

    /**
     * Tells whether a row's score depends on that row alone. A ranker of rankers is pointwise when all its parts are.
     *
     * @return true unless said otherwise; false for a ranker that compares the rows of a batch, such as a cascade
     */
    default boolean pointwise() {
        return true;
    }

    /**
     * Returns how scores come about, for exact explanations.
     *
     * @return opaque unless said otherwise
     */
    default RankerStructure structure() {
        return new RankerStructure.Opaque();
    }

    /**
     * Returns how the scores of one request come about: differs from {@link #structure()} where the ranker reads parameters
     * that a request pins.
     *
     * @param context the request's, with its pins
     * @return the same as without a request, unless said otherwise
     */
    default RankerStructure structure(RequestContext context) {
        return structure();
    }
}
