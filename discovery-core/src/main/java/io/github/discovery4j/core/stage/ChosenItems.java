package io.github.discovery4j.core.stage;

/**
 * The items of a slate in their order, with what they were scored on: what an explainer explains.
 *
 * @param scored all candidates with their features
 * @param ranker the ranker that gave the scores, which is the fallback when the engine's own failed
 * @param rows the chosen rows of {@code scored}, in the order to show
 */
public record ChosenItems(ScoredCandidates scored, Ranker ranker, int[] rows) {

    /**
     * Returns how many items were chosen.
     *
     * @return 0 or more
     */
    public int size() {
        return rows.length;
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
