package io.github.discovery4j.index.vector;

/**
 * The nearest vectors, best first, and what it cost to find them.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class SearchResult {

    private static final SearchResult EMPTY = new SearchResult(new String[0], new float[0], 0, true);

    private final String[] ids;
    private final float[] similarities;
    private final long visited;
    private final boolean complete;

    private SearchResult(String[] ids, float[] similarities, long visited, boolean complete) {
        this.ids = ids;
        this.similarities = similarities;
        this.visited = visited;
        this.complete = complete;
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
     * @param visited how many vectors were compared with the query
     * @param complete false when the deadline ended the search
     * @return the result
     */
    public static SearchResult of(String[] ids, float[] similarities, long visited, boolean complete) {
        if (ids.length != similarities.length) {
            throw new IllegalArgumentException(
                    "there must be one similarity an id, were %d for %d".formatted(similarities.length, ids.length));
        }
        return new SearchResult(ids, similarities, visited, complete);
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
     * @return higher is nearer
     */
    public float similarity(int index) {
        return similarities[index];
    }

    /**
     * Returns how many vectors were compared with the query.
     *
     * @return 0 or more
     */
    public long visited() {
        return visited;
    }

    /**
     * Tells whether the search came to its end.
     *
     * @return false when the deadline ended it
     */
    public boolean complete() {
        return complete;
    }

    @Override
    public String toString() {
        return "SearchResult[%d found, %d visited%s]".formatted(size(), visited, complete ? "" : ", cut short");
    }
}
