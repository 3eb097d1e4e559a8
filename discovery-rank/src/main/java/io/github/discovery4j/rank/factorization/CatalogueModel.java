package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;

/**
 * Scores the items of a catalogue for a person, given what that person liked.
 *
 * <p>A history is a list of item ordinals of {@link #items}, ascending and without repeats; {@link #historyOf} makes one
 * from ids. Nobody has to be known to the model: somebody who came a minute ago is scored like anybody else. Equal
 * histories give equal scores to the last bit, one item at a time or all at once. <b>Threads:</b> safe.
 */
public interface CatalogueModel {

    /**
     * Returns the items that the model knows.
     *
     * @return the catalogue; ordinals of this interface are its
     */
    IdMap items();

    /**
     * Scores the whole catalogue.
     *
     * @param history what the person liked, possibly nothing
     * @param scores overwritten with one finite score an item, higher is better
     * @throws IllegalArgumentException if the history does not ascend, or there is not one score an item
     */
    void scoreAll(int[] history, double[] scores);

    /**
     * Scores some items.
     *
     * @param history what the person liked, possibly nothing
     * @param itemOrdinals the items to score, in any order
     * @param scores overwritten with one finite score each, higher is better
     * @throws IllegalArgumentException if the history does not ascend, or there is not one score an item
     */
    void score(int[] history, int[] itemOrdinals, double[] scores);

    /**
     * Makes a history of ids.
     *
     * @param itemIds in any order; repeats count once, and items that the model does not know are left out
     * @return their ordinals, ascending
     */
    default int[] historyOf(Iterable<String> itemIds) {
        return Histories.of(items(), itemIds);
    }
}
