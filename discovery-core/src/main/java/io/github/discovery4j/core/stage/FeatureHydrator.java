package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.FeatureTable;

/**
 * Fills columns of a feature table for a batch of pairs.
 *
 * <p>Laws: every row depends on its own pair alone, so the same pair gets the same values in any batch and any order; a
 * value whose owner's consent does not allow its signal group is NaN; so is a value that is not known. It can write no
 * other column. When it throws, its columns are NaN and the request goes on.
 *
 * <p><b>Threads:</b> safe.
 */
@FunctionalInterface
public interface FeatureHydrator {

    /**
     * Fills the hydrator's columns.
     *
     * @param pairs the rows
     * @param columns the table's columns that belong to this hydrator; all NaN at the start
     */
    void hydrate(PairBatch pairs, FeatureTable.Writer columns);
}
