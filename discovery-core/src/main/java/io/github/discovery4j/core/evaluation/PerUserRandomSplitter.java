package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import java.util.function.IntUnaryOperator;

/**
 * Gives a random share of each user's interactions to training, the rest to the test, with a validation part if wanted.
 *
 * <p>Of n interactions {@code rint(trainRatio * n)} are for training, computed in double precision, a half rounded to the
 * even neighbour: at 0.75, 1 of 1, 2 of 2, 2 of 3, 3 of 4, 4 of 6, 15 of 20. With a validation part it is the other way
 * round, as RecBole does it: {@code floor(ratio * n)} for the test and for validation, but one where that is less than one,
 * first for the test and then for validation, as long as training keeps one; training gets the rest. At 0.1 and 0.1, of 27
 * interactions 23, 2 for validation and 2 for the test; of 3, 1, 1 and 1; of 2, 1, none and 1; of 1, 1.
 *
 * <p>All interactions are put into a random order, and the first of each user go to training, the next to validation. The
 * order is the one that {@code numpy.random.default_rng(seed).permutation(n)} gives over the interactions in their own
 * order, so that the same split can be made in Python from the same file. It depends on seed, order of the rows and their
 * number; not on threads.
 *
 * <p><b>Cost:</b> O(n). <b>Threads:</b> safe.
 */
public final class PerUserRandomSplitter implements Splitter {

    /** How many of a user's n interactions are for training. */
    private final IntUnaryOperator training;
    /** How many of them are for training or validation. */
    private final IntUnaryOperator known;

    private final String description;

    private PerUserRandomSplitter(IntUnaryOperator training, IntUnaryOperator known, String description) {
        this.training = training;
        this.known = known;
        this.description = description;
    }

    /**
     * Creates a splitter into training and test.
     *
     * @param trainRatio the share for training, in (0, 1)
     * @throws IllegalArgumentException if it is out of that range
     */
    public PerUserRandomSplitter(double trainRatio) {
        this(
                count -> (int) Math.rint(trainRatio * count),
                count -> (int) Math.rint(trainRatio * count),
                "per-user random, " + trainRatio + " of each user's interactions for training, halves rounded to even");
        if (!(trainRatio > 0 && trainRatio < 1)) {
            throw new IllegalArgumentException("trainRatio must be in (0, 1), was " + trainRatio
                    + "; 0.75 keeps three interactions of four for training");
        }
    }

    /**
     * Creates a splitter with a validation part that is masked, neither learned from nor sought.
     *
     * @param validationRatio the share set aside, in (0, 1)
     * @param testRatio the share for the test, in (0, 1 - validationRatio)
     * @return the splitter
     * @throws IllegalArgumentException if a share is out of its range
     */
    public static PerUserRandomSplitter withValidation(double validationRatio, double testRatio) {
        requireRoom(validationRatio, testRatio);
        return new PerUserRandomSplitter(
                count -> count
                        - testCount(testRatio, count)
                        - validationCount(validationRatio, count, testCount(testRatio, count)),
                count -> count - testCount(testRatio, count),
                describe(validationRatio, testRatio) + "masked and not learned from");
    }

    /**
     * Creates a splitter with the same test part as {@link #withValidation} that adds the validation part to training: for
     * the last run, with parameters that were chosen on the validation part.
     *
     * @param validationRatio the share that was set aside, in (0, 1)
     * @param testRatio the share for the test, in (0, 1 - validationRatio)
     * @return the splitter
     * @throws IllegalArgumentException if a share is out of its range
     */
    public static PerUserRandomSplitter learningValidation(double validationRatio, double testRatio) {
        requireRoom(validationRatio, testRatio);
        IntUnaryOperator known = count -> count - testCount(testRatio, count);
        return new PerUserRandomSplitter(
                known, known, describe(validationRatio, testRatio) + "learned from like the rest");
    }

    private static void requireRoom(double validationRatio, double testRatio) {
        if (!(validationRatio > 0 && testRatio > 0 && validationRatio + testRatio < 1)) {
            throw new IllegalArgumentException("the shares for validation and test must be above 0 and leave something"
                    + " for training, were " + validationRatio + " and " + testRatio + "; 0.1 and 0.1 are usual");
        }
    }

    private static String describe(double validationRatio, double testRatio) {
        return "per-user random, " + testRatio + " of each user's interactions for the test and " + validationRatio
                + " for validation, rounded down but to at least one, the validation part ";
    }

    private static int testCount(double ratio, int count) {
        int floor = (int) (ratio * count);
        return floor == 0 && count > 1 ? 1 : floor;
    }

    private static int validationCount(double ratio, int count, int test) {
        int floor = (int) (ratio * count);
        return floor == 0 && count - test > 1 ? 1 : floor;
    }

    /**
     * Splits.
     *
     * @throws IllegalArgumentException if the seed is negative
     */
    @Override
    public TrainTest split(Interactions interactions, long seed) {
        SparseRows byUser = interactions.byUser();
        int[] trainingRoom = room(byUser, training);
        int[] knownRoom = room(byUser, known);
        boolean[] inTraining = new boolean[interactions.size()];
        boolean[] isKnown = new boolean[interactions.size()];
        for (int index : NumpyPermutation.of(seed, interactions.size())) {
            int user = interactions.userOrdinal(index);
            inTraining[index] = trainingRoom[user]-- > 0;
            isKnown[index] = knownRoom[user]-- > 0;
        }
        Interactions train = interactions.subset(index -> inTraining[index]);
        Interactions test = interactions.subset(index -> !isKnown[index]);
        Interactions both = interactions.subset(index -> isKnown[index]);
        return both.size() == train.size() ? new TrainTest(train, test) : new TrainTest(train, test, train, both);
    }

    private static int[] room(SparseRows byUser, IntUnaryOperator rule) {
        int[] room = new int[byUser.rowCount()];
        for (int user = 0; user < room.length; user++) {
            room[user] = rule.applyAsInt(byUser.end(user) - byUser.start(user));
        }
        return room;
    }

    @Override
    public String description() {
        return description;
    }
}
