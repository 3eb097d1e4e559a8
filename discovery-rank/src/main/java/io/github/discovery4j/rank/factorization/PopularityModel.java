package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.IdOrder;
import java.util.Arrays;
import org.eclipse.collections.api.factory.primitive.IntLists;

/**
 * Scores every item by how popular it is, the same for everyone.
 *
 * <p>The model to beat, and what is left for a viewer about whom nothing is known. Without interactions it is empty.
 *
 * <p><b>Cost:</b> O(interactions) to train, 12 bytes an item. <b>Determinism:</b> equal popularity goes to the smaller id.
 * <b>Threads:</b> immutable.
 */
public final class PopularityModel implements CatalogueModel {

    private final IdMap items;
    private final double[] popularity;
    private final int[] byRank;

    /** Takes the array over. */
    PopularityModel(IdMap items, double[] popularity) {
        this.items = items;
        this.popularity = popularity;
        int[] ordinals = new int[popularity.length];
        Arrays.setAll(ordinals, item -> item);
        this.byRank = IntLists.mutable
                .of(ordinals)
                .sortThis((a, b) -> {
                    int byPopularity = Double.compare(popularity[b], popularity[a]);
                    return byPopularity != 0 ? byPopularity : IdOrder.CODE_POINTS.compare(items.idOf(a), items.idOf(b));
                })
                .toArray();
    }

    /**
     * Counts for each item the people with an interaction of a weight above 0; somebody's repeats count once.
     *
     * @param interactions possibly none
     * @return the model
     */
    public static PopularityModel countingPeople(Interactions interactions) {
        PositiveRows byItem = PositiveRows.of(interactions.byItem());
        double[] people = new double[byItem.rowCount()];
        Arrays.setAll(people, item -> byItem.end(item) - byItem.start(item));
        return new PopularityModel(interactions.items(), people);
    }

    /**
     * Adds up for each item the weights above 0, such as plays.
     *
     * @param interactions possibly none
     * @return the model
     */
    public static PopularityModel summingWeights(Interactions interactions) {
        double[] weights = new double[interactions.items().size()];
        for (int index = 0; index < interactions.size(); index++) {
            weights[interactions.itemOrdinal(index)] += Math.max(0, interactions.weight(index));
        }
        return new PopularityModel(interactions.items(), weights);
    }

    @Override
    public IdMap items() {
        return items;
    }

    /** The popularity of all items. */
    double[] popularities() {
        return popularity;
    }

    /**
     * Returns an item's popularity.
     *
     * @param itemOrdinal the item
     * @return people or weight, 0 or more
     */
    public double popularity(int itemOrdinal) {
        return popularity[itemOrdinal];
    }

    /**
     * Returns the item at a place of the popularity list.
     *
     * @param rank in {@code [0, items().size())}, 0 for the most popular
     * @return its ordinal
     */
    public int itemAt(int rank) {
        return byRank[rank];
    }

    /**
     * Returns an item's popularity on a scale that does not depend on the size of the data.
     *
     * @param itemOrdinal the item
     * @return ln(1 + popularity) over that of the most popular item, in [0, 1]; 0 for an item without any
     */
    public float scaled(int itemOrdinal) {
        double largest = popularity[byRank[0]];
        return largest == 0 ? 0 : (float) (Math.log1p(popularity[itemOrdinal]) / Math.log1p(largest));
    }

    /** {@inheritDoc} The history plays no part. */
    @Override
    public void scoreAll(int[] history, double[] scores) {
        Histories.check(history, popularity.length);
        Histories.checkScores(scores, popularity.length);
        System.arraycopy(popularity, 0, scores, 0, scores.length);
    }

    /** {@inheritDoc} The history plays no part. */
    @Override
    public void score(int[] history, int[] itemOrdinals, double[] scores) {
        Histories.check(history, popularity.length);
        Histories.checkScores(scores, itemOrdinals.length);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = popularity[itemOrdinals[i]];
        }
    }
}
