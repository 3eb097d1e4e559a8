package io.github.discovery4j.index.memory;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/** Keeps things that are costly to make for whoever needs one next. Never waits: it makes another one instead. */
final class Pool<T> {

    private final AtomicReferenceArray<T> idle = new AtomicReferenceArray<>(64);
    private final Supplier<T> maker;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) != null) {
                T thing = idle.getAndSet(i, null);
                if (thing != null) {
                    return thing;
                }
            }
        }
        return maker.get();
    }

    /** Takes a thing back and returns true, or false when enough are idle. */
    boolean give(T thing) {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) == null && idle.compareAndSet(i, null, thing)) {
                return true;
            }
        }
        return false;
    }
}
