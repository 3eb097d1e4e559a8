package io.github.discovery4j.core.evaluation;

import java.util.List;

/**
 * All lists that a model made in one run.
 *
 * @param itemCount how many items the catalogue has
 * @param lists one for each user with at least one test item, by ascending user ordinal
 */
public record Rankings(int itemCount, List<RankedList> lists) {

    /** Copies the list. */
    public Rankings {
        lists = List.copyOf(lists);
    }
}
