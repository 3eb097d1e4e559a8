package io.github.discovery4j.core.feature;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.eclipse.collections.api.factory.primitive.IntLists;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a store, by id and by a dense ordinal of the store's own.
 *
 * <p>An ordinal is used again after its entity was removed; a reader that found an ordinal in an index looks at the entity
 * that has it now and judges that one. <b>Threads:</b> safe, readers never lock.
 */
/*
 * 1. Ids are found by open addressing: one array of tags (hash codes, 0 for a free place) and one of entities. A look-up
 *    reads the tags of neighbouring places, which share a cache line, and touches an entity only where the tag fits.
 * 2. A writer sets the entity before its tag, a reader reads the tag first: who sees the tag sees the entity. A removed
 *    entity leaves its tag and GONE in its place, so that the way to those behind it stays open; growing sweeps them out.
 * 3. Many ids are found in rounds: all tags, then all entities, then all comparisons. The loads of one round do not wait
 *    for one another, so the processor has many misses of its cache under way at once.
 * 4. A row is changed under its entity's monitor; only adding, removing and growing take the table's own.
 */
final class EntityTable {

    private static final int FIRST_CAPACITY = 1024;

    private static final VarHandle STAMP;

    static {
        try {
            STAMP = MethodHandles.lookup().findVarHandle(Entity.class, "stamp", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An entity with its present row and its past. */
    static final class Entity {
        private final String id;
        private final int ordinal;
        private volatile FeatureRow row;
        private volatile PastValues past = PastValues.NONE;
        private boolean settled;
        private volatile boolean removed;

        @SuppressWarnings("UnusedVariable") // read and written through STAMP
        private long stamp;

        private Entity(String id, int ordinal, FeatureRow row) {
            this.id = id;
            this.ordinal = ordinal;
            this.row = row;
        }

        String id() {
            return id;
        }

        FeatureRow row() {
            return row;
        }

        /** Returns the past; read after {@link #row}, it lacks nothing that the row has replaced. */
        PastValues past() {
            return past;
        }

        boolean removed() {
            return removed;
        }

        /** Returns what was last noted of the entity's consent, 0 at first. */
        long stamp() {
            return (long) STAMP.getOpaque(this);
        }

        void stamp(long value) {
            STAMP.setOpaque(this, value);
        }
    }

    /** Hears of every change of a row, before readers see it. */
    interface ChangeListener {
        void changed(int ordinal, FeatureRow before, FeatureRow after);
    }

    /** Decides what becomes of an entity. */
    interface Change {
        /** Returns the row and the past that the entity gets, null to leave it as it is. */
        @Nullable
        State apply(FeatureRow row, PastValues past);
    }

    /** What an entity holds. */
    record State(FeatureRow row, PastValues past) {}

    /** Places of one capacity; replaced by a larger one. */
    private static final class Slots {
        final AtomicIntegerArray tags;
        final AtomicReferenceArray<@Nullable Entity> entities;
        final int mask;
        int used;

        Slots(int capacity) {
            this.tags = new AtomicIntegerArray(capacity);
            this.entities = new AtomicReferenceArray<>(capacity);
            this.mask = capacity - 1;
        }

        /** Returns the first place from one on whose tag fits, -1 when a free one comes first. */
        int next(int from, int tag) {
            for (int place = from; ; place = (place + 1) & mask) {
                int found = tags.getAcquire(place);
                if (found == tag) {
                    return place;
                }
                if (found == 0) {
                    return -1;
                }
            }
        }

        @Nullable
        Entity find(String id, int tag) {
            for (int place = next(tag & mask, tag); place >= 0; place = next((place + 1) & mask, tag)) {
                Entity entity = entities.getAcquire(place);
                if (entity != null && !entity.removed && entity.id.equals(id)) {
                    return entity;
                }
            }
            return null;
        }

        void add(Entity entity, Entity gone) {
            int tag = tag(entity.id);
            int place = tag & mask;
            while (tags.getPlain(place) != 0) {
                if (tags.getPlain(place) == tag && entities.getPlain(place) == gone) {
                    entities.setRelease(place, entity);
                    return;
                }
                place = (place + 1) & mask;
            }
            entities.setRelease(place, entity);
            tags.setRelease(place, tag);
            used++;
        }
    }

    private final FeatureRow empty;
    private final ChangeListener listener;
    private final Entity gone;
    private final MutableIntList freeOrdinals = IntLists.mutable.empty();
    private volatile Slots slots = new Slots(FIRST_CAPACITY);
    private volatile AtomicReferenceArray<@Nullable Entity> byOrdinal = new AtomicReferenceArray<>(FIRST_CAPACITY);
    private volatile int ordinals;
    private volatile int size;

    EntityTable(FeatureRow empty, ChangeListener listener) {
        this.empty = empty;
        this.listener = listener;
        this.gone = new Entity("", -1, empty);
        this.gone.removed = true;
    }

    /** Spreads the hash code, since ids that count up have codes that lie side by side; never 0. */
    private static int tag(String id) {
        int mixed = id.hashCode() * 0x9E3779B9;
        mixed ^= mixed >>> 16;
        return mixed == 0 ? 1 : mixed;
    }

    @Nullable
    Entity get(String id) {
        return slots.find(id, tag(id));
    }

    /** Finds many entities; null for unknown ids. */
    void get(String[] ids, int count, @Nullable Entity[] found) {
        Slots present = slots;
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = tag(ids[i]);
        }
        for (int i = 0; i < count; i++) {
            places[i] = present.next(places[i] & present.mask, places[i]);
        }
        for (int i = 0; i < count; i++) {
            found[i] = places[i] < 0 ? null : present.entities.getAcquire(places[i]);
        }
        for (int i = 0; i < count; i++) {
            Entity entity = found[i];
            if (entity != null && (entity.removed || !entity.id.equals(ids[i]))) {
                found[i] = present.find(ids[i], tag(ids[i]));
            }
        }
    }

    /** Returns the entity that has an ordinal now; the ordinal is below {@link #ordinals}. */
    @Nullable
    Entity get(int ordinal) {
        return byOrdinal.get(ordinal);
    }

    /** Returns the bound of all ordinals that were ever given. */
    int ordinals() {
        return ordinals;
    }

    int size() {
        return size;
    }

    /** Visits every entity that stays throughout; others perhaps. */
    void forEach(Consumer<Entity> action) {
        for (int ordinal = 0; ordinal < ordinals; ordinal++) {
            Entity entity = get(ordinal);
            if (entity != null) {
                action.accept(entity);
            }
        }
    }

    /** Changes an entity; writers of the same one follow one another. A change that leaves a new entity alone adds none. */
    void change(String id, Change change) {
        while (true) {
            Entity known = get(id);
            Entity entity = known == null ? add(id) : known;
            synchronized (entity) {
                if (entity.removed) {
                    continue;
                }
                try {
                    State after = change.apply(entity.row, entity.past);
                    if (after != null) {
                        replace(entity, after);
                        entity.settled = true;
                    }
                } finally {
                    if (!entity.settled) {
                        discard(entity);
                    }
                }
                return;
            }
        }
    }

    /** Removes an entity and returns what it held last; nothing when there was none. */
    State remove(String id) {
        while (true) {
            Entity entity = get(id);
            if (entity == null) {
                return new State(empty, PastValues.NONE);
            }
            synchronized (entity) {
                if (entity.removed) {
                    continue;
                }
                State last = new State(entity.row, entity.past);
                replace(entity, new State(empty, PastValues.NONE));
                discard(entity);
                return last;
            }
        }
    }

    /** The past first: whoever reads the new row finds in the past what it has replaced. */
    private void replace(Entity entity, State after) {
        listener.changed(entity.ordinal, entity.row, after.row());
        entity.past = after.past();
        entity.row = after.row();
    }

    private synchronized Entity add(String id) {
        Entity known = get(id);
        if (known != null) {
            return known;
        }
        int ordinal = freeOrdinals.isEmpty() ? ordinals : freeOrdinals.removeAtIndex(freeOrdinals.size() - 1);
        Entity entity = new Entity(id, ordinal, empty);
        if (ordinal == byOrdinal.length()) {
            byOrdinal = grown(byOrdinal);
        }
        byOrdinal.set(ordinal, entity);
        ordinals = Math.max(ordinals, ordinal + 1);
        if (slots.used > slots.mask / 2) {
            slots = rehashed();
        }
        slots.add(entity, gone);
        size++;
        return entity;
    }

    private synchronized void discard(Entity entity) {
        entity.removed = true;
        byOrdinal.set(entity.ordinal, null);
        freeOrdinals.add(entity.ordinal);
        int tag = tag(entity.id);
        int place = slots.next(tag & slots.mask, tag);
        while (slots.entities.getPlain(place) != entity) {
            place = slots.next((place + 1) & slots.mask, tag);
        }
        slots.entities.setRelease(place, gone);
        size--;
    }

    private Slots rehashed() {
        List<Entity> living = new ArrayList<>(size);
        for (int i = 0; i <= slots.mask; i++) {
            Entity entity = slots.entities.getPlain(i);
            if (entity != null && entity != gone) {
                living.add(entity);
            }
        }
        int capacity = slots.mask + 1;
        while (living.size() > capacity / 4) {
            capacity *= 2;
        }
        Slots larger = new Slots(capacity);
        living.forEach(entity -> larger.add(entity, gone));
        return larger;
    }

    private static AtomicReferenceArray<@Nullable Entity> grown(AtomicReferenceArray<@Nullable Entity> entities) {
        AtomicReferenceArray<@Nullable Entity> larger = new AtomicReferenceArray<>(entities.length() * 2);
        for (int i = 0; i < entities.length(); i++) {
            larger.setPlain(i, entities.get(i));
        }
        return larger;
    }
}
