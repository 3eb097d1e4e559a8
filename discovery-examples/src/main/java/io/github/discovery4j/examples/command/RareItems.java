package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;

/** Leaves out what hardly anybody uses. */
final class RareItems {

    private RareItems() {}

    /**
     * Keeps the interactions with items that enough users have one with; users and items without any are gone.
     *
     * @param interactions what there is
     * @param minUsers at least 1
     * @return the rest, in the same order, possibly nothing
     */
    static Interactions without(Interactions interactions, int minUsers) {
        SparseRows byItem = interactions.byItem();
        Interactions.Builder kept = Interactions.builder().duplicates(DuplicatePolicy.KEEP_ALL);
        for (int index = 0; index < interactions.size(); index++) {
            int item = interactions.itemOrdinal(index);
            if (hasUsers(byItem, item, minUsers)) {
                kept.add(
                        interactions.users().idOf(interactions.userOrdinal(index)),
                        interactions.items().idOf(item),
                        interactions.weight(index),
                        interactions.timeMillis(index));
            }
        }
        return kept.build();
    }

    /** Whether an item has that many users; repeats lie side by side and count once. */
    private static boolean hasUsers(SparseRows byItem, int item, int wanted) {
        int users = 0;
        for (int entry = byItem.start(item); entry < byItem.end(item) && users < wanted; entry++) {
            if (entry == byItem.start(item) || byItem.column(entry) != byItem.column(entry - 1)) {
                users++;
            }
        }
        return users >= wanted;
    }
}
