package io.github.discovery4j.index.vector;

/**
 * What a search did, and how.
 *
 * @param method how it went about it
 * @param visited how many vectors were compared with the query, in whatever precision; each counts once
 * @param filteredOut how many of those would have been among the nearest at that moment and were left out: by the filter, by
 *     an exclusion or a condition of the query, or because consent masks them. An index that leaves them out before it
 *     compares them counts none
 * @param complete false when the deadline ended the search
 */
public record SearchCost(Method method, long visited, long filteredOut, boolean complete) {

    /** How a search goes about it. */
    public enum Method {
        /** Nothing was to be searched: no vector, nothing passes the filter, or an unknown id. */
        NONE,
        /** Every vector that passes was compared; the result is exact. */
        EXACT,
        /** A graph was walked; the result is approximate. */
        GRAPH
    }

    /** The cost of a search that had nothing to look at. */
    public static final SearchCost NOTHING = new SearchCost(Method.NONE, 0, 0, true);

    /** Checks the counts. */
    public SearchCost {
        if (visited < 0 || filteredOut < 0) {
            throw new IllegalArgumentException(
                    "counts must be 0 or more, were %d visited, %d left out".formatted(visited, filteredOut));
        }
    }
}
