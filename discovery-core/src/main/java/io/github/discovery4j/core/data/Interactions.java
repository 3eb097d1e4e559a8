package io.github.discovery4j.core.data;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Who interacted with what, how strongly and when: four columns of equal length, and the ids behind the ordinals.
 *
 * <p>Interactions keep the order in which they were added and are addressed by their index 0 … size - 1. Subsets share the
 * id maps, so ordinals mean the same in a training and a test part.
 *
 * <p><b>Units:</b> weights are finite float32 values, 1 where the data has none; negative ones are allowed. Times are
 * milliseconds since 1970-01-01T00:00Z, {@link #NO_TIME} where the data has none. <b>Cost:</b> 20 bytes an interaction, 12
 * when none has a time, beside the ids; hardly more while they are collected. Accessors are two array reads. <b>Threads:</b> immutable, safe to share.
 */
public final class Interactions {

    /** What {@link #timeMillis} returns for an interaction without a time; sorts before every time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** The weight of an interaction whose source has none. */
    public static final float DEFAULT_WEIGHT = 1;

    private final IdMap users;
    private final IdMap items;
    private final IntColumn userOrdinals;
    private final IntColumn itemOrdinals;
    private final IntColumn weights;
    private final TimeColumn times;

    /** Takes the columns over. */
    private Interactions(IdMap users, IdMap items, InteractionColumns columns) {
        columns.trim();
        this.users = users;
        this.items = items;
        this.userOrdinals = columns.users();
        this.itemOrdinals = columns.items();
        this.weights = columns.weights();
        this.times = columns.times();
    }

    /** {@return a builder of no interactions yet} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many interactions there are} */
    public int size() {
        return userOrdinals.size();
    }

    /** {@return the users; possibly more than have an interaction here} */
    public IdMap users() {
        return users;
    }

    /** {@return the items; possibly more than have an interaction here} */
    public IdMap items() {
        return items;
    }

    /**
     * Returns who interacted.
     *
     * @param index in [0, size)
     * @return the user's ordinal in {@link #users}
     */
    public int userOrdinal(int index) {
        return userOrdinals.get(index);
    }

    /**
     * Returns with what.
     *
     * @param index in [0, size)
     * @return the item's ordinal in {@link #items}
     */
    public int itemOrdinal(int index) {
        return itemOrdinals.get(index);
    }

    /**
     * Returns how strongly.
     *
     * @param index in [0, size)
     * @return finite
     */
    public float weight(int index) {
        return weights.getFloat(index);
    }

    /**
     * Returns when.
     *
     * @param index in [0, size)
     * @return milliseconds since 1970-01-01T00:00Z, or {@link #NO_TIME}
     */
    public long timeMillis(int index) {
        return times.get(index);
    }

    /**
     * Groups the interactions by user. Computed at each call; keep the result.
     *
     * @return rows = users, columns = items
     */
    public SparseRows byUser() {
        return SparseRows.of(userOrdinals, users.size(), itemOrdinals, items.size(), weights);
    }

    /**
     * Groups the interactions by item. Computed at each call; keep the result.
     *
     * @return rows = items, columns = users
     */
    public SparseRows byItem() {
        return SparseRows.of(itemOrdinals, items.size(), userOrdinals, users.size(), weights);
    }

    /**
     * Keeps the interactions that pass, in their order, with the same id maps.
     *
     * @param keep asked once for each index, ascending
     * @return the subset
     */
    public Interactions subset(IntPredicate keep) {
        int[] indexes = new int[size()];
        int count = 0;
        for (int index = 0; index < indexes.length; index++) {
            if (keep.test(index)) {
                indexes[count++] = index;
            }
        }
        return subset(Arrays.copyOf(indexes, count));
    }

    /**
     * Takes the interactions at the given indexes, in that order, with the same id maps. An index given twice is taken
     * twice.
     *
     * @param indexes each in [0, size)
     * @return the subset
     * @throws IndexOutOfBoundsException if an index is out of that range
     */
    public Interactions subset(int... indexes) {
        InteractionColumns columns = new InteractionColumns();
        for (int index : indexes) {
            if (index < 0 || index >= size()) {
                throw new IndexOutOfBoundsException("index must be in [0, " + size() + "), was " + index
                        + "; use indexes of the interactions that the subset is taken from");
            }
            columns.add(userOrdinal(index), itemOrdinal(index), weight(index), timeMillis(index));
        }
        return new Interactions(users, items, columns);
    }

    /**
     * Gives the same interactions ordinals of other id maps, so that two sets can be compared.
     *
     * @param newUsers must hold every user who has an interaction here
     * @param newItems must hold every item that has an interaction here
     * @return these interactions over the other maps
     * @throws IllegalArgumentException if an id is missing there
     */
    public Interactions over(IdMap newUsers, IdMap newItems) {
        int[] userMoves = moves(users, newUsers);
        int[] itemMoves = moves(items, newItems);
        InteractionColumns columns = new InteractionColumns();
        for (int index = 0; index < size(); index++) {
            columns.add(
                    moved(userMoves, userOrdinal(index), index, "user"),
                    moved(itemMoves, itemOrdinal(index), index, "item"),
                    weight(index),
                    timeMillis(index));
        }
        return new Interactions(newUsers, newItems, columns);
    }

    private static int[] moves(IdMap from, IdMap to) {
        int[] moves = new int[from.size()];
        Arrays.setAll(moves, ordinal -> to.ordinalOf(from.idOf(ordinal)));
        return moves;
    }

    private static int moved(int[] moves, int ordinal, int index, String kind) {
        if (moves[ordinal] == IdMap.ABSENT) {
            throw new IllegalArgumentException("the new id map must hold every " + kind + ", lacks that of interaction "
                    + index + "; join the maps with IdMap.plus");
        }
        return moves[ordinal];
    }

    static float finiteWeight(double weight, int index) {
        float narrowed = (float) weight;
        if (!Float.isFinite(narrowed)) {
            throw new IllegalArgumentException("weight must be finite as a float32, was " + weight + " (interaction "
                    + index + "); leave the interaction out or give it a weight");
        }
        return narrowed;
    }

    /** Tells the counts only: ids are people's. */
    @Override
    public String toString() {
        return "Interactions[" + size() + " of " + users.size() + " users with " + items.size() + " items]";
    }

    /**
     * Collects interactions. Ids get ordinals in the order in which they are first seen.
     *
     * <p><b>Cost:</b> amortised O(1) an interaction, nothing boxed. <b>Threads:</b> one.
     */
    public static final class Builder {

        private final IdMap.Builder users = IdMap.builder();
        private final IdMap.Builder items = IdMap.builder();
        private final InteractionColumns columns = new InteractionColumns();
        private DuplicatePolicy duplicates = DuplicatePolicy.LAST;

        private Builder() {}

        /**
         * Sets what becomes of repeated (user, item) pairs; {@link DuplicatePolicy#LAST} unless set.
         *
         * @param policy applied by {@link #build}
         * @return this
         */
        public Builder duplicates(DuplicatePolicy policy) {
            duplicates = policy;
            return this;
        }

        /**
         * Adds an interaction of weight {@link #DEFAULT_WEIGHT} without a time.
         *
         * @param userId not empty
         * @param itemId not empty
         * @return this
         * @throws IllegalArgumentException if an id is empty
         */
        public Builder add(String userId, String itemId) {
            return add(userId, itemId, DEFAULT_WEIGHT, NO_TIME);
        }

        /**
         * Adds an interaction without a time.
         *
         * @param userId not empty
         * @param itemId not empty
         * @param weight finite; kept as a float32
         * @return this
         * @throws IllegalArgumentException if an id is empty or the weight is not finite
         */
        public Builder add(String userId, String itemId, double weight) {
            return add(userId, itemId, weight, NO_TIME);
        }

        /**
         * Adds an interaction.
         *
         * @param userId not empty
         * @param itemId not empty
         * @param weight finite; kept as a float32
         * @param time kept to the millisecond
         * @return this
         * @throws IllegalArgumentException if an id is empty or the weight is not finite
         */
        public Builder add(String userId, String itemId, double weight, Instant time) {
            return add(userId, itemId, weight, time.toEpochMilli());
        }

        /**
         * Adds an interaction.
         *
         * @param userId not empty
         * @param itemId not empty
         * @param weight finite; kept as a float32
         * @param timeMillis milliseconds since 1970-01-01T00:00Z, or {@link #NO_TIME}
         * @return this
         * @throws IllegalArgumentException if an id is empty or the weight is not finite
         * @throws IllegalStateException if the interactions were built already
         */
        public Builder add(String userId, String itemId, double weight, long timeMillis) {
            float checked = finiteWeight(weight, columns.size());
            IdMap.requireId(userId);
            IdMap.requireId(itemId);
            columns.add(users.add(userId), items.add(itemId), checked, timeMillis);
            return this;
        }

        /**
         * Tells how many interactions were added; duplicates count until {@link #build} merges them.
         *
         * @return 0 or more
         */
        public int size() {
            return columns.size();
        }

        /**
         * Merges duplicates and finishes. The builder's storage becomes the result's, so it cannot be used again.
         *
         * @return the interactions, possibly none
         * @throws IllegalArgumentException if a sum of weights is not finite
         * @throws IllegalStateException if the interactions were built already
         */
        public Interactions build() {
            IdMap userMap = users.build();
            IdMap itemMap = items.build();
            columns.merge(duplicates, userMap.size());
            return new Interactions(userMap, itemMap, columns);
        }
    }
}
