package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Instant;

/** Pairs that are read as they are now, as those of a request. */
record PresentPairs(PairBatch pairs) implements PairBatch {

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public String subjectId(int row) {
        return pairs.subjectId(row);
    }

    @Override
    public String objectId(int row) {
        return pairs.objectId(row);
    }

    @Override
    public Instant asOf(int row) {
        return pairs.asOf(row);
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public <T> T pin(Handle<T> handle) {
        return pairs.pin(handle);
    }

    @Override
    public String toString() {
        return "PresentPairs[" + size() + "]";
    }
}
