package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;

/**
 * Holds a share of the items out of training wholly, and tests on them.
 *
 * <p>The whole catalogue is ranked, so the new items compete with the known ones. A model that knows items by their
 * interactions only has nothing to go by, and this shows it.
 *
 * <p>Held out are the first {@code rint(share * items)} items, at least one, of those with an interaction, put into the order
 * that {@code numpy.random.default_rng(seed).permutation(items)} gives them by ordinal. <b>Cost:</b> O(n).
 * <b>Threads:</b> safe.
 */
public final class ColdItemSplitter implements Splitter {

    private final double share;

    /**
     * Creates a splitter.
     *
     * @param share of the items, held out, in (0, 1)
     * @throws IllegalArgumentException if it is out of that range
     */
    public ColdItemSplitter(double share) {
        Shares.require("share", share);
        this.share = share;
    }

    /**
     * Splits.
     *
     * @throws IllegalArgumentException if the seed is negative
     */
    @Override
    public TrainTest split(Interactions interactions, long seed) {
        boolean[] cold = HeldOut.draw(interactions.byItem(), share, seed);
        return new TrainTest(
                interactions.subset(index -> !cold[interactions.itemOrdinal(index)]),
                interactions.subset(index -> cold[interactions.itemOrdinal(index)]));
    }

    @Override
    public String description() {
        return "cold items, " + share + " of the items held out of training, all their interactions for the test";
    }
}
