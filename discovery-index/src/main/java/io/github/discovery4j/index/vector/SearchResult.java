package io.github.discovery4j.index.vector;

/**
 * The nearest vectors, best first, and what it cost to find them.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class SearchResult {

    private static final SearchResult EMPTY = new SearchResult(new String[0], new float[0], SearchCost.NOTHING);

    private final String[] ids;
    private final float[] similarities;
    private final SearchCost cost;

    private SearchResult(String[] ids, float[] similarities, SearchCost cost) {
        this.ids = ids;
        this.similarities = similarities;
        this.cost = cost;
    }

    /**
     * The result of a search that had nothing to look at.
     *
     * @return no ids, nothing visited
     */
    public static SearchResult empty() {
        return EMPTY;
    }

    /**
     * Creates a result; the arrays are the result's from here on.
     *
     * @param ids best first
     * @param similarities theirs, higher is nearer
     * @param cost what the search did
     * @return the result
     */
    public static SearchResult of(String[] ids, float[] similarities, SearchCost cost) {
        if (ids.length != similarities.length) {
            throw new IllegalArgumentException(
                    "there must be one similarity an id, were %d for %d".formatted(similarities.length, ids.length));
        }
        return new SearchResult(ids, similarities, cost);
    }

    /**
     * Returns how many were found.
     *
     * @return 0 or more
     */
    public int size() {
        return ids.length;
    }

    /**
     * Returns an id.
     *
     * @param index in {@code [0, size())}, 0 for the nearest
     * @return the host's id
     */
    public String id(int index) {
        return ids[index];
    }

    /**
     * Returns how near an id is.
     *
     * @param index in {@code [0, size())}, 0 for the nearest
     * @return higher is nearer; what it means is the index's {@link Metric}
     */
    public float similarity(int index) {
        return similarities[index];
    }

    /**
     * Returns what the search did.
     *
     * @return its method and counts
     */
    public SearchCost cost() {
        return cost;
    }

    /**
     * Returns how many vectors were compared with the query.
     *
     * @return 0 or more
     */
    public long visited() {
        return cost.visited();
    }

    /**
     * Tells whether the search came to its end.
     *
     * @return false when the deadline ended it
     */
    public boolean complete() {
        return cost.complete();
    }

    @Override
    public String toString() {
        return "SearchResult[%d found, %s, %d visited, %d left out%s]"
                .formatted(
                        size(),
                        cost.method(),
                        cost.visited(),
                        cost.filteredOut(),
                        cost.complete() ? "" : ", cut short");
    }
}
