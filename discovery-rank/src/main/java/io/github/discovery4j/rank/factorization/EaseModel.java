package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An item-to-item model whose score is a plain sum: score(j) = Σ B[i][j] over the items i of the history.
 *
 * <p>So a new person needs no training, and what each item of the history adds is exact: {@link #topContributors}.
 * Learned by {@link EaseTrainer}.
 *
 * <p><b>Shapes:</b> n items, B is n x n float32, row-major, zero on the diagonal: an item adds nothing to its own score.
 * <b>Cost:</b> h n additions, in double precision, for a history of h items over the whole catalogue. <b>Threads:</b> immutable.
 *
 * <p>Source: Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019.
 */
public final class EaseModel implements CatalogueModel {

    /**
     * What one item of a history adds to a score.
     *
     * @param itemId the item of the history
     * @param weight what it adds; may be negative
     */
    public record Contribution(String itemId, float weight) {}

    private final IdMap items;
    private final int n;
    private final float[] weights;

    /** Takes the array over. */
    EaseModel(IdMap items, float[] weights) {
        this.items = items;
        this.n = items.size();
        this.weights = weights;
    }

    @Override
    public IdMap items() {
        return items;
    }

    /** All weights, row by row. */
    float[] weights() {
        return weights;
    }

    /**
     * Returns one weight.
     *
     * @param historyItem an ordinal i
     * @param scoredItem an ordinal j
     * @return B[i][j], what having i in the history adds to the score of j
     */
    public float weight(int historyItem, int scoredItem) {
        return weights[historyItem * n + scoredItem];
    }

    @Override
    public void scoreAll(int[] history, double[] scores) {
        Histories.check(history, n);
        Histories.checkScores(scores, n);
        Arrays.fill(scores, 0);
        for (int item : history) {
            int row = item * n;
            for (int scored = 0; scored < n; scored++) {
                scores[scored] += weights[row + scored];
            }
        }
    }

    @Override
    public void score(int[] history, int[] itemOrdinals, double[] scores) {
        Histories.check(history, n);
        Histories.checkScores(scores, itemOrdinals.length);
        Arrays.fill(scores, 0);
        for (int item : history) {
            int row = item * n;
            for (int i = 0; i < scores.length; i++) {
                scores[i] += weights[row + itemOrdinals[i]];
            }
        }
    }

    /**
     * Takes a score apart: "because you liked …". All contributions together are the score.
     *
     * @param history what the person liked
     * @param scoredItem the item whose score is taken apart
     * @param count how many contributions at most, 0 or more
     * @return the largest, largest first; equal ones by ordinal
     * @throws IllegalArgumentException if the history does not ascend
     */
    public List<Contribution> topContributors(int[] history, int scoredItem, int count) {
        Histories.check(history, n);
        List<Contribution> contributions = new ArrayList<>(history.length);
        for (int item : history) {
            contributions.add(new Contribution(items.idOf(item), weight(item, scoredItem)));
        }
        contributions.sort(Comparator.comparing(Contribution::weight).reversed());
        return List.copyOf(contributions.subList(0, Math.min(count, contributions.size())));
    }
}
