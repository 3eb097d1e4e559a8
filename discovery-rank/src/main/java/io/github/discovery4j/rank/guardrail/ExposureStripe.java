package io.github.discovery4j.rank.guardrail;

import java.util.Arrays;

/**
 * The counts of some people: an open hash table of 64-bit keys in plain arrays, some cells a key, one cell a bucket of time.
 *
 * <p>A cell says which bucket it counts for; a later bucket takes the place of the one that was there before. <b>Threads:</b>
 * safe, one lock.
 */
final class ExposureStripe {

    private static final int FIRST_SLOTS = 16;
    private static final int CELLS = ExposureCounts.BUCKETS + 1;

    private final int mostPeople;
    private long[] keys = new long[FIRST_SLOTS];
    private int[] buckets = new int[FIRST_SLOTS * CELLS];
    private short[] counts = new short[FIRST_SLOTS * CELLS];
    private int people;

    /** The bucket in which nobody could make room, so that it is not tried again before the next. */
    private int fullIn = Integer.MIN_VALUE;

    ExposureStripe(int mostPeople) {
        this.mostPeople = mostPeople;
    }

    /** Counts one; false if there is no room for another person. */
    synchronized boolean add(long key, int bucket) {
        int slot = slotOf(key);
        if (keys[slot] != key) {
            if (!makeRoom(bucket)) {
                return false;
            }
            slot = slotOf(key);
            keys[slot] = key;
            people++;
        }
        int cell = slot * CELLS + Math.floorMod(bucket, CELLS);
        if (counts[cell] == 0 || buckets[cell] < bucket) {
            buckets[cell] = bucket;
            counts[cell] = 0;
        }
        if (counts[cell] < ExposureCounts.MOST_COUNTED) {
            counts[cell]++;
        }
        return true;
    }

    /** Sums what counts in a bucket of time: it, those that the window reaches back to, and later ones. */
    synchronized int count(long key, int bucket) {
        int slot = slotOf(key);
        return keys[slot] == key ? live(slot, bucket) : 0;
    }

    private int live(int slot, int bucket) {
        int sum = 0;
        for (int cell = slot * CELLS; cell < (slot + 1) * CELLS; cell++) {
            sum += buckets[cell] >= bucket - ExposureCounts.BUCKETS ? counts[cell] : 0;
        }
        return sum;
    }

    synchronized void remove(long key) {
        int slot = slotOf(key);
        if (keys[slot] == key) {
            Arrays.fill(counts, slot * CELLS, (slot + 1) * CELLS, (short) 0);
            rebuild(keys.length, Integer.MIN_VALUE + ExposureCounts.BUCKETS);
        }
    }

    synchronized int people() {
        return people;
    }

    /** A table is at most three quarters full; before it grows, who has not been shown lately goes. */
    private boolean makeRoom(int bucket) {
        if (4L * (people + 1) <= 3L * keys.length && people < mostPeople) {
            return true;
        }
        if (fullIn == bucket && people >= mostPeople) {
            return false;
        }
        rebuild(keys.length, bucket);
        if (people >= mostPeople) {
            fullIn = bucket;
            return false;
        }
        if (2L * (people + 1) > keys.length) {
            rebuild(2 * keys.length, bucket);
        }
        return true;
    }

    private void rebuild(int slots, int bucket) {
        long[] oldKeys = keys;
        int[] oldBuckets = buckets;
        short[] oldCounts = counts;
        int[] kept = new int[oldKeys.length];
        people = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldKeys[slot] != 0 && live(slot, bucket) > 0) {
                kept[people++] = slot;
            }
        }
        keys = new long[slots];
        buckets = new int[slots * CELLS];
        counts = new short[slots * CELLS];
        for (int i = 0; i < people; i++) {
            int slot = slotOf(oldKeys[kept[i]]);
            keys[slot] = oldKeys[kept[i]];
            System.arraycopy(oldBuckets, kept[i] * CELLS, buckets, slot * CELLS, CELLS);
            System.arraycopy(oldCounts, kept[i] * CELLS, counts, slot * CELLS, CELLS);
        }
    }

    /** The slot of a key, or the free one where it would go; there is always a free one. */
    private int slotOf(long key) {
        int slot = (int) Math.floorMod(key >>> 8, (long) keys.length);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 == keys.length ? 0 : slot + 1;
        }
        return slot;
    }
}
