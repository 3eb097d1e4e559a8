package io.github.discovery4j.core.observe;

/**
 * How an engine's candidate memo has done since it was built.
 *
 * @param hits lists of candidates that were used again
 * @param misses lists that were looked up and had to be made
 * @param lists how many are kept now
 * @param candidates how many candidates, and exclusions they were made under, those hold
 */
public record MemoStatistics(long hits, long misses, int lists, long candidates) {

    /**
     * Returns the share of look-ups that were hits.
     *
     * @return in [0, 1]; 0 before the first look-up
     */
    public double hitRatio() {
        long all = hits + misses;
        return all == 0 ? 0 : (double) hits / all;
    }
}
