package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;

/**
 * Gives a random share of each user's interactions to training, the rest to the test.
 *
 * <p>Of n interactions {@code rint(trainRatio * n)} are for training, computed in double precision, a half rounded to the
 * even neighbour: at 0.75, 1 of 1, 2 of 2, 2 of 3, 3 of 4, 4 of 6, 15 of 20.
 *
 * <p>All interactions are put into a random order, and the first of each user go to training. The order is the one that
 * {@code numpy.random.default_rng(seed).permutation(n)} gives over the interactions in their own order, so that the same
 * split can be made in Python from the same file. It depends on seed, order of the rows and their number; not on threads.
 *
 * <p><b>Cost:</b> O(n). <b>Threads:</b> safe.
 */
public final class PerUserRandomSplitter implements Splitter {

    private final double trainRatio;

    /**
     * Creates a splitter.
     *
     * @param trainRatio the share for training, in (0, 1)
     * @throws IllegalArgumentException if it is out of that range
     */
    public PerUserRandomSplitter(double trainRatio) {
        if (!(trainRatio > 0 && trainRatio < 1)) {
            throw new IllegalArgumentException("trainRatio must be in (0, 1), was " + trainRatio
                    + "; 0.75 keeps three interactions of four for training");
        }
        this.trainRatio = trainRatio;
    }

    /**
     * Splits.
     *
     * @throws IllegalArgumentException if the seed is negative
     */
    @Override
    public TrainTest split(Interactions interactions, long seed) {
        int[] room = roomForTraining(interactions.byUser());
        boolean[] inTrain = new boolean[interactions.size()];
        for (int index : NumpyPermutation.of(seed, interactions.size())) {
            inTrain[index] = room[interactions.userOrdinal(index)]-- > 0;
        }
        return new TrainTest(
                interactions.subset(index -> inTrain[index]), interactions.subset(index -> !inTrain[index]));
    }

    private int[] roomForTraining(SparseRows byUser) {
        int[] room = new int[byUser.rowCount()];
        for (int user = 0; user < room.length; user++) {
            room[user] = (int) Math.rint(trainRatio * (byUser.end(user) - byUser.start(user)));
        }
        return room;
    }

    @Override
    public String description() {
        return "per-user random, " + trainRatio + " of each user's interactions for training, halves rounded to even";
    }
}
