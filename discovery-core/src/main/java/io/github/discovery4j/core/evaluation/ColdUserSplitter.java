package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import java.util.Arrays;

/**
 * Holds a share of the users out of training wholly, and tests on them.
 *
 * <p>Of each held-out user a given number of interactions, drawn at random, is shown to the model when it ranks
 * ({@link TrainTest#histories}), never when it learns; the rest is the test. Of a user with no more than that number all are
 * shown, and the user is not measured.
 *
 * <p>Held out are the first {@code rint(share * users)} users, at least one, of those with an interaction, put into the order
 * that {@code numpy.random.default_rng(seed).permutation(users)} gives them by ordinal. Interactions are drawn by the
 * permutation of the same seed over all of them. <b>Cost:</b> O(n). <b>Threads:</b> safe.
 */
public final class ColdUserSplitter implements Splitter {

    private final double share;
    private final int support;

    /**
     * Creates a splitter.
     *
     * @param share of the users, held out, in (0, 1)
     * @param support how many interactions of each are shown when items are ranked, 0 or more
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ColdUserSplitter(double share, int support) {
        Shares.require("share", share);
        if (support < 0) {
            throw new IllegalArgumentException(
                    "support must be 0 or more, was " + support + "; 0 shows the model nothing of a cold user");
        }
        this.share = share;
        this.support = support;
    }

    /**
     * Splits.
     *
     * @throws IllegalArgumentException if the seed is negative
     */
    @Override
    public TrainTest split(Interactions interactions, long seed) {
        boolean[] cold = HeldOut.draw(interactions.byUser(), share, seed);
        boolean[] shown = new boolean[interactions.size()];
        int[] room = new int[cold.length];
        Arrays.fill(room, support);
        for (int index : NumpyPermutation.of(seed, interactions.size())) {
            int user = interactions.userOrdinal(index);
            shown[index] = !cold[user] || room[user]-- > 0;
        }
        Interactions train = interactions.subset(index -> !cold[interactions.userOrdinal(index)]);
        Interactions histories = support == 0 ? train : interactions.subset(index -> shown[index]);
        return new TrainTest(train, interactions.subset(index -> !shown[index]), histories, histories);
    }

    @Override
    public String description() {
        return "cold users, " + share + " of the users held out of training, " + support
                + " random interactions of each shown when ranking, the rest for the test";
    }
}
