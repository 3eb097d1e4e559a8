package io.github.discovery4j.core.data;

import java.util.Arrays;

/**
 * The growing columns behind an {@link Interactions.Builder}.
 *
 * <p>The time column, two fifths of the bytes, exists only once a time was added.
 */
final class InteractionColumns {

    /** The longest array that every virtual machine allows. */
    private static final int MAXIMUM_CAPACITY = Integer.MAX_VALUE - 8;

    private static final int DROPPED = -1;

    int size;
    int[] users;
    int[] items;
    float[] weights;
    long[] times = {};

    InteractionColumns(int capacity) {
        users = new int[capacity];
        items = new int[capacity];
        weights = new float[capacity];
    }

    void add(int user, int item, float weight, long timeMillis) {
        if (size == users.length) {
            grow();
        }
        if (timeMillis != Interactions.NO_TIME && times.length == 0) {
            times = new long[users.length];
            Arrays.fill(times, Interactions.NO_TIME);
        }
        users[size] = user;
        items[size] = item;
        weights[size] = weight;
        if (times.length > 0) {
            times[size] = timeMillis;
        }
        size++;
    }

    private void grow() {
        if (size == MAXIMUM_CAPACITY) {
            throw new IllegalStateException("interactions must be at most " + MAXIMUM_CAPACITY
                    + ", were more; split the" + " data by user and train on the parts");
        }
        resize((int) Math.min(size + (size >> 1) + 1L, MAXIMUM_CAPACITY));
    }

    /** Gives the columns back the capacity that they do not use. */
    void trim() {
        if (size < users.length) {
            resize(size);
        }
    }

    private void resize(int capacity) {
        users = Arrays.copyOf(users, capacity);
        items = Arrays.copyOf(items, capacity);
        weights = Arrays.copyOf(weights, capacity);
        if (times.length > 0) {
            times = Arrays.copyOf(times, capacity);
        }
    }

    /** Makes one interaction of each (user, item) pair, at the place of the pair's first one. */
    void merge(DuplicatePolicy policy, int userCount, int itemCount) {
        if (policy == DuplicatePolicy.KEEP_ALL) {
            return;
        }
        int[] order = SparseRows.order(users, userCount, items, itemCount, size);
        boolean merged = false;
        int start = 0;
        while (start < size) {
            int end = start + 1;
            while (end < size && samePair(order[start], order[end])) {
                end++;
            }
            if (end - start > 1) {
                mergeGroup(order, start, end, policy);
                merged = true;
            }
            start = end;
        }
        if (merged) {
            compact();
        }
    }

    private boolean samePair(int left, int right) {
        return users[left] == users[right] && items[left] == items[right];
    }

    /** Merges the interactions order[start … end), one pair in the order added, into the first of them. */
    private void mergeGroup(int[] order, int start, int end, DuplicatePolicy policy) {
        int first = order[start];
        int winner = first;
        double sum = weights[first];
        for (int i = start + 1; i < end; i++) {
            int row = order[i];
            sum += weights[row];
            if (replaces(row, winner, policy)) {
                winner = row;
            }
        }
        weights[first] = policy == DuplicatePolicy.SUM ? Interactions.finiteWeight(sum, first) : weights[winner];
        if (times.length > 0) {
            times[first] = times[winner];
        }
        for (int i = start + 1; i < end; i++) {
            users[order[i]] = DROPPED;
        }
    }

    private boolean replaces(int later, int earlier, DuplicatePolicy policy) {
        if (policy == DuplicatePolicy.MAX && weights[later] != weights[earlier]) {
            return weights[later] > weights[earlier];
        }
        return timeAt(later) >= timeAt(earlier);
    }

    private long timeAt(int row) {
        return times.length == 0 ? Interactions.NO_TIME : times[row];
    }

    private void compact() {
        int kept = 0;
        for (int row = 0; row < size; row++) {
            if (users[row] != DROPPED) {
                users[kept] = users[row];
                items[kept] = items[row];
                weights[kept] = weights[row];
                if (times.length > 0) {
                    times[kept] = times[row];
                }
                kept++;
            }
        }
        size = kept;
    }
}
