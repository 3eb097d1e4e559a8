package io.github.discovery4j.core.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How models are compared: a split, metrics, and where lists are cut.
 *
 * <p>What all protocols share is fixed by {@link Evaluator}: seen items masked, the whole catalogue ranked, ties by id.
 *
 * @param name as users write it
 * @param splitter divides the data
 * @param metrics what is measured, each name once
 * @param cutoffs the values of k, each at least 1
 */
public record Protocol(String name, Splitter splitter, List<Metric> metrics, List<Integer> cutoffs) {

    /** Three quarters of each user's interactions for training, k = 10; the usual one for MovieLens 100K. */
    public static final Protocol RANDOM_75_25 = random("random-75-25", 0.75);

    /** Four fifths of each user's interactions for training, k = 10. */
    public static final Protocol RANDOM_80_20 = random("random-80-20", 0.8);

    /** Eight tenths of each user's interactions for training, one masked, one for the test, k = 10. */
    public static final Protocol RANDOM_80_10_10 =
            standard("random-80-10-10", PerUserRandomSplitter.withValidation(0.1, 0.1));

    /** The same test as {@link #RANDOM_80_10_10}, with training on the other nine tenths. */
    public static final Protocol RANDOM_80_10_10_REFIT =
            standard("random-80-10-10-refit", PerUserRandomSplitter.learningValidation(0.1, 0.1));

    /** One instant for everybody, before which four fifths of all interactions happened, k = 10. */
    public static final Protocol TEMPORAL_80_20 = standard("temporal-80-20", TemporalSplitter.atShare(0.8));

    /** The first four fifths of each user's interactions by time for training, k = 10. */
    public static final Protocol TEMPORAL_USER_80_20 = standard("temporal-user-80-20", TemporalSplitter.perUser(0.8));

    /** Each user's last interaction for the test, k = 10. */
    public static final Protocol LEAVE_ONE_OUT_LAST = standard("leave-one-out-last", LeaveOneOutSplitter.last());

    /** A random interaction of each user for the test, k = 10. */
    public static final Protocol LEAVE_ONE_OUT_RANDOM = standard("leave-one-out-random", LeaveOneOutSplitter.random());

    /** Five folds of all interactions, k = 10; at most five seeds. */
    public static final Protocol FIVE_FOLD = standard("5-fold", new KFoldSplitter(5, 0));

    /** A fifth of the users held out of training, nothing of them shown, k = 10. */
    public static final Protocol COLD_USERS = standard("cold-users", new ColdUserSplitter(0.2, 0));

    /** A fifth of the users held out of training, five interactions of each shown when items are ranked, k = 10. */
    public static final Protocol COLD_USERS_5 = standard("cold-users-5", new ColdUserSplitter(0.2, 5));

    /** A fifth of the items held out of training, k = 10. */
    public static final Protocol COLD_ITEMS = standard("cold-items", new ColdItemSplitter(0.2));

    private static final List<Protocol> ALL = List.of(
            RANDOM_75_25,
            RANDOM_80_20,
            RANDOM_80_10_10,
            RANDOM_80_10_10_REFIT,
            TEMPORAL_80_20,
            TEMPORAL_USER_80_20,
            LEAVE_ONE_OUT_LAST,
            LEAVE_ONE_OUT_RANDOM,
            FIVE_FOLD,
            COLD_USERS,
            COLD_USERS_5,
            COLD_ITEMS);

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no metric or no cutoff, a cutoff is below 1, or a metric's name comes
     *     twice
     */
    public Protocol {
        metrics = List.copyOf(metrics);
        cutoffs = cutoffs.stream().distinct().sorted().toList();
        if (metrics.isEmpty() || cutoffs.isEmpty()) {
            throw new IllegalArgumentException("a protocol must have metrics and values of k, had " + metrics.size()
                    + " and " + cutoffs.size() + " (protocol \"" + name + "\"); start from Metrics.standard() and 10");
        }
        if (cutoffs.get(0) < 1) {
            throw new IllegalArgumentException(
                    "k must be at least 1, was " + cutoffs.get(0) + " (protocol \"" + name + "\"); 10 is usual");
        }
        if (metrics.stream().map(Metric::name).distinct().count() < metrics.size()) {
            throw new IllegalArgumentException("each metric must have a name of its own, were "
                    + metrics.stream().map(Metric::name).toList() + " (protocol \"" + name + "\"); leave one out");
        }
    }

    private static Protocol random(String name, double trainRatio) {
        return standard(name, new PerUserRandomSplitter(trainRatio));
    }

    private static Protocol standard(String name, Splitter splitter) {
        return new Protocol(name, splitter, Metrics.standard(), List.of(10));
    }

    /** {@return the protocols that have a name, in the order of the documentation} */
    public static List<Protocol> all() {
        return ALL;
    }

    /**
     * Looks a protocol up.
     *
     * @param name of one of {@link #all}, or {@code movielens-100k} for {@code random-75-25}; case does not count
     * @return the protocol
     * @throws IllegalArgumentException if there is none of that name; the message lists those that exist
     */
    public static Protocol named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (wanted.equals("movielens-100k")) {
            return RANDOM_75_25;
        }
        for (Protocol protocol : ALL) {
            if (protocol.name.equals(wanted)) {
                return protocol;
            }
        }
        String known = ALL.stream().map(Protocol::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "protocol must be one of " + known + " (alias movielens-100k = random-75-25), was \"" + name + "\"");
    }
}
