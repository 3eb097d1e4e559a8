package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.Handle;
import java.time.Instant;
import java.util.List;

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
     * Returns the moment as of which a row is computed; nothing later may be read.
     *
     * @param row in {@code [0, size())}
     * @return the moment
     */
    Instant asOf(int row);

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
        return new GivenPairs(pairs);
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
