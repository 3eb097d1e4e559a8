package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;

/**
 * Gives a random share of each user's interactions to training, the rest to the test, with a validation part if wanted.
 *
 * <p>Of n interactions {@code rint(trainRatio * n)} are for training, computed in double precision, a half rounded to the
 * even neighbour: at 0.75, 1 of 1, 2 of 2, 2 of 3, 3 of 4, 4 of 6, 15 of 20. Training and validation together get
 * {@code rint((trainRatio + validationRatio) * n)}: at 0.8 and 0.1, of 10 interactions 8, 1 and 1 for the test; of 27, 22, 2
 * and 3; of 4, 3, 1 and none.
 *
 * <p>All interactions are put into a random order, and the first of each user go to training, the next to validation. The
 * order is the one that {@code numpy.random.default_rng(seed).permutation(n)} gives over the interactions in their own
 * order, so that the same split can be made in Python from the same file. It depends on seed, order of the rows and their
 * number; not on threads.
 *
 * <p><b>Cost:</b> O(n). <b>Threads:</b> safe.
 */
public final class PerUserRandomSplitter implements Splitter {

    private final double trainRatio;
    private final double validationRatio;
    private final boolean learnsValidation;

    private PerUserRandomSplitter(double trainRatio, double validationRatio, boolean learnsValidation) {
        if (!(trainRatio > 0 && trainRatio < 1)) {
            throw new IllegalArgumentException("trainRatio must be in (0, 1), was " + trainRatio
                    + "; 0.75 keeps three interactions of four for training");
        }
        if (!(validationRatio >= 0 && trainRatio + validationRatio < 1)) {
            throw new IllegalArgumentException("validationRatio must be in [0, 1 - trainRatio), was " + validationRatio
                    + " with trainRatio " + trainRatio + "; 0.8 and 0.1 leave a tenth for the test");
        }
        this.trainRatio = trainRatio;
        this.validationRatio = validationRatio;
        this.learnsValidation = learnsValidation;
    }

    /**
     * Creates a splitter into training and test.
     *
     * @param trainRatio the share for training, in (0, 1)
     * @throws IllegalArgumentException if it is out of that range
     */
    public PerUserRandomSplitter(double trainRatio) {
        this(trainRatio, 0, false);
    }

    /**
     * Creates a splitter with a validation part that is masked, neither learned from nor sought.
     *
     * @param trainRatio the share for training, in (0, 1)
     * @param validationRatio the share set aside, in [0, 1 - trainRatio)
     * @return the splitter
     * @throws IllegalArgumentException if a share is out of its range
     */
    public static PerUserRandomSplitter withValidation(double trainRatio, double validationRatio) {
        return new PerUserRandomSplitter(trainRatio, validationRatio, false);
    }

    /**
     * Returns a splitter with the same test part that adds the validation part to training: for the last run, with
     * parameters that were chosen on the validation part.
     *
     * @return the splitter
     */
    public PerUserRandomSplitter learningValidation() {
        return new PerUserRandomSplitter(trainRatio, validationRatio, true);
    }

    /**
     * Splits.
     *
     * @throws IllegalArgumentException if the seed is negative
     */
    @Override
    public TrainTest split(Interactions interactions, long seed) {
        SparseRows byUser = interactions.byUser();
        int[] training = room(byUser, trainRatio);
        int[] known = room(byUser, trainRatio + validationRatio);
        boolean[] inTrain = new boolean[interactions.size()];
        boolean[] isKnown = new boolean[interactions.size()];
        for (int index : NumpyPermutation.of(seed, interactions.size())) {
            int user = interactions.userOrdinal(index);
            inTrain[index] = training[user]-- > 0;
            isKnown[index] = known[user]-- > 0;
        }
        Interactions test = interactions.subset(index -> !isKnown[index]);
        Interactions both = interactions.subset(index -> isKnown[index]);
        if (learnsValidation || validationRatio == 0) {
            return new TrainTest(both, test);
        }
        Interactions train = interactions.subset(index -> inTrain[index]);
        return new TrainTest(train, test, train, both);
    }

    private static int[] room(SparseRows byUser, double ratio) {
        int[] room = new int[byUser.rowCount()];
        for (int user = 0; user < room.length; user++) {
            room[user] = (int) Math.rint(ratio * (byUser.end(user) - byUser.start(user)));
        }
        return room;
    }

    @Override
    public String description() {
        String split =
                "per-user random, " + trainRatio + " of each user's interactions for training, halves rounded to even";
        if (validationRatio == 0) {
            return split;
        }
        return split + ", " + validationRatio + " for validation, "
                + (learnsValidation ? "learned from as well" : "masked and not learned from")
                + ", the rest for the test";
    }
}
