package io.github.discovery4j.core.data;

import java.util.Arrays;

/**
 * The columns of {@link Interactions} and, while they grow, of their builder.
 *
 * <p>The time column, two fifths of the bytes, exists only once a time was added.
 */
final class InteractionColumns {

    /** The longest array that every virtual machine allows; the compressed views need arrays. */
    private static final int MAXIMUM_SIZE = Integer.MAX_VALUE - 8;

    private static final int DROPPED = -1;

    /** Into so many parts duplicates are looked for one after the other, so that the search needs little room. */
    private static final int BANDS = 16;

    /** Fewer interactions are one part. */
    private static final int SMALLEST_BAND = 1 << 16;

    private final IntColumn users = new IntColumn();
    private final IntColumn items = new IntColumn();
    private final IntColumn weights = new IntColumn();
    private final TimeColumn times = new TimeColumn();

    int size() {
        return users.size();
    }

    IntColumn users() {
        return users;
    }

    IntColumn items() {
        return items;
    }

    /** Floats. */
    IntColumn weights() {
        return weights;
    }

    TimeColumn times() {
        return times;
    }

    void add(int user, int item, float weight, long timeMillis) {
        int row = size();
        if (row == MAXIMUM_SIZE) {
            throw new IllegalStateException("interactions must be at most " + MAXIMUM_SIZE
                    + ", were more; split the data by user and train on the parts");
        }
        users.add(user);
        items.add(item);
        weights.add(weight);
        times.add(row, timeMillis);
    }

    /** Gives the columns back the capacity that they do not use. */
    void trim() {
        truncate(size());
    }

    private void truncate(int newSize) {
        users.truncate(newSize);
        items.truncate(newSize);
        weights.truncate(newSize);
        times.truncate(newSize);
    }

    /**
     * Makes one interaction of each (user, item) pair, at the place of the pair's first one.
     *
     * <p><b>Cost:</b> the columns are walked {@value #BANDS} times; room for a sixteenth of the interactions, 4 bytes
     * each, and 12 bytes for each of the busiest user's.
     */
    void merge(DuplicatePolicy policy, int userCount) {
        if (policy == DuplicatePolicy.KEEP_ALL || size() < 2) {
            return;
        }
        int[] offsets = SparseRows.offsets(users, userCount);
        int busiest = 0;
        for (int user = 0; user < userCount; user++) {
            busiest = Math.max(busiest, offsets[user + 1] - offsets[user]);
        }
        int bandSize = Math.max(busiest, Math.min(size(), Math.max(size() / BANDS, SMALLEST_BAND)));
        int[] order = new int[bandSize];
        long[] keys = new long[busiest];
        boolean merged = false;
        int first = 0;
        while (first < userCount) {
            int end = first + 1;
            while (end < userCount && offsets[end + 1] - offsets[first] <= bandSize) {
                end++;
            }
            sortByUser(offsets, first, end, order);
            for (int user = first; user < end; user++) {
                int from = offsets[user] - offsets[first];
                int count = offsets[user + 1] - offsets[user];
                merged |= mergeUser(order, from, count, keys, policy);
            }
            first = end;
        }
        if (merged) {
            compact();
        }
    }

    /** Fills {@code order} with the rows of the users first … end - 1, one user after the other, each in the order added. */
    private void sortByUser(int[] offsets, int first, int end, int[] order) {
        int[] next = new int[end - first];
        for (int user = first; user < end; user++) {
            next[user - first] = offsets[user] - offsets[first];
        }
        for (int row = 0; row < size(); row++) {
            int user = users.get(row);
            if (user >= first && user < end) {
                order[next[user - first]++] = row;
            }
        }
    }

    /** Merges what one user has more than once; their rows are order[from … from + count). */
    private boolean mergeUser(int[] order, int from, int count, long[] keys, DuplicatePolicy policy) {
        for (int i = 0; i < count; i++) {
            int row = order[from + i];
            keys[i] = (long) items.get(row) << Integer.SIZE | row;
        }
        Arrays.sort(keys, 0, count);
        boolean merged = false;
        int start = 0;
        while (start < count) {
            int end = start + 1;
            while (end < count && keys[end] >> Integer.SIZE == keys[start] >> Integer.SIZE) {
                end++;
            }
            if (end - start > 1) {
                mergePair(keys, start, end, policy);
                merged = true;
            }
            start = end;
        }
        return merged;
    }

    /** Merges the rows in the lower halves of keys[start … end), one pair in the order added, into the first of them. */
    private void mergePair(long[] keys, int start, int end, DuplicatePolicy policy) {
        int first = (int) keys[start];
        int winner = first;
        double sum = weights.getFloat(first);
        for (int i = start + 1; i < end; i++) {
            int row = (int) keys[i];
            sum += weights.getFloat(row);
            if (replaces(row, winner, policy)) {
                winner = row;
            }
        }
        weights.set(
                first,
                policy == DuplicatePolicy.SUM ? Interactions.finiteWeight(sum, first) : weights.getFloat(winner));
        times.copy(winner, first);
        for (int i = start + 1; i < end; i++) {
            users.set((int) keys[i], DROPPED);
        }
    }

    private boolean replaces(int later, int earlier, DuplicatePolicy policy) {
        if (policy == DuplicatePolicy.MAX && weights.getFloat(later) != weights.getFloat(earlier)) {
            return weights.getFloat(later) > weights.getFloat(earlier);
        }
        return times.get(later) >= times.get(earlier);
    }

    private void compact() {
        int kept = 0;
        for (int row = 0; row < size(); row++) {
            if (users.get(row) != DROPPED) {
                users.set(kept, users.get(row));
                items.set(kept, items.get(row));
                weights.set(kept, weights.get(row));
                times.copy(row, kept);
                kept++;
            }
        }
        truncate(kept);
    }
}
