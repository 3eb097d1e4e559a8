package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.memory.Entry.Fate;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fates of ids that were deleted, for as long as some snapshot or chunk still has a vector of theirs: it must hide when the
 * id is erased later. One thread at a time.
 */
final class KeptFates {

    private static final int LEAST_SWEEP = 1_024;

    private final Map<String, WeakReference<Fate>> fates = new HashMap<>();
    private int sweepAt = LEAST_SWEEP;

    void keep(String id, Fate fate) {
        fates.put(id, new WeakReference<>(fate));
        if (fates.size() >= sweepAt) {
            fates.values().removeIf(kept -> kept.refersTo(null));
            sweepAt = Math.max(LEAST_SWEEP, 2 * fates.size());
        }
    }

    /** Returns an id's fate and forgets it; null where nothing of the id is left. */
    @Nullable
    Fate take(String id) {
        WeakReference<Fate> kept = fates.remove(id);
        return kept == null ? null : kept.get();
    }
}
