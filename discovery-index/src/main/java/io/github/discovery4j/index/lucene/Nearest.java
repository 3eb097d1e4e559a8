package io.github.discovery4j.index.lucene;

import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the nearest of those that it is given; equal ones in code-point order of the id. <b>Threads:</b> for one. */
final class Nearest {

    static final Comparator<Found> BEST_FIRST = Comparator.comparing(Found::similarity, Comparator.reverseOrder())
            .thenComparing(Found::id, IdOrder.CODE_POINTS);

    private final int capacity;
    private final PriorityQueue<Found> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());

    /**
     * An entry that was compared.
     *
     * @param id the host's
     * @param similarity to the query
     */
    record Found(String id, float similarity) {}

    Nearest(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return worstFirst.size();
    }

    boolean full() {
        return worstFirst.size() >= capacity;
    }

    /** Tells whether something so similar could be among the nearest. */
    boolean wants(float similarity) {
        Found worst = worstFirst.peek();
        return worst == null || !full() || similarity >= worst.similarity;
    }

    boolean wants(Found found) {
        Found worst = worstFirst.peek();
        return worst == null || !full() || BEST_FIRST.compare(found, worst) < 0;
    }

    void add(Found found) {
        worstFirst.add(found);
        if (worstFirst.size() > capacity) {
            worstFirst.poll();
        }
    }

    SearchResult result(SearchCost cost) {
        List<Found> best = new ArrayList<>(worstFirst);
        best.sort(BEST_FIRST);
        String[] ids = new String[best.size()];
        float[] similarities = new float[best.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = best.get(i).id;
            similarities[i] = best.get(i).similarity;
        }
        return SearchResult.of(ids, similarities, cost);
    }
}
