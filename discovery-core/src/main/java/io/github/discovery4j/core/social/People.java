package io.github.discovery4j.core.social;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives the people of a graph dense ordinals of its own, which are never given to somebody else.
 *
 * <p><b>Cost:</b> 20 to 36 bytes a person beside the id. <b>Threads:</b> one writer at a time; readers never lock.
 */
/*
 * Open addressing in one array of longs: the hash of the id above, the ordinal + 1 below, 0 for a free place. The id is looked
 * at only where the hash fits. A writer sets the id before its place, a reader reads the place first. An erased person leaves
 * a place whose ordinal has no id; growing leaves it out.
 */
final class People {

    /** Of an id that the graph does not hold. */
    static final int ABSENT = -1;

    private static final int FIRST_CAPACITY = 1024;

    private volatile AtomicLongArray places = new AtomicLongArray(2 * FIRST_CAPACITY);
    private volatile AtomicReferenceArray<@Nullable String> ids = new AtomicReferenceArray<>(FIRST_CAPACITY);
    private volatile int size;
    private final AtomicInteger living = new AtomicInteger();
    private int taken;

    /** Returns how many ordinals were given out, those of erased people included. */
    int size() {
        return size;
    }

    int ordinalOf(String id) {
        AtomicLongArray table = places;
        int mask = table.length() - 1;
        int hash = hash(id);
        for (int place = hash & mask; ; place = (place + 1) & mask) {
            long entry = table.getAcquire(place);
            if (entry == 0) {
                return ABSENT;
            }
            if ((int) (entry >>> Integer.SIZE) == hash) {
                int ordinal = (int) entry - 1;
                if (id.equals(idOf(ordinal))) {
                    return ordinal;
                }
            }
        }
    }

    /** Returns the id of an ordinal, null when it was erased. */
    @Nullable
    String idOf(int ordinal) {
        return ids.getAcquire(ordinal);
    }

    private static int hash(String id) {
        int code = id.hashCode() * 0x9E3779B9;
        return code ^ (code >>> 16);
    }

    /** Gives an id that has none the next ordinal. */
    int add(String id) {
        require(id);
        int ordinal = addNameless();
        restore(ordinal, id);
        return ordinal;
    }

    static void require(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty (social graph); give every person an id");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw new IllegalArgumentException(
                    "id must be well-formed Unicode, had half a surrogate pair (social graph); repair the text where it was cut");
        }
    }

    /** Gives somebody an ordinal whose id must not be kept. */
    int addNameless() {
        int ordinal = size;
        if (ordinal == ids.length()) {
            growIds();
        }
        size = ordinal + 1;
        return ordinal;
    }

    /** Returns how many people have an id. */
    int living() {
        return living.get();
    }

    /** Gives an ordinal without an id one. */
    void restore(int ordinal, String id) {
        ids.setRelease(ordinal, id);
        living.incrementAndGet();
        place(ordinal, id);
    }

    void erase(int ordinal) {
        living.decrementAndGet();
        ids.setRelease(ordinal, null);
    }

    private void place(int ordinal, String id) {
        if (2 * (taken + 1) > places.length()) {
            sweep();
            return;
        }
        put(places, ordinal, hash(id));
        taken++;
    }

    private static void put(AtomicLongArray table, int ordinal, int hash) {
        int mask = table.length() - 1;
        int place = hash & mask;
        while (table.getPlain(place) != 0) {
            place = (place + 1) & mask;
        }
        table.setRelease(place, ((long) hash << Integer.SIZE) | (ordinal + 1));
    }

    private void sweep() {
        int length = Math.max(2 * FIRST_CAPACITY, Integer.highestOneBit(Math.multiplyExact(living.get(), 2)) * 2);
        AtomicLongArray table = new AtomicLongArray(length);
        for (int ordinal = 0; ordinal < size; ordinal++) {
            String id = idOf(ordinal);
            if (id != null) {
                put(table, ordinal, hash(id));
            }
        }
        taken = living.get();
        places = table;
    }

    private void growIds() {
        AtomicReferenceArray<@Nullable String> longer = new AtomicReferenceArray<>(Math.multiplyExact(ids.length(), 2));
        for (int ordinal = 0; ordinal < size; ordinal++) {
            longer.setPlain(ordinal, ids.getPlain(ordinal));
        }
        ids = longer;
    }
}
