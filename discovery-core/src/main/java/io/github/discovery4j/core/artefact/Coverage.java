package io.github.discovery4j.core.artefact;

import io.github.discovery4j.core.data.Interactions;

/**
 * How much of what there is a model has learned from.
 *
 * <p>A user or item is <b>active</b> if the data has an interaction of a weight above 0 with it, and <b>covered</b> if what
 * the model learned from has one too. What was left out between the two, for want of consent, by age or by size, is what
 * the shares are short of 1.
 *
 * @param activeUsers users with a like in the data
 * @param coveredUsers those of them with a like in training
 * @param activeItems items that somebody likes in the data
 * @param coveredItems those of them that somebody likes in training
 */
public record Coverage(int activeUsers, int coveredUsers, int activeItems, int coveredItems) {

    /** The share of active users that a model is to cover. */
    public static final double WANTED_USER_SHARE = 0.9;

    /** The share of active items that a model is to cover. */
    public static final double WANTED_ITEM_SHARE = 0.95;

    /** Nothing is known of any data. */
    public static final Coverage NONE = new Coverage(0, 0, 0, 0);

    /**
     * Checks that the covered are among the active.
     *
     * @throws IllegalArgumentException if they are more, or a count is negative
     */
    public Coverage {
        requireAmong(coveredUsers, activeUsers, "users");
        requireAmong(coveredItems, activeItems, "items");
    }

    private static void requireAmong(int covered, int active, String what) {
        if (covered < 0 || covered > active) {
            throw new IllegalArgumentException(
                    "covered %s must be in [0, %d], the active ones, were %d".formatted(what, active, covered));
        }
    }

    /**
     * Compares what a model learned from with all there is.
     *
     * @param all everything
     * @param train a part of it, possibly over other id maps
     * @return the coverage
     */
    public static Coverage of(Interactions all, Interactions train) {
        boolean[] users = new boolean[all.users().size()];
        boolean[] items = new boolean[all.items().size()];
        mark(all, all, users, items);
        int activeUsers = count(users);
        int activeItems = count(items);
        boolean[] coveredUsers = new boolean[users.length];
        boolean[] coveredItems = new boolean[items.length];
        mark(train, all, coveredUsers, coveredItems);
        return new Coverage(activeUsers, countBoth(users, coveredUsers), activeItems, countBoth(items, coveredItems));
    }

    /** Marks who has a like in a part, by the ordinals of the whole. */
    private static void mark(Interactions part, Interactions whole, boolean[] users, boolean[] items) {
        boolean same = part.users().equals(whole.users()) && part.items().equals(whole.items());
        for (int index = 0; index < part.size(); index++) {
            if (part.weight(index) > 0) {
                int user = part.userOrdinal(index);
                int item = part.itemOrdinal(index);
                mark(users, same ? user : whole.users().ordinalOf(part.users().idOf(user)));
                mark(items, same ? item : whole.items().ordinalOf(part.items().idOf(item)));
            }
        }
    }

    private static void mark(boolean[] marks, int ordinal) {
        if (ordinal >= 0) {
            marks[ordinal] = true;
        }
    }

    private static int count(boolean[] marks) {
        return countBoth(marks, marks);
    }

    private static int countBoth(boolean[] marks, boolean[] others) {
        int count = 0;
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] && others[i]) {
                count++;
            }
        }
        return count;
    }

    /** {@return covered of active users, in [0, 1]; 1 where nobody is active} */
    public double userShare() {
        return activeUsers == 0 ? 1 : (double) coveredUsers / activeUsers;
    }

    /** {@return covered of active items, in [0, 1]; 1 where none is active} */
    public double itemShare() {
        return activeItems == 0 ? 1 : (double) coveredItems / activeItems;
    }

    /** {@return whether both shares are what a model is to cover} */
    public boolean sufficient() {
        return userShare() >= WANTED_USER_SHARE && itemShare() >= WANTED_ITEM_SHARE;
    }
}
