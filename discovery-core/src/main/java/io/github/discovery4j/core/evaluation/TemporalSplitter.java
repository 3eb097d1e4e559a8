package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/**
 * Trains on what came earlier and tests on what came later.
 *
 * <p>Nothing is drawn: every seed gives the same split, and seeds only go to the models.
 *
 * <p><b>Ties:</b> a cut for everybody never parts interactions of one time: those at the cut go to the test. Within one
 * user's interactions, equal times are in the order of the data. <b>Units:</b> times in milliseconds; every interaction must
 * have one. <b>Cost:</b> O(n log n). <b>Threads:</b> safe.
 */
public final class TemporalSplitter implements Splitter {

    /** Tells for each interaction whether it is for training. */
    private interface Rule {
        boolean[] inTraining(Interactions interactions);
    }

    private final Rule rule;
    private final String description;

    private TemporalSplitter(Rule rule, String description) {
        this.rule = rule;
        this.description = description;
    }

    /**
     * Cuts at one instant for everybody, chosen so that about a share of all interactions comes before it.
     *
     * <p>The cut is the time of interaction {@code rint(trainShare * n)}, counted from 0 in the order of time and at most
     * the last one; what is earlier is for training.
     *
     * @param trainShare in (0, 1)
     * @return the splitter
     * @throws IllegalArgumentException if the share is out of that range
     */
    public static TemporalSplitter atShare(double trainShare) {
        Shares.require("trainShare", trainShare);
        return new TemporalSplitter(
                interactions -> before(cut(interactions, trainShare), interactions),
                "one instant for everybody, the first " + trainShare
                        + " of all interactions for training, the rest for the test; what happened at the cut is in the"
                        + " test");
    }

    /**
     * Cuts at a given instant for everybody: what is earlier is for training.
     *
     * @param cut in the test, if anything happened at it
     * @return the splitter
     */
    public static TemporalSplitter at(Instant cut) {
        return new TemporalSplitter(
                interactions -> before(cut.toEpochMilli(), interactions),
                "one instant for everybody, before " + cut + " for training, from then on for the test");
    }

    /**
     * Tests on the last of each user's interactions.
     *
     * <p>Of a user's n interactions the first {@code rint(trainShare * n)} by time are for training, halves rounded to even.
     *
     * @param trainShare in (0, 1)
     * @return the splitter
     * @throws IllegalArgumentException if the share is out of that range
     */
    public static TemporalSplitter perUser(double trainShare) {
        Shares.require("trainShare", trainShare);
        return new TemporalSplitter(
                interactions -> firstOfEach(interactions, trainShare),
                "the first " + trainShare + " of each user's interactions by time for training, halves rounded to even,"
                        + " equal times in the order of the data");
    }

    /**
     * Splits.
     *
     * @param seed does not matter
     * @throws IllegalArgumentException if an interaction has no time, or a cut leaves one side empty
     */
    @Override
    public TrainTest split(Interactions interactions, long seed) {
        Times.requireAll(interactions);
        boolean[] inTraining = rule.inTraining(interactions);
        return new TrainTest(
                interactions.subset(index -> inTraining[index]), interactions.subset(index -> !inTraining[index]));
    }

    private static long cut(Interactions interactions, double trainShare) {
        int size = interactions.size();
        if (size == 0) {
            return 0;
        }
        long[] times = new long[size];
        Arrays.setAll(times, interactions::timeMillis);
        Arrays.sort(times);
        return times[Math.min(size - 1, (int) Math.rint(trainShare * size))];
    }

    private static boolean[] before(long cut, Interactions interactions) {
        boolean[] before = new boolean[interactions.size()];
        int count = 0;
        for (int index = 0; index < before.length; index++) {
            before[index] = interactions.timeMillis(index) < cut;
            count += before[index] ? 1 : 0;
        }
        if (count == 0 || count == before.length) {
            throw new IllegalArgumentException("a cut in time must leave interactions on both sides, left " + count
                    + " before " + Instant.ofEpochMilli(cut) + " and " + (before.length - count)
                    + " from then on; choose another instant, or cut each user's interactions");
        }
        return before;
    }

    private static boolean[] firstOfEach(Interactions interactions, double trainShare) {
        boolean[] first = new boolean[interactions.size()];
        SparseRows byUser = interactions.byUser();
        for (int user = 0; user < byUser.rowCount(); user++) {
            IntArrayList order = Times.order(interactions, byUser, user);
            int room = (int) Math.rint(trainShare * order.size());
            for (int place = 0; place < room; place++) {
                first[order.get(place)] = true;
            }
        }
        return first;
    }

    @Override
    public String description() {
        return description;
    }
}
