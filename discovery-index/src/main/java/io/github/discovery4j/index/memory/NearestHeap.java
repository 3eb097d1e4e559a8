package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchResult;

/** Keeps the k nearest of all that is offered, the worst of them on top; equal similarities go to the smaller id. */
final class NearestHeap {

    private final String[] ids;
    private final float[] similarities;
    private int size;

    NearestHeap(int k) {
        this.ids = new String[k];
        this.similarities = new float[k];
    }

    /** Returns a similarity below which nothing is kept any more; negative infinity while there is room. */
    float least() {
        return size < ids.length ? Float.NEGATIVE_INFINITY : size > 0 ? similarities[0] : Float.POSITIVE_INFINITY;
    }

    /** Tells whether a vector would be kept. */
    boolean wants(String id, float similarity) {
        return size < ids.length || (size > 0 && better(id, similarity, 0));
    }

    /** Keeps a vector that {@link #wants} said yes to, dropping the worst when there are more than k. */
    void add(String id, float similarity) {
        if (size < ids.length) {
            place(size, id, similarity);
            siftUp(size++);
        } else {
            place(0, id, similarity);
            siftDown();
        }
    }

    /** Empties the heap into a result. */
    SearchResult drain(SearchCost cost) {
        String[] bestIds = new String[size];
        float[] bestSimilarities = new float[size];
        while (size > 0) {
            size--;
            bestIds[size] = ids[0];
            bestSimilarities[size] = similarities[0];
            place(0, ids[size], similarities[size]);
            siftDown();
        }
        return SearchResult.of(bestIds, bestSimilarities, cost);
    }

    private boolean better(String id, float similarity, int than) {
        int bySimilarity = Float.compare(similarity, similarities[than]);
        return bySimilarity != 0 ? bySimilarity > 0 : IdOrder.CODE_POINTS.compare(id, ids[than]) < 0;
    }

    private boolean better(int place, int than) {
        return better(ids[place], similarities[place], than);
    }

    private void siftUp(int from) {
        int place = from;
        while (place > 0 && better((place - 1) / 2, place)) {
            swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    private void siftDown() {
        int place = 0;
        while (2 * place + 1 < size) {
            int worse = 2 * place + 1;
            if (worse + 1 < size && better(worse, worse + 1)) {
                worse++;
            }
            if (!better(place, worse)) {
                return;
            }
            swap(place, worse);
            place = worse;
        }
    }

    private void swap(int a, int b) {
        String id = ids[a];
        float similarity = similarities[a];
        place(a, ids[b], similarities[b]);
        place(b, id, similarity);
    }

    private void place(int at, String id, float similarity) {
        ids[at] = id;
        similarities[at] = similarity;
    }
}
