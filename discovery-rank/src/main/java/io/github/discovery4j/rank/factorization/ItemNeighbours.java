package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import java.util.Arrays;
import java.util.List;

/**
 * For each item those that a model scores highest for somebody who likes that item alone: "more like this".
 *
 * <p>Made once from any model, it answers without asking the model again. An item that the model tells nothing about, so that
 * all others score alike, has no neighbours; an item that scores no higher than the average is nobody's. Where items are people,
 * make them again with each training, as the model: whoever is gone from it is gone from them.
 *
 * <p><b>Shapes:</b> n items with at most {@code count} neighbours each, 8 bytes a neighbour. A score is in standard deviations
 * above the mean of all items, of a blend in its weighted sum of these, so that those of two items can be compared. <b>Cost:</b>
 * to make, the whole catalogue is scored n times. <b>Determinism:</b> equal scores go to the smaller id; the same with any number of threads. <b>Threads:</b>
 * immutable.
 */
public final class ItemNeighbours {

    /** Neighbours an item has at most, unless said otherwise. */
    public static final int DEFAULT_COUNT = 50;

    private static final int ITEMS_PER_TASK = 16;

    private final IdMap items;
    private final int[][] neighbours;
    private final float[][] scores;

    private ItemNeighbours(IdMap items, int[][] neighbours, float[][] scores) {
        this.items = items;
        this.neighbours = neighbours;
        this.scores = scores;
    }

    /**
     * Finds the neighbours of all items.
     *
     * @param model any
     * @param count how many an item has at most, 1 or more
     * @param threads how many work, 1 or more
     * @return the neighbours
     * @throws IllegalArgumentException if a number is less than 1
     */
    public static ItemNeighbours of(CatalogueModel model, int count, int threads) {
        if (count < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "count and threads must be 1 or more, were %d and %d; %d is the default count"
                            .formatted(count, threads, DEFAULT_COUNT));
        }
        BlendModel scaled =
                model instanceof BlendModel blend ? blend : BlendModel.of(List.of(new BlendModel.Part(model, 1)));
        int n = model.items().size();
        int[][] neighbours = new int[n][];
        float[][] scores = new float[n][];
        try (Workers workers = new Workers(threads)) {
            workers.forEach(Math.ceilDiv(n, ITEMS_PER_TASK), task -> {
                double[] ofAll = new double[n];
                int to = Math.min(n, (task + 1) * ITEMS_PER_TASK);
                for (int item = task * ITEMS_PER_TASK; item < to; item++) {
                    scaled.scoreAll(new int[] {item}, ofAll);
                    TopItems top = top(item, count, ofAll, scaled.items());
                    neighbours[item] = new int[top.size()];
                    scores[item] = new float[top.size()];
                    top.drainTo(neighbours[item], scores[item]);
                }
            });
        }
        return new ItemNeighbours(model.items(), neighbours, scores);
    }

    private static TopItems top(int item, int count, double[] scores, IdMap items) {
        TopItems top = new TopItems(count, items);
        for (int other = 0; other < scores.length; other++) {
            if (other != item && scores[other] > 0 && top.accepts(other, scores[other])) {
                top.add(other, scores[other]);
            }
        }
        return top;
    }

    /**
     * Returns the items.
     *
     * @return the model's catalogue; ordinals of this class are its
     */
    public IdMap items() {
        return items;
    }

    /**
     * Returns the neighbours of an item.
     *
     * @param itemOrdinal the item
     * @return their ordinals, nearest first
     */
    public int[] neighbours(int itemOrdinal) {
        return neighbours[itemOrdinal].clone();
    }

    /**
     * Tells how near one item is to another.
     *
     * @param itemOrdinal whose neighbour
     * @param neighbourOrdinal the other item
     * @return above 0; 0 if it is no neighbour
     */
    public float score(int itemOrdinal, int neighbourOrdinal) {
        int[] ofItem = neighbours[itemOrdinal];
        for (int place = 0; place < ofItem.length; place++) {
            if (ofItem[place] == neighbourOrdinal) {
                return scores[itemOrdinal][place];
            }
        }
        return 0;
    }

    /** Adds the scores of an item's neighbours to their places in an array of all items. */
    void addTo(int itemOrdinal, double[] sums) {
        int[] ofItem = neighbours[itemOrdinal];
        for (int place = 0; place < ofItem.length; place++) {
            sums[ofItem[place]] += scores[itemOrdinal][place];
        }
    }

    @Override
    public String toString() {
        return "ItemNeighbours[items=%d, neighbours=%d]"
                .formatted(
                        items.size(),
                        Arrays.stream(neighbours)
                                .mapToInt(ofItem -> ofItem.length)
                                .sum());
    }
}
