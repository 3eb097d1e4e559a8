package io.github.discovery4j.explain.attribution;

/**
 * How opaque rankers are sampled.
 *
 * @param pairs how many orders of the features are drawn, each gone through forwards and backwards: 2 or more
 * @param seed of the draws: same seed, same contributions
 */
public record Sampling(int pairs, long seed) {

    /** Sixteen pairs: a ranker is asked 32 times a feature, all items together each time. */
    public static final Sampling DEFAULT = new Sampling(16, 42);

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if there are fewer than 2 pairs, of which no error could be told
     */
    public Sampling {
        if (pairs < 2) {
            throw new IllegalArgumentException("pairs of orders must be 2 or more, were " + pairs);
        }
    }
}
