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
    private final int[] from;
    private final int[] to;
    private final float[] weights;

    private Ties(IdMap users, boolean directed, int[] from, int[] to, float[] weights) {
        this.users = users;
        this.directed = directed;
        this.from = from;
        this.to = to;
        this.weights = weights;
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
        return from.length;
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
        return from[index];
    }

    /**
     * Returns whom a tie leads to.
     *
     * @param index in [0, size)
     * @return an ordinal in {@link #users}
     */
    public int toOrdinal(int index) {
        return to[index];
    }

    /**
     * Returns how strong a tie is.
     *
     * @param index in [0, size)
     * @return finite
     */
    public float weight(int index) {
        return weights[index];
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
        int[] both = Arrays.copyOf(from, 2 * size());
        int[] other = Arrays.copyOf(to, 2 * size());
        float[] weight = Arrays.copyOf(weights, 2 * size());
        System.arraycopy(to, 0, both, size(), size());
        System.arraycopy(from, 0, other, size(), size());
        System.arraycopy(weights, 0, weight, size(), size());
        return SparseRows.of(both, users.size(), other, users.size(), weight);
    }

    /**
     * Keeps the ties that pass, in their order, with the same id map.
     *
     * @param keep asked once for each index, ascending
     * @return the subset
     */
    public Ties subset(IntPredicate keep) {
        int[] keptFrom = new int[size()];
        int[] keptTo = new int[size()];
        float[] keptWeights = new float[size()];
        int count = 0;
        for (int index = 0; index < size(); index++) {
            if (keep.test(index)) {
                keptFrom[count] = from[index];
                keptTo[count] = to[index];
                keptWeights[count++] = weights[index];
            }
        }
        return new Ties(
                users,
                directed,
                Arrays.copyOf(keptFrom, count),
                Arrays.copyOf(keptTo, count),
                Arrays.copyOf(keptWeights, count));
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
        return new Ties(newUsers, directed, moved(from, moves), moved(to, moves), weights);
    }

    private static int[] moved(int[] ordinals, int[] moves) {
        int[] moved = new int[ordinals.length];
        for (int index = 0; index < moved.length; index++) {
            moved[index] = moves[ordinals[index]];
            if (moved[index] == IdMap.ABSENT) {
                throw new IllegalArgumentException(
                        "the new id map must hold everyone who has a tie, lacks a person of tie " + index
                                + "; join the maps with IdMap.plus");
            }
        }
        return moved;
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

        private static final int INITIAL_CAPACITY = 1024;

        private final boolean directed;
        private final IdMap.Builder users = IdMap.builder();
        private final InteractionColumns columns = new InteractionColumns(INITIAL_CAPACITY);

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
            float checked = Interactions.finiteWeight(weight, columns.size);
            IdMap.requireId(fromId);
            IdMap.requireId(toId);
            if (fromId.equals(toId)) {
                throw new IllegalArgumentException("a tie must join two people, joins one with themselves (tie "
                        + columns.size + "); leave it out");
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
            columns.merge(DuplicatePolicy.LAST, map.size(), map.size());
            columns.trim();
            return new Ties(map, directed, columns.users, columns.items, columns.weights);
        }
    }
}
