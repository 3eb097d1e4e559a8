package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import java.util.Arrays;

/**
 * Tests on one interaction of each user: the last one, or a random one.
 *
 * <p>A user with a single interaction keeps it in training, since nothing else would be known of them, and is not measured.
 *
 * <p><b>Ties:</b> of a user's interactions at the last time, the one that stands last in the data. <b>Determinism:</b> the
 * random one is the user's last in the order that {@code numpy.random.default_rng(seed).permutation(n)} gives over all
 * interactions. <b>Cost:</b> O(n). <b>Threads:</b> safe.
 */
public final class LeaveOneOutSplitter implements Splitter {

    private final boolean byTime;

    private LeaveOneOutSplitter(boolean byTime) {
        this.byTime = byTime;
    }

    /** {@return a splitter that tests on each user's last interaction; every interaction must have a time} */
    public static LeaveOneOutSplitter last() {
        return new LeaveOneOutSplitter(true);
    }

    /** {@return a splitter that tests on a random interaction of each user} */
    public static LeaveOneOutSplitter random() {
        return new LeaveOneOutSplitter(false);
    }

    /**
     * Splits.
     *
     * @param seed draws the interactions; does not matter for the last ones
     * @throws IllegalArgumentException if an interaction has no time and the last ones are wanted, or the seed is negative
     */
    @Override
    public TrainTest split(Interactions interactions, long seed) {
        SparseRows byUser = interactions.byUser();
        int[] chosen = byTime ? lastOfEach(interactions) : randomOfEach(interactions, seed);
        boolean[] inTest = new boolean[interactions.size()];
        for (int user = 0; user < chosen.length; user++) {
            if (byUser.end(user) - byUser.start(user) > 1) {
                inTest[chosen[user]] = true;
            }
        }
        return new TrainTest(interactions.subset(index -> !inTest[index]), interactions.subset(index -> inTest[index]));
    }

    private static int[] lastOfEach(Interactions interactions) {
        Times.requireAll(interactions);
        int[] last = new int[interactions.users().size()];
        Arrays.fill(last, -1);
        for (int index = 0; index < interactions.size(); index++) {
            int user = interactions.userOrdinal(index);
            if (last[user] < 0 || interactions.timeMillis(index) >= interactions.timeMillis(last[user])) {
                last[user] = index;
            }
        }
        return last;
    }

    private static int[] randomOfEach(Interactions interactions, long seed) {
        int[] last = new int[interactions.users().size()];
        for (int index : NumpyPermutation.of(seed, interactions.size())) {
            last[interactions.userOrdinal(index)] = index;
        }
        return last;
    }

    @Override
    public String description() {
        return (byTime ? "each user's last interaction" : "a random interaction of each user")
                + " for the test, users with a single one keep it in training";
    }
}
