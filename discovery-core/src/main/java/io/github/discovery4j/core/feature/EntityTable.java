package io.github.discovery4j.core.feature;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import org.eclipse.collections.api.factory.primitive.IntLists;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a store, by id and by a dense ordinal of the store's own.
 *
 * <p>An ordinal is used again after its entity was removed; a reader that found an ordinal in an index looks at the entity
 * that has it now and judges that one. <b>Threads:</b> safe, readers never lock.
 */
final class EntityTable {

    private static final int FIRST_CAPACITY = 1024;

    /** An entity with its present row. */
    static final class Entity {
        private final String id;
        private final int ordinal;
        private volatile FeatureRow row;

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
    }

    /** Hears of every change of a row, before readers see it. */
    interface ChangeListener {
        void changed(int ordinal, FeatureRow before, FeatureRow after);
    }

    private final FeatureRow empty;
    private final ChangeListener listener;
    private final ConcurrentHashMap<String, Entity> byId = new ConcurrentHashMap<>();
    private final MutableIntList freeOrdinals = IntLists.mutable.empty();
    private volatile AtomicReferenceArray<@Nullable Entity> byOrdinal = new AtomicReferenceArray<>(FIRST_CAPACITY);
    private volatile int ordinals;

    EntityTable(FeatureRow empty, ChangeListener listener) {
        this.empty = empty;
        this.listener = listener;
    }

    @Nullable
    Entity get(String id) {
        return byId.get(id);
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
        return byId.size();
    }

    /** Replaces a row; writers of the same entity follow one another. */
    void change(String id, UnaryOperator<FeatureRow> change) {
        byId.compute(id, (key, present) -> {
            FeatureRow after = change.apply(present == null ? empty : present.row);
            Entity entity = present == null ? add(key) : present;
            replace(entity, after);
            return entity;
        });
    }

    /** Removes an entity and returns its last row; an empty one when there was none. */
    FeatureRow remove(String id) {
        FeatureRow[] last = {empty};
        byId.computeIfPresent(id, (key, entity) -> {
            last[0] = entity.row;
            replace(entity, empty);
            free(entity);
            return null;
        });
        return last[0];
    }

    private void replace(Entity entity, FeatureRow after) {
        listener.changed(entity.ordinal, entity.row, after);
        entity.row = after;
    }

    private synchronized Entity add(String id) {
        int ordinal = freeOrdinals.isEmpty() ? ordinals : freeOrdinals.removeAtIndex(freeOrdinals.size() - 1);
        Entity entity = new Entity(id, ordinal, empty);
        if (ordinal == byOrdinal.length()) {
            byOrdinal = grown(byOrdinal);
        }
        byOrdinal.set(ordinal, entity);
        ordinals = Math.max(ordinals, ordinal + 1);
        return entity;
    }

    private synchronized void free(Entity entity) {
        byOrdinal.set(entity.ordinal, null);
        freeOrdinals.add(entity.ordinal);
    }

    private static AtomicReferenceArray<@Nullable Entity> grown(AtomicReferenceArray<@Nullable Entity> entities) {
        AtomicReferenceArray<@Nullable Entity> larger = new AtomicReferenceArray<>(entities.length() * 2);
        for (int i = 0; i < entities.length(); i++) {
            larger.setPlain(i, entities.get(i));
        }
        return larger;
    }
}
