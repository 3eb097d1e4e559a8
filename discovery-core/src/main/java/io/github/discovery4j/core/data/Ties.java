package io.github.discovery4j.core.data;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Who is tied to whom: friendships, which hold both ways, or directed ties such as trust and follows.
 *
 * <p>Ties keep the order in which they were added and are addressed by their index 0 … size - 1. A friendship stands once,
 * whichever way and however often it was added. Subsets share the id map.
 *
 * <p><b>Units:</b> weights are finite float32 values, 1 where the data has none. <b>Cost:</b> 12 bytes a tie, beside the
 * ids. <b>Threads:</b> immutable, safe to share.
 */
public final class Ties {

    /** No ties of nobody: what formats without people's ties give. */
    public static final Ties NONE = builder(false).build();

    private final IdMap users;
    private final boolean directed;
    private final IntColumn from;
    private final IntColumn to;
    private final IntColumn weights;

    /** Takes the columns over: from is their user, to their item. */
    private Ties(IdMap users, boolean directed, InteractionColumns columns) {
        columns.trim();
        this.users = users;
        this.directed = directed;
        this.from = columns.users();
        this.to = columns.items();
        this.weights = columns.weights();
    }

    /**
     * Starts a set of ties.
     *
     * @param directed whether a tie from a to b says nothing about one from b to a
     * @return a builder of no ties yet
     */
    public static Builder builder(boolean directed) {
        return new Builder(directed);
    }

    /** {@return how many ties there are; a friendship counts once} */
    public int size() {
        return from.size();
    }

    /** {@return the people; possibly more than have a tie here} */
    public IdMap users() {
        return users;
    }

    /** {@return whether a tie from a to b says nothing about one from b to a} */
    public boolean directed() {
        return directed;
    }

    /**
     * Returns whom a tie starts at.
     *
     * @param index in [0, size)
     * @return an ordinal in {@link #users}; of a friendship, that of the person named first
     */
    public int fromOrdinal(int index) {
        return from.get(index);
    }

    /**
     * Returns whom a tie leads to.
     *
     * @param index in [0, size)
     * @return an ordinal in {@link #users}
     */
    public int toOrdinal(int index) {
        return to.get(index);
    }

    /**
     * Returns how strong a tie is.
     *
     * @param index in [0, size)
     * @return finite
     */
    public float weight(int index) {
        return weights.getFloat(index);
    }

    /**
     * Groups ties by person: all friends of each, or everyone whom each is tied to. Computed at each call; keep the result.
     *
     * @return rows and columns are people; {@link SparseRows#interaction} is a tie's index here for directed ties only
     */
    public SparseRows byUser() {
        if (directed) {
            return SparseRows.of(from, users.size(), to, users.size(), weights);
        }
        InteractionColumns both = new InteractionColumns();
        for (int index = 0; index < size(); index++) {
            both.add(fromOrdinal(index), toOrdinal(index), weight(index), Interactions.NO_TIME);
            both.add(toOrdinal(index), fromOrdinal(index), weight(index), Interactions.NO_TIME);
        }
        return SparseRows.of(both.users(), users.size(), both.items(), users.size(), both.weights());
    }

    /**
     * Keeps the ties that pass, in their order, with the same id map.
     *
     * @param keep asked once for each index, ascending
     * @return the subset
     */
    public Ties subset(IntPredicate keep) {
        InteractionColumns kept = new InteractionColumns();
        for (int index = 0; index < size(); index++) {
            if (keep.test(index)) {
                kept.add(fromOrdinal(index), toOrdinal(index), weight(index), Interactions.NO_TIME);
            }
        }
        return new Ties(users, directed, kept);
    }

    /**
     * Gives the same ties ordinals of another id map, such as that of the same people's interactions.
     *
     * @param newUsers must hold everyone who has a tie here
     * @return these ties over the other map
     * @throws IllegalArgumentException if somebody is missing there
     */
    public Ties over(IdMap newUsers) {
        int[] moves = new int[users.size()];
        Arrays.setAll(moves, ordinal -> newUsers.ordinalOf(users.idOf(ordinal)));
        InteractionColumns columns = new InteractionColumns();
        for (int index = 0; index < size(); index++) {
            columns.add(
                    moved(moves, fromOrdinal(index), index),
                    moved(moves, toOrdinal(index), index),
                    weight(index),
                    Interactions.NO_TIME);
        }
        return new Ties(newUsers, directed, columns);
    }

    private static int moved(int[] moves, int ordinal, int index) {
        if (moves[ordinal] == IdMap.ABSENT) {
            throw new IllegalArgumentException("the new id map must hold everyone who has a tie, lacks a person of tie "
                    + index + "; join the maps with IdMap.plus");
        }
        return moves[ordinal];
    }

    /** Tells the counts only: ids are people's. */
    @Override
    public String toString() {
        return "Ties[" + size() + (directed ? " directed" : " mutual") + " among " + users.size() + " people]";
    }

    /**
     * Collects ties. Ids get ordinals in the order in which they are first seen.
     *
     * <p><b>Threads:</b> one.
     */
    public static final class Builder {

        private final boolean directed;
        private final IdMap.Builder users = IdMap.builder();
        private final InteractionColumns columns = new InteractionColumns();

        private Builder(boolean directed) {
            this.directed = directed;
        }

        /**
         * Adds a tie of weight 1.
         *
         * @param fromId not empty
         * @param toId not empty, another person
         * @return this
         * @throws IllegalArgumentException if an id is empty or both are the same
         */
        public Builder add(String fromId, String toId) {
            return add(fromId, toId, Interactions.DEFAULT_WEIGHT);
        }

        /**
         * Adds a tie. Of the same tie added again, the latest weight counts.
         *
         * @param fromId not empty
         * @param toId not empty, another person
         * @param weight finite; kept as a float32
         * @return this
         * @throws IllegalArgumentException if an id is empty, both are the same, or the weight is not finite
         */
        public Builder add(String fromId, String toId, double weight) {
            float checked = Interactions.finiteWeight(weight, columns.size());
            IdMap.requireId(fromId);
            IdMap.requireId(toId);
            if (fromId.equals(toId)) {
                throw new IllegalArgumentException("a tie must join two people, joins one with themselves (tie "
                        + columns.size() + "); leave it out");
            }
            int first = users.add(fromId);
            int second = users.add(toId);
            if (directed) {
                columns.add(first, second, checked, Interactions.NO_TIME);
            } else {
                // The same friendship must look the same whichever way it is written.
                columns.add(Math.min(first, second), Math.max(first, second), checked, Interactions.NO_TIME);
            }
            return this;
        }

        /**
         * Merges repeats and finishes. The builder cannot be used again.
         *
         * @return the ties, possibly none
         */
        public Ties build() {
            IdMap map = users.build();
            columns.merge(DuplicatePolicy.LAST, map.size());
            return new Ties(map, directed, columns);
        }
    }
}
