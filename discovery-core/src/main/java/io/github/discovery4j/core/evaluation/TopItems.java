package io.github.discovery4j.core.evaluation;

/**
 * Keeps the best few of many scored items: a heap whose root is the worst kept.
 *
 * <p>Higher scores are better; of equal scores the smaller tie rank is. <b>Cost:</b> O(1) for an item that does not make it,
 * else O(log depth); nothing is allocated but the result. <b>Threads:</b> one.
 */
final class TopItems {

    private final int[] tieRanks;
    private final int[] items;
    private final double[] scores;
    private int size;

    TopItems(int depth, int[] tieRanks) {
        this.tieRanks = tieRanks;
        this.items = new int[depth];
        this.scores = new double[depth];
    }

    void offer(int item, double score) {
        if (size < items.length) {
            siftUp(size++, item, score);
        } else if (size > 0 && worse(items[0], scores[0], item, score)) {
            siftDown(item, score);
        }
    }

    /** Empties the heap into an array, best first. */
    int[] drain() {
        int[] best = new int[size];
        while (size > 0) {
            best[size - 1] = items[0];
            size--;
            siftDown(items[size], scores[size]);
        }
        return best;
    }

    private boolean worse(int left, double leftScore, int right, double rightScore) {
        return leftScore == rightScore ? tieRanks[left] > tieRanks[right] : leftScore < rightScore;
    }

    private void siftUp(int hole, int item, double score) {
        int at = hole;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!worse(item, score, items[parent], scores[parent])) {
                break;
            }
            items[at] = items[parent];
            scores[at] = scores[parent];
            at = parent;
        }
        items[at] = item;
        scores[at] = score;
    }

    /** Puts an item in the root's place and lets it sink. */
    private void siftDown(int item, double score) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            int other = child + 1;
            if (other < size && worse(items[other], scores[other], items[child], scores[child])) {
                child = other;
            }
            if (!worse(items[child], scores[child], item, score)) {
                break;
            }
            items[at] = items[child];
            scores[at] = scores[child];
            at = child;
        }
        items[at] = item;
        scores[at] = score;
    }
}
