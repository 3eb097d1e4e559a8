package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import java.time.Instant;
import java.util.Optional;

/** The viewer with every candidate of a request, in one direction or the other. */
record RequestPairs(RequestContext context, Candidates candidates, boolean backward) implements PairBatch {

    @Override
    public int size() {
        return candidates.size();
    }

    @Override
    public String subjectId(int row) {
        return backward ? candidates.id(row) : context.viewerId();
    }

    @Override
    public String objectId(int row) {
        return backward ? context.viewerId() : candidates.id(row);
    }

    @Override
    public Instant asOf(int row) {
        return context.instant();
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public Optional<IdSpace> items() {
        return Optional.of(context.items());
    }

    @Override
    public int subjectOrdinal(int row) {
        return backward ? candidates.ordinal(row) : IdSpace.ABSENT;
    }

    @Override
    public int objectOrdinal(int row) {
        return backward ? IdSpace.ABSENT : candidates.ordinal(row);
    }

    @Override
    public <T> T pin(Handle<T> handle) {
        return context.pin(handle);
    }
}
