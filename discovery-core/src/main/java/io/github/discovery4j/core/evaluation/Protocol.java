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

    private static final List<Protocol> ALL = List.of(RANDOM_75_25, RANDOM_80_20);

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
        return new Protocol(name, new PerUserRandomSplitter(trainRatio), Metrics.standard(), List.of(10));
    }

    /**
     * Looks a protocol up.
     *
     * @param name {@code random-75-25} (also {@code movielens-100k}) or {@code random-80-20}; case does not count
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
