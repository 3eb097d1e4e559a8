package io.github.discovery4j.core.data;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.eclipse.collections.api.block.comparator.primitive.IntComparator;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/**
 * Who gave which item what tag, and when: four columns of equal length, and what stands behind the ordinals.
 *
 * <p>Taggings keep the order in which they were added and are addressed by their index 0 … size - 1. One user gives one item
 * a tag once: of repeats the latest time counts, at the place of the first. Tags are compared exactly, as ids are: case and
 * spelling count. Subsets share the id maps.
 *
 * <p><b>Units:</b> times are milliseconds since 1970-01-01T00:00Z, {@link Interactions#NO_TIME} where the data has none.
 * They are what the data says: published sets have tags dated decades before their sites existed, so leave out what is not
 * plausible before you count by time. <b>Cost:</b> 20 bytes a tagging, 12 when none has a time, beside the ids.
 * <b>Threads:</b> immutable, safe to share.
 */
public final class Taggings {

    /** No taggings by nobody: what formats without tags give. */
    public static final Taggings NONE = builder().build();

    private final IdMap users;
    private final IdMap items;
    private final IdMap tags;
    private final Columns columns;

    private Taggings(IdMap users, IdMap items, IdMap tags, Columns columns) {
        columns.truncate(columns.users.size());
        this.users = users;
        this.items = items;
        this.tags = tags;
        this.columns = columns;
    }

    /** {@return a builder of no taggings yet} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many taggings there are} */
    public int size() {
        return columns.users.size();
    }

    /** {@return the users; possibly more than have a tagging here} */
    public IdMap users() {
        return users;
    }

    /** {@return the items; possibly more than have a tagging here} */
    public IdMap items() {
        return items;
    }

    /** {@return the tags, by their text; possibly more than are used here} */
    public IdMap tags() {
        return tags;
    }

    /**
     * Returns who gave the tag.
     *
     * @param index in [0, size)
     * @return an ordinal in {@link #users}
     */
    public int userOrdinal(int index) {
        return columns.users.get(index);
    }

    /**
     * Returns what was tagged.
     *
     * @param index in [0, size)
     * @return an ordinal in {@link #items}
     */
    public int itemOrdinal(int index) {
        return columns.items.get(index);
    }

    /**
     * Returns the tag.
     *
     * @param index in [0, size)
     * @return an ordinal in {@link #tags}
     */
    public int tagOrdinal(int index) {
        return columns.tags.get(index);
    }

    /**
     * Returns when.
     *
     * @param index in [0, size)
     * @return milliseconds since 1970-01-01T00:00Z, or {@link Interactions#NO_TIME}
     */
    public long timeMillis(int index) {
        return columns.times.get(index);
    }

    /**
     * Keeps the taggings that pass, in their order, with the same id maps.
     *
     * @param keep asked once for each index, ascending
     * @return the subset
     */
    public Taggings subset(IntPredicate keep) {
        Columns kept = new Columns();
        for (int index = 0; index < size(); index++) {
            if (keep.test(index)) {
                kept.add(userOrdinal(index), itemOrdinal(index), tagOrdinal(index), timeMillis(index));
            }
        }
        return new Taggings(users, items, tags, kept);
    }

    /**
     * Gives the same taggings ordinals of other id maps, such as those of the same data's interactions.
     *
     * @param newUsers must hold everyone who has a tagging here
     * @param newItems must hold everything that has a tagging here
     * @return these taggings over the other maps
     * @throws IllegalArgumentException if somebody or something is missing there
     */
    public Taggings over(IdMap newUsers, IdMap newItems) {
        int[] userMoves = moves(users, newUsers);
        int[] itemMoves = moves(items, newItems);
        Columns moved = new Columns();
        for (int index = 0; index < size(); index++) {
            int user = userMoves[userOrdinal(index)];
            int item = itemMoves[itemOrdinal(index)];
            if (user == IdMap.ABSENT || item == IdMap.ABSENT) {
                throw new IllegalArgumentException("the new id maps must hold every "
                        + (user == IdMap.ABSENT ? "user" : "item") + ", lack that of tagging " + index
                        + "; join the maps with IdMap.plus, or keep a subset");
            }
            moved.add(user, item, tagOrdinal(index), timeMillis(index));
        }
        return new Taggings(newUsers, newItems, tags, moved);
    }

    private static int[] moves(IdMap from, IdMap to) {
        int[] moves = new int[from.size()];
        Arrays.setAll(moves, ordinal -> to.ordinalOf(from.idOf(ordinal)));
        return moves;
    }

    /** Tells the counts only: ids are people's. */
    @Override
    public String toString() {
        return "Taggings[" + size() + " by " + users.size() + " users of " + items.size() + " items with " + tags.size()
                + " tags]";
    }

    private static final class Columns {

        private static final int DROPPED = -1;

        private final IntColumn users = new IntColumn();
        private final IntColumn items = new IntColumn();
        private final IntColumn tags = new IntColumn();
        private final TimeColumn times = new TimeColumn();

        void add(int user, int item, int tag, long timeMillis) {
            times.add(users.size(), timeMillis);
            users.add(user);
            items.add(item);
            tags.add(tag);
        }

        void truncate(int size) {
            users.truncate(size);
            items.truncate(size);
            tags.truncate(size);
            times.truncate(size);
        }

        /** Leaves of equal taggings the first, with the latest time. */
        void merge() {
            IntArrayList order = new IntArrayList(users.size());
            for (int row = 0; row < users.size(); row++) {
                order.add(row);
            }
            order.sortThis(bySameness());
            boolean merged = false;
            int first = 0;
            for (int i = 1; i < order.size(); i++) {
                int row = order.get(i);
                if (same(order.get(first), row)) {
                    if (times.get(row) > times.get(order.get(first))) {
                        times.copy(row, order.get(first));
                    }
                    tags.set(row, DROPPED);
                    merged = true;
                } else {
                    first = i;
                }
            }
            if (merged) {
                compact();
            }
        }

        private IntComparator bySameness() {
            return (left, right) -> {
                int byUser = Integer.compare(users.get(left), users.get(right));
                int byItem = byUser != 0 ? byUser : Integer.compare(items.get(left), items.get(right));
                int byTag = byItem != 0 ? byItem : Integer.compare(tags.get(left), tags.get(right));
                return byTag != 0 ? byTag : Integer.compare(left, right);
            };
        }

        private boolean same(int left, int right) {
            return users.get(left) == users.get(right)
                    && items.get(left) == items.get(right)
                    && tags.get(left) == tags.get(right);
        }

        private void compact() {
            int kept = 0;
            for (int row = 0; row < users.size(); row++) {
                if (tags.get(row) != DROPPED) {
                    users.set(kept, users.get(row));
                    items.set(kept, items.get(row));
                    tags.set(kept, tags.get(row));
                    times.copy(row, kept);
                    kept++;
                }
            }
            truncate(kept);
        }
    }

    /**
     * Collects taggings. Ids and tags get ordinals in the order in which they are first seen.
     *
     * <p><b>Threads:</b> one.
     */
    public static final class Builder {

        private final IdMap.Builder users = IdMap.builder();
        private final IdMap.Builder items = IdMap.builder();
        private final IdMap.Builder tags = IdMap.builder();
        private final Columns columns = new Columns();

        private Builder() {}

        /**
         * Adds a tagging without a time.
         *
         * @param userId not empty
         * @param itemId not empty
         * @param tag not empty
         * @return this
         * @throws IllegalArgumentException if an id or the tag is empty
         */
        public Builder add(String userId, String itemId, String tag) {
            return add(userId, itemId, tag, Interactions.NO_TIME);
        }

        /**
         * Adds a tagging.
         *
         * @param userId not empty
         * @param itemId not empty
         * @param tag not empty
         * @param timeMillis milliseconds since 1970-01-01T00:00Z, or {@link Interactions#NO_TIME}
         * @return this
         * @throws IllegalArgumentException if an id or the tag is empty
         */
        public Builder add(String userId, String itemId, String tag, long timeMillis) {
            IdMap.requireId(userId);
            IdMap.requireId(itemId);
            if (tag.isEmpty()) {
                throw new IllegalArgumentException(
                        "tag must have at least one character, was empty; leave the tagging out");
            }
            columns.add(users.add(userId), items.add(itemId), tags.add(tag), timeMillis);
            return this;
        }

        /**
         * Merges repeats and finishes. The builder cannot be used again.
         *
         * @return the taggings, possibly none
         */
        public Taggings build() {
            IdMap userMap = users.build();
            columns.merge();
            return new Taggings(userMap, items.build(), tags.build(), columns);
        }
    }
}
