package io.github.discovery4j.core.evaluation;

/**
 * One user's scores for every item that is not masked, by ascending item ordinal.
 *
 * <p>The storage is used again for the next user: what is needed later must be copied. <b>Threads:</b> one.
 */
public final class UserScores {

    private final int[] tieRanks;
    private final int[] items;
    private final double[] scores;
    private final boolean[] relevant;
    private long seed;
    private int userOrdinal;
    private int size;
    private int relevantCount;

    UserScores(int[] tieRanks) {
        this.tieRanks = tieRanks;
        this.items = new int[tieRanks.length];
        this.scores = new double[tieRanks.length];
        this.relevant = new boolean[tieRanks.length];
    }

    void start(long newSeed, int newUserOrdinal) {
        seed = newSeed;
        userOrdinal = newUserOrdinal;
        size = 0;
        relevantCount = 0;
    }

    void add(int item, double score, boolean isRelevant) {
        items[size] = item;
        scores[size] = score;
        relevant[size++] = isRelevant;
        relevantCount += isRelevant ? 1 : 0;
    }

    /** {@return the seed of the run, for metrics that draw} */
    public long seed() {
        return seed;
    }

    /** {@return whose scores these are} */
    public int userOrdinal() {
        return userOrdinal;
    }

    /** {@return how many items are ranked} */
    public int size() {
        return size;
    }

    /** {@return how many of them are relevant, at least 1} */
    public int relevantCount() {
        return relevantCount;
    }

    /**
     * Returns an item.
     *
     * @param index in [0, size)
     * @return its ordinal; ordinals ascend
     */
    public int itemOrdinal(int index) {
        return items[index];
    }

    /**
     * Returns an item's score.
     *
     * @param index in [0, size)
     * @return finite; higher is better
     */
    public double score(int index) {
        return scores[index];
    }

    /**
     * Tells whether an item is in the user's test set.
     *
     * @param index in [0, size)
     * @return whether it is
     */
    public boolean isRelevant(int index) {
        return relevant[index];
    }

    /** Ranks some of the items, at most depth of them. */
    int[] best(int[] indexes, int count, int depth) {
        TopItems top = new TopItems(Math.min(depth, count), tieRanks);
        for (int i = 0; i < count; i++) {
            top.offer(items[indexes[i]], scores[indexes[i]]);
        }
        return top.drain();
    }
}
