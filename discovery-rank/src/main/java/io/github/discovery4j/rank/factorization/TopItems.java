package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.IdSpace;

/**
 * Keeps the best items of a stream: a binary heap with the worst kept item on top.
 *
 * <p><b>Cost:</b> O(1) for an item that does not enter, O(log limit) for one that does. <b>Determinism:</b> of equal
 * scores the smaller id is the better. <b>Threads:</b> belongs to one thread.
 */
final class TopItems {

    private final IdMap ids;
    private final int[] items;
    private final double[] scores;
    private int size;

    TopItems(int limit, IdMap ids) {
        this.ids = ids;
        this.items = new int[Math.min(limit, ids.size())];
        this.scores = new double[items.length];
    }

    /** Whether {@link #add} would keep the item. */
    boolean accepts(int item, double score) {
        return size < items.length || better(item, score, items[0], scores[0]);
    }

    /** Adds an item that is {@linkplain #accepts accepted}. */
    void add(int item, double score) {
        if (size < items.length) {
            siftUp(size++, item, score);
        } else {
            siftDown(item, score);
        }
    }

    int size() {
        return size;
    }

    /** Empties the heap, best first. */
    CandidateList drainTo(IdSpace space) {
        int[] best = new int[size];
        float[] bestScores = new float[size];
        drainTo(best, bestScores);
        CandidateList.Builder list = CandidateList.builder(space, best.length);
        for (int place = 0; place < best.length; place++) {
            list.add(ids.idOf(best[place]), bestScores[place]);
        }
        return list.build();
    }

    /** Empties the heap into arrays of its {@link #size}, best first. */
    void drainTo(int[] best, float[] bestScores) {
        for (int place = size - 1; place >= 0; place--) {
            best[place] = items[0];
            bestScores[place] = (float) scores[0];
            size--;
            siftDown(items[size], scores[size]);
        }
    }

    private void siftUp(int from, int item, double score) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (!better(items[parent], scores[parent], item, score)) {
                break;
            }
            set(place, items[parent], scores[parent]);
            place = parent;
        }
        set(place, item, score);
    }

    /** Puts an item in the place of the top one. */
    private void siftDown(int item, double score) {
        int place = 0;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && better(items[child], scores[child], items[child + 1], scores[child + 1])) {
                child++;
            }
            if (!better(item, score, items[child], scores[child])) {
                break;
            }
            set(place, items[child], scores[child]);
            place = child;
        }
        set(place, item, score);
    }

    private void set(int place, int item, double score) {
        items[place] = item;
        scores[place] = score;
    }

    private boolean better(int item, double score, int otherItem, double otherScore) {
        if (score != otherScore) {
            return score > otherScore;
        }
        return IdOrder.CODE_POINTS.compare(ids.idOf(item), ids.idOf(otherItem)) < 0;
    }
}
