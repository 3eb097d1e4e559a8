package io.github.discovery4j.core.model;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives the items of an engine dense ordinals, and owns them.
 *
 * <p>Ids are the host's strings; stages pass ordinals. The space only grows: an ordinal is never given to a second id.
 * {@link #erase} drops the string for good and leaves a keyed hash, so that a late message or an old backup cannot bring
 * an erased person back unnoticed; {@link #readmit} is the way back for someone who really returns.
 *
 * <p><b>Cost:</b> look-ups in either direction are O(1); about 110 bytes an id beside the string itself.
 * <b>Threads:</b> safe; reads never lock, and an erasure is seen by every read that starts after it returned.
 */
public final class IdSpace {

    /** The answer of {@link #ordinalOf} for an id without an ordinal. */
    public static final int ABSENT = -1;

    private static final int FIRST_CAPACITY = 1024;

    /** The ordinal of an id, as an object of its own so that the map boxes nothing. */
    private record Entry(int ordinal) {}

    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final Tombstones tombstones;
    private volatile AtomicReferenceArray<@Nullable String> ids = new AtomicReferenceArray<>(FIRST_CAPACITY);
    private volatile int size;

    /** Creates an empty space with tombstones of its own, which end with the process. */
    public IdSpace() {
        this(new InMemoryTombstones());
    }

    /**
     * Creates an empty space.
     *
     * @param tombstones who was erased; shared with others, and durable if it is to outlive the process
     */
    public IdSpace(Tombstones tombstones) {
        this.tombstones = tombstones;
    }

    /**
     * Returns how many ordinals were ever given out; all are in {@code [0, size())}.
     *
     * @return the number of ordinals, erased ones included
     */
    public int size() {
        return size;
    }

    /**
     * Looks an id up.
     *
     * @param id any id
     * @return its ordinal, or {@link #ABSENT} when it was never interned or was erased
     */
    public int ordinalOf(String id) {
        Entry entry = entries.get(id);
        return entry == null ? ABSENT : entry.ordinal();
    }

    /**
     * Returns the id that owns an ordinal.
     *
     * @param ordinal in {@code [0, size())}
     * @return the id, or null when it was erased
     * @throws IndexOutOfBoundsException if the ordinal was never given out
     */
    public @Nullable String idOf(int ordinal) {
        if (ordinal < 0 || ordinal >= size) {
            throw new IndexOutOfBoundsException(
                    "ordinal must be in [0, %d), was %d; use an ordinal of this id space".formatted(size, ordinal));
        }
        return ids.get(ordinal);
    }

    /**
     * Returns the id's ordinal, giving it the next free one when it has none.
     *
     * @param id not empty, any script
     * @return its ordinal
     * @throws IllegalArgumentException if the id is empty
     * @throws IllegalStateException if the id was erased; {@link #readmit} first
     */
    public int intern(String id) {
        int ordinal = internUnlessErased(id);
        if (ordinal == ABSENT) {
            throw new IllegalStateException("id was erased from this id space and must not come back unnoticed;"
                    + " call readmit(id) when the person really returns");
        }
        return ordinal;
    }

    /** Returns the id's ordinal, a new one when it has none, or {@link #ABSENT} when it was erased. */
    int internUnlessErased(String id) {
        Entry entry = entries.get(id);
        return entry == null ? add(id) : entry.ordinal();
    }

    private synchronized int add(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty; give every item an id of one character or more");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw new IllegalArgumentException(
                    "id must be well-formed Unicode, had half a surrogate pair; repair the text" + " where it was cut");
        }
        Entry present = entries.get(id);
        if (present != null) {
            return present.ordinal();
        }
        if (erased(id)) {
            return ABSENT;
        }
        int ordinal = size;
        if (ordinal == ids.length()) {
            ids = grown(ids);
        }
        ids.set(ordinal, id);
        size = ordinal + 1;
        entries.put(id, new Entry(ordinal));
        return ordinal;
    }

    /**
     * Forgets an id: its string is dropped, its ordinal stays taken, and a keyed hash of it is kept, even of one that the
     * space never held.
     *
     * @param id any id
     * @return whether the space held it
     */
    public synchronized boolean erase(String id) {
        tombstones.add(id);
        Entry entry = entries.get(id);
        if (entry == null) {
            return false;
        }
        ids.set(entry.ordinal(), null);
        entries.remove(id);
        return true;
    }

    /**
     * Tells whether an id was erased.
     *
     * @param id any id
     * @return whether it was erased and not readmitted
     */
    public boolean erased(String id) {
        return tombstones.contains(id);
    }

    /**
     * Lets an erased id in again, under a new ordinal.
     *
     * @param id not empty
     * @return its ordinal
     */
    public synchronized int readmit(String id) {
        tombstones.remove(id);
        return intern(id);
    }

    private static AtomicReferenceArray<@Nullable String> grown(AtomicReferenceArray<@Nullable String> ids) {
        AtomicReferenceArray<@Nullable String> larger =
                new AtomicReferenceArray<>(Math.toIntExact(Math.min(ids.length() * 2L, Integer.MAX_VALUE - 8L)));
        for (int i = 0; i < ids.length(); i++) {
            larger.setPlain(i, ids.get(i));
        }
        return larger;
    }
}
