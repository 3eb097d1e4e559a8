package io.github.discovery4j.core.stage;

/**
 * The items of a slate in their order, with what they were scored on: what an explainer explains.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class ChosenItems {

    private final ScoredCandidates scored;
    private final Ranker ranker;
    private final int[] rows;

    /**
     * Creates the value.
     *
     * @param scored all candidates with their features
     * @param ranker the ranker that gave the scores, which is the fallback when the engine's own failed
     * @param rows the chosen rows of {@code scored}, in the order to show; copied
     */
    public ChosenItems(ScoredCandidates scored, Ranker ranker, int[] rows) {
        this.scored = scored;
        this.ranker = ranker;
        this.rows = rows.clone();
    }

    /**
     * Returns all candidates with their features.
     *
     * @return what was ranked
     */
    public ScoredCandidates scored() {
        return scored;
    }

    /**
     * Returns the ranker that gave the scores.
     *
     * @return the engine's own, or the fallback when that failed
     */
    public Ranker ranker() {
        return ranker;
    }

    /**
     * Returns the request.
     *
     * @return its context
     */
    public RequestContext context() {
        return scored.context();
    }

    /**
     * Returns how many items were chosen.
     *
     * @return 0 or more
     */
    public int size() {
        return rows.length;
    }

    /**
     * Returns an item's row among all candidates.
     *
     * @param position 0-based place in the slate
     * @return its row in the feature table
     */
    public int row(int position) {
        return rows[position];
    }

    /**
     * Returns an item's id.
     *
     * @param position 0-based place in the slate
     * @return the host's id
     */
    public String id(int position) {
        return scored.id(rows[position]);
    }
}
