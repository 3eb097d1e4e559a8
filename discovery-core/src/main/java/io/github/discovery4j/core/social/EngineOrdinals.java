package io.github.discovery4j.core.social;

import io.github.discovery4j.core.model.IdSpace;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a graph's ordinals by those of an engine, so that no id is looked up twice.
 *
 * <p>Neither side gives an ordinal to a second id. An erasure in the graph ends the whole cache. <b>Threads:</b> safe; an entry lost
 * in a race costs a look-up.
 */
final class EngineOrdinals {

    private final @Nullable IdSpace items;
    private volatile AtomicIntegerArray known = new AtomicIntegerArray(0);

    EngineOrdinals(@Nullable IdSpace items) {
        this.items = items;
    }

    boolean serves(IdSpace other) {
        return items == other;
    }

    /** Returns the graph's ordinal, {@link People#ABSENT} where none is remembered. */
    int get(int engineOrdinal) {
        AtomicIntegerArray all = known;
        return engineOrdinal < all.length() ? all.getAcquire(engineOrdinal) - 1 : People.ABSENT;
    }

    void put(int engineOrdinal, int ordinal) {
        AtomicIntegerArray all = known;
        if (items != null && engineOrdinal >= all.length()) {
            AtomicIntegerArray longer = new AtomicIntegerArray(Math.max(items.size(), engineOrdinal + 1));
            for (int i = 0; i < all.length(); i++) {
                longer.setPlain(i, all.getAcquire(i));
            }
            known = longer;
            all = longer;
        }
        if (engineOrdinal < all.length()) {
            all.setRelease(engineOrdinal, ordinal + 1);
        }
    }
}
