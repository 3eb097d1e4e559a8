package io.github.discovery4j.rank.factorization.training;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import java.util.Arrays;

/**
 * How much must be known of an item and of a person for a model to learn from it.
 *
 * <p>Of an item that hardly anybody uses, a model learns noise, and what it then tells could be what one person did; from a
 * person with one item it learns nothing about two items. Leaving a person out costs them little: whoever asks is scored by
 * their history, learned from or not.
 *
 * <p>An item below the minimum goes with its interactions, then people below theirs, then items that have become too rare, and
 * so on until both hold. Repeats count once, and any interaction counts, whatever its weight. <b>Threads:</b> immutable.
 *
 * @param itemUsers how many people must have an interaction with an item, 1 or more
 * @param userItems with how many items a person must have one, 1 or more
 */
public record Minimums(int itemUsers, int userItems) {

    /** Everything is learned from. */
    public static final Minimums NONE = new Minimums(1, 1);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is less than 1
     */
    public Minimums {
        if (itemUsers < 1 || userItems < 1) {
            throw new IllegalArgumentException(
                    "minimums must be 1 or more, were %d users an item and %d items a user; 1 leaves nothing out"
                            .formatted(itemUsers, userItems));
        }
    }

    /**
     * Leaves out what is too rare.
     *
     * @param interactions what there is
     * @return the rest in the same order, possibly nothing; of other users and items nothing is left. The same object if
     *     nothing is to be left out
     */
    public Interactions of(Interactions interactions) {
        return equals(NONE) ? interactions : new Sieve(interactions).sift();
    }

    /** Who and what is left, while it becomes less. */
    private final class Sieve {

        private final Interactions interactions;
        private final boolean[] users;
        private final boolean[] items;

        Sieve(Interactions interactions) {
            this.interactions = interactions;
            this.users = new boolean[interactions.users().size()];
            this.items = new boolean[interactions.items().size()];
            Arrays.fill(users, true);
            Arrays.fill(items, true);
        }

        Interactions sift() {
            SparseRows byItem = interactions.byItem();
            SparseRows byUser = interactions.byUser();
            boolean changed = true;
            while (changed) {
                changed = drop(byItem, items, users, itemUsers);
                changed |= drop(byUser, users, items, userItems);
            }
            return rest();
        }

        private Interactions rest() {
            Interactions.Builder rest = Interactions.builder().duplicates(DuplicatePolicy.KEEP_ALL);
            for (int index = 0; index < interactions.size(); index++) {
                int user = interactions.userOrdinal(index);
                int item = interactions.itemOrdinal(index);
                if (users[user] && items[item]) {
                    rest.add(
                            interactions.users().idOf(user),
                            interactions.items().idOf(item),
                            interactions.weight(index),
                            interactions.timeMillis(index));
                }
            }
            return rest.build();
        }
    }

    /** Drops the rows that have too few of the columns that are left; tells whether it did. */
    private static boolean drop(SparseRows rows, boolean[] left, boolean[] columnsLeft, int wanted) {
        boolean dropped = false;
        for (int row = 0; row < left.length; row++) {
            if (left[row] && count(rows, row, columnsLeft, wanted) < wanted) {
                left[row] = false;
                dropped = true;
            }
        }
        return dropped;
    }

    /** Counts a row's columns, up to what is wanted; repeats lie side by side. */
    private static int count(SparseRows rows, int row, boolean[] columnsLeft, int wanted) {
        int count = 0;
        int before = -1;
        for (int entry = rows.start(row); entry < rows.end(row) && count < wanted; entry++) {
            int column = rows.column(entry);
            if (column != before && columnsLeft[column]) {
                count++;
            }
            before = column;
        }
        return count;
    }
}
