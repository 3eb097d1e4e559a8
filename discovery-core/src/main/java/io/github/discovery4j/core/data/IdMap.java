package io.github.discovery4j.core.data;

import io.github.discovery4j.core.model.IdOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.eclipse.collections.api.map.primitive.MutableObjectIntMap;
import org.eclipse.collections.api.map.primitive.ObjectIntMap;
import org.eclipse.collections.impl.map.mutable.primitive.ObjectIntHashMap;

/**
 * The two-way map between external ids and dense ordinals 0 … size - 1 of one data set.
 *
 * <p>Ids are compared exactly: any script is accepted, nothing is trimmed, folded or normalised. The empty string is no
 * id. Ordinals follow the order in which ids were added.
 *
 * <p><b>Cost:</b> both directions O(1), nothing boxed. <b>Threads:</b> immutable, safe to share.
 */
public final class IdMap {

    /** What {@link #ordinalOf} returns for an id that is not in the map. */
    public static final int ABSENT = -1;

    private final String[] ids;
    private final ObjectIntMap<String> ordinals;

    private IdMap(String[] ids, ObjectIntMap<String> ordinals) {
        this.ids = ids;
        this.ordinals = ordinals;
    }

    /** {@return a builder of an empty map} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Maps the given ids, in their order; an id that comes again keeps its first ordinal.
     *
     * @param ids any ids, possibly none
     * @return their map
     * @throws IllegalArgumentException if an id is empty
     */
    public static IdMap of(Collection<String> ids) {
        Builder builder = builder();
        ids.forEach(builder::add);
        return builder.build();
    }

    /** {@return how many ids there are} */
    public int size() {
        return ids.length;
    }

    /**
     * Looks an id up.
     *
     * @param id any string
     * @return its ordinal, or {@link #ABSENT}
     */
    public int ordinalOf(String id) {
        return ordinals.getIfAbsent(id, ABSENT);
    }

    /**
     * Returns the id of an ordinal.
     *
     * @param ordinal in [0, size)
     * @return its id
     * @throws IndexOutOfBoundsException if the ordinal is out of that range
     */
    public String idOf(int ordinal) {
        if (ordinal < 0 || ordinal >= ids.length) {
            throw new IndexOutOfBoundsException("ordinal must be in [0, " + ids.length + "), was " + ordinal
                    + "; use ordinals that came from this map");
        }
        return ids[ordinal];
    }

    /**
     * Appends the ids of another map that this one lacks; ordinals of this map stay as they are.
     *
     * @param other the map to take ids from
     * @return a new map
     */
    public IdMap plus(IdMap other) {
        Builder builder = builder();
        for (String id : ids) {
            builder.add(id);
        }
        for (String id : other.ids) {
            builder.add(id);
        }
        return builder.build();
    }

    /**
     * Sorts the ids by code point, the library's order for ties. <b>Cost:</b> O(n log n) a call; keep the result.
     *
     * @return a new array: for each ordinal the 0-based place of its id
     */
    public int[] codePointRanks() {
        String[] sorted = ids.clone();
        Arrays.sort(sorted, IdOrder.CODE_POINTS);
        int[] ranks = new int[sorted.length];
        for (int rank = 0; rank < sorted.length; rank++) {
            ranks[ordinalOf(sorted[rank])] = rank;
        }
        return ranks;
    }

    static void requireId(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must have at least one character, was empty; leave the row out");
        }
    }

    /** Two maps are equal when they hold the same ids with the same ordinals. */
    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof IdMap that && Arrays.equals(ids, that.ids));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    /** Tells the size only: ids may be people's. */
    @Override
    public String toString() {
        return "IdMap[" + ids.length + " ids]";
    }

    /** Collects ids. Used once, by one thread. */
    public static final class Builder {

        private final MutableObjectIntMap<String> ordinals = new ObjectIntHashMap<>();
        private final List<String> ids = new ArrayList<>();
        private boolean built;

        private Builder() {}

        /**
         * Adds an id unless it is there.
         *
         * @param id not empty
         * @return the id's ordinal, new or old
         * @throws IllegalArgumentException if the id is empty
         * @throws IllegalStateException if the map was built already
         */
        public int add(String id) {
            requireOpen();
            int known = ordinals.getIfAbsent(id, ABSENT);
            if (known != ABSENT) {
                return known;
            }
            requireId(id);
            int ordinal = ids.size();
            ids.add(id);
            ordinals.put(id, ordinal);
            return ordinal;
        }

        /**
         * Finishes the map. The builder's storage becomes the map's, so the builder cannot be used again.
         *
         * @return the map
         * @throws IllegalStateException if the map was built already
         */
        public IdMap build() {
            requireOpen();
            built = true;
            return new IdMap(ids.toArray(String[]::new), ordinals);
        }

        private void requireOpen() {
            if (built) {
                throw new IllegalStateException("an id map's builder can be used once, and was; start another");
            }
        }
    }
}
