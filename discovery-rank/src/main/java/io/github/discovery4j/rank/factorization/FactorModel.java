package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.model.VectorSink;

/**
 * A model of vectors: a person's score for an item is the dot product of their vectors, plus what the item has of its own.
 *
 * <p>A person's vector is found from their history whenever it is asked for, and not kept. Vectors of items are read by id,
 * which is what {@link VectorReader} is for. <b>Threads:</b> safe.
 */
public sealed interface FactorModel extends CatalogueModel, VectorReader permits IalsModel, BprModel {

    /**
     * Finds the vector of a person.
     *
     * @param history what the person liked, possibly nothing
     * @return {@link #dimension} finite values, all 0 for an empty history
     * @throws IllegalArgumentException if the history does not ascend
     */
    float[] userVector(int[] history);

    /**
     * Returns the vector of an item.
     *
     * @param itemOrdinal the item
     * @return a copy of its values
     */
    float[] itemVector(int itemOrdinal);

    /**
     * Hands the vectors of all items over, in the order of their ordinals. They are compared by dot product.
     *
     * @param sink takes them
     */
    default void exportItems(VectorSink sink) {
        for (int item = 0; item < items().size(); item++) {
            sink.accept(items().idOf(item), itemVector(item));
        }
    }
}
