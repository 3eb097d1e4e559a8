package io.github.discovery4j.core.stage;

/**
 * What the guardrails kept, in rank order: what a diversifier chooses from.
 *
 * <p>{@code index} counts from the best: tier by tier, within a tier by score, ties by id. <b>Threads:</b> immutable.
 */
public final class KeptCandidates {

    private final ScoredCandidates scored;
    private final int[] rows;
    private final int[] tiers;

    private KeptCandidates(ScoredCandidates scored, int[] rows, int[] tiers) {
        this.scored = scored;
        this.rows = rows;
        this.tiers = tiers;
    }

    /**
     * Sorts kept rows by tier, then by rank.
     *
     * @param scored all scored candidates
     * @param tierByRow a row's tier, {@link Integer#MAX_VALUE} for one that was removed
     * @return the kept candidates
     */
    public static KeptCandidates of(ScoredCandidates scored, int[] tierByRow) {
        int n = scored.size();
        long[] keys = new long[n];
        int kept = 0;
        for (int rank = 0; rank < n; rank++) {
            int tier = tierByRow[scored.rowAt(rank)];
            if (tier != Integer.MAX_VALUE) {
                keys[kept++] = ((long) tier << Integer.SIZE) | rank;
            }
        }
        java.util.Arrays.sort(keys, 0, kept);
        int[] rows = new int[kept];
        int[] tiers = new int[kept];
        for (int index = 0; index < kept; index++) {
            rows[index] = scored.rowAt((int) keys[index]);
            tiers[index] = (int) (keys[index] >>> Integer.SIZE);
        }
        return new KeptCandidates(scored, rows, tiers);
    }

    /**
     * Returns how many were kept.
     *
     * @return 0 or more
     */
    public int size() {
        return rows.length;
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
     * Returns all candidates, kept and removed.
     *
     * @return the guardrails' input
     */
    public ScoredCandidates scored() {
        return scored;
    }

    /**
     * Returns the row of the feature table that belongs to an index.
     *
     * @param index in {@code [0, size())}
     * @return its row
     */
    public int row(int index) {
        return rows[index];
    }

    /**
     * Returns an index's id.
     *
     * @param index in {@code [0, size())}
     * @return the host's id
     */
    public String id(int index) {
        return scored.id(rows[index]);
    }

    /**
     * Returns an index's score.
     *
     * @param index in {@code [0, size())}
     * @return finite, higher is better
     */
    public double score(int index) {
        return scored.score(rows[index]);
    }

    /**
     * Returns an index's tier.
     *
     * @param index in {@code [0, size())}
     * @return 0 for the highest
     */
    public int tier(int index) {
        return tiers[index];
    }
}
