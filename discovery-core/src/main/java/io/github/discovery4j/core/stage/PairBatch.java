package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Pairs of a subject and an object as of an instant: the rows that a hydrator fills.
 *
 * <p>A request describes viewer → candidate; a ranker that scores both sides also gets candidate → viewer; training
 * describes past pairs, each at its own moment. <b>Threads:</b> immutable.
 */
public interface PairBatch {

    /**
     * Returns the number of pairs.
     *
     * @return 0 or more
     */
    int size();

    /**
     * Returns for whom a row is computed.
     *
     * @param row in {@code [0, size())}
     * @return the subject's id
     */
    String subjectId(int row);

    /**
     * Returns whom or what a row describes.
     *
     * @param row in {@code [0, size())}
     * @return the object's id
     */
    String objectId(int row);

    /**
     * Returns the moment as of which a row is computed; nothing later may be read, but for what comes in while a request is
     * being answered.
     *
     * @param row in {@code [0, size())}
     * @return the moment
     */
    Instant asOf(int row);

    /**
     * Tells whether the rows belong to a request that is being answered: whoever keeps a past reads the present then.
     *
     * @return false for rows of the past, each to be read as of its own moment
     */
    default boolean present() {
        return false;
    }

    /**
     * Returns the id space of the ordinals, for readers that find an entity by its ordinal.
     *
     * @return the request's; empty where rows have ids alone
     */
    default Optional<IdSpace> items() {
        return Optional.empty();
    }

    /**
     * Returns the ordinal of a row's subject.
     *
     * @param row in {@code [0, size())}
     * @return its ordinal in {@link #items}, {@link IdSpace#ABSENT} where it has none
     */
    default int subjectOrdinal(int row) {
        return IdSpace.ABSENT;
    }

    /**
     * Returns the ordinal of a row's object.
     *
     * @param row in {@code [0, size())}
     * @return its ordinal in {@link #items}, {@link IdSpace#ABSENT} where it has none
     */
    default int objectOrdinal(int row) {
        return IdSpace.ABSENT;
    }

    /**
     * Returns a handle's value, the same one for the whole batch; for a request's rows, the one that the request pinned.
     *
     * @param handle what can be swapped
     * @param <T> its type
     * @return the pinned version
     */
    <T> T pin(Handle<T> handle);

    /**
     * One pair of a batch.
     *
     * @param subjectId for whom
     * @param objectId whom or what it describes
     * @param asOf the moment
     */
    record Pair(String subjectId, String objectId, Instant asOf) {
        @Override
        public String toString() {
            return "Pair[asOf=" + asOf + "]";
        }
    }

    /**
     * A batch of given pairs, as training uses it.
     *
     * @param pairs one a row
     * @return the batch
     */
    static PairBatch of(List<Pair> pairs) {
        return new GivenPairs(pairs, false);
    }

    /**
     * A batch of given pairs that is read as they are now, as a request's is.
     *
     * @param pairs one a row, each with the present moment
     * @return the batch
     */
    static PairBatch ofPresent(List<Pair> pairs) {
        return new GivenPairs(pairs, true);
    }

    /**
     * The rows of a request: viewer → candidate.
     *
     * @param context the request, whose viewer is every row's subject
     * @param candidates one row each, its object
     * @return the batch
     */
    static PairBatch forward(RequestContext context, Candidates candidates) {
        return new RequestPairs(context, candidates, false);
    }

    /**
     * The rows of a request the other way round: candidate → viewer.
     *
     * @param context the request, whose viewer is every row's object
     * @param candidates one row each, its subject
     * @return the batch
     */
    static PairBatch backward(RequestContext context, Candidates candidates) {
        return new RequestPairs(context, candidates, true);
    }
}
