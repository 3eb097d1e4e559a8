package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import java.util.Arrays;

/**
 * An item-to-item model with a few neighbours an item: score(j) = Σ W[i][j] over the items i of the history. Learned by
 * {@link Rp3BetaTrainer}.
 *
 * <p>An item that is no neighbour of anything in the history scores 0, and everything does for an empty one.
 *
 * <p><b>Shapes:</b> n items with at most k neighbours each, 8 bytes a neighbour. <b>Cost:</b> h k additions for a history
 * of h items over the whole catalogue. <b>Threads:</b> immutable.
 */
public final class Rp3BetaModel implements CatalogueModel {

    private final IdMap items;
    private final int[] offsets;
    private final int[] neighbours;
    private final float[] weights;

    /**
     * Takes the arrays over.
     *
     * @param offsets where each item's neighbours begin, and the end
     * @param neighbours ordinals, ascending for each item
     * @param weights one a neighbour
     */
    Rp3BetaModel(IdMap items, int[] offsets, int[] neighbours, float[] weights) {
        this.items = items;
        this.offsets = offsets;
        this.neighbours = neighbours;
        this.weights = weights;
    }

    @Override
    public IdMap items() {
        return items;
    }

    int[] offsets() {
        return offsets;
    }

    int[] neighbours() {
        return neighbours;
    }

    float[] weights() {
        return weights;
    }

    /**
     * Returns one weight.
     *
     * @param historyItem an ordinal i
     * @param scoredItem an ordinal j
     * @return W[i][j], what having i in the history adds to the score of j; 0 if j is no neighbour of i
     */
    public float weight(int historyItem, int scoredItem) {
        int place = Arrays.binarySearch(neighbours, offsets[historyItem], offsets[historyItem + 1], scoredItem);
        return place < 0 ? 0 : weights[place];
    }

    @Override
    public void scoreAll(int[] history, double[] scores) {
        Histories.check(history, items.size());
        Histories.checkScores(scores, items.size());
        Arrays.fill(scores, 0);
        for (int item : history) {
            for (int place = offsets[item]; place < offsets[item + 1]; place++) {
                scores[neighbours[place]] += weights[place];
            }
        }
    }

    @Override
    public void score(int[] history, int[] itemOrdinals, double[] scores) {
        Histories.check(history, items.size());
        Histories.checkScores(scores, itemOrdinals.length);
        for (int i = 0; i < scores.length; i++) {
            double score = 0;
            for (int item : history) {
                score += weight(item, itemOrdinals[i]);
            }
            scores[i] = score;
        }
    }
}
