package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.EntityTable.Entity;
import io.github.discovery4j.core.model.IdSpace;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which entity has an ordinal of the engine's ids, so that a candidate is found without its string.
 *
 * <p>Right because an id space never gives an ordinal to another id. Serves one id space at a time, the one that asked
 * last. <b>Threads:</b> safe; what is lost in a race is looked up again.
 */
final class OrdinalCache {

    private final WeakReference<IdSpace> space;
    private volatile AtomicReferenceArray<@Nullable Entity> entities = new AtomicReferenceArray<>(0);

    OrdinalCache(@Nullable IdSpace space) {
        this.space = new WeakReference<>(space);
    }

    boolean serves(IdSpace other) {
        return space.refersTo(other);
    }

    @Nullable
    Entity get(int ordinal) {
        AtomicReferenceArray<@Nullable Entity> present = entities;
        Entity entity = ordinal < present.length() ? present.getAcquire(ordinal) : null;
        return entity == null || entity.removed() ? null : entity;
    }

    void put(int ordinal, Entity entity) {
        if (ordinal >= entities.length()) {
            grow(ordinal);
        }
        entities.setRelease(ordinal, entity);
    }

    private synchronized void grow(int ordinal) {
        AtomicReferenceArray<@Nullable Entity> present = entities;
        if (ordinal >= present.length()) {
            AtomicReferenceArray<@Nullable Entity> larger =
                    new AtomicReferenceArray<>(Math.max(1024, Math.max(ordinal + 1, present.length() * 2)));
            for (int i = 0; i < present.length(); i++) {
                larger.setPlain(i, present.get(i));
            }
            entities = larger;
        }
    }
}
