package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.Handle;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Pairs from a list, each at its own moment or as they are now; pins what is current when the batch first asks. */
final class GivenPairs implements PairBatch {

    private final List<Pair> rows;
    private final boolean present;
    private final ConcurrentHashMap<Handle<?>, Handle.Version<?>> pins = new ConcurrentHashMap<>();

    GivenPairs(List<Pair> rows, boolean present) {
        this.rows = List.copyOf(rows);
        this.present = present;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public String subjectId(int row) {
        return rows.get(row).subjectId();
    }

    @Override
    public String objectId(int row) {
        return rows.get(row).objectId();
    }

    @Override
    public Instant asOf(int row) {
        return rows.get(row).asOf();
    }

    @Override
    public boolean present() {
        return present;
    }

    @Override
    @SuppressWarnings("unchecked") // the map pairs each handle with a version of its own type
    public <T> T pin(Handle<T> handle) {
        return ((Handle.Version<T>) pins.computeIfAbsent(handle, Handle::current)).value();
    }
}
