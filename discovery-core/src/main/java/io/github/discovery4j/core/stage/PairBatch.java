package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.Candidates;
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
        List<Pair> rows = List.copyOf(pairs);
        return new PairBatch() {
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
        };
    }

    /**
     * The rows of a request: viewer → candidate.
     *
     * @param viewerId every row's subject
     * @param candidates one row each, its object
     * @param asOf the moment of the request
     * @return the batch
     */
    static PairBatch forward(String viewerId, Candidates candidates, Instant asOf) {
        return new PairBatch() {
            @Override
            public int size() {
                return candidates.size();
            }

            @Override
            public String subjectId(int row) {
                return viewerId;
            }

            @Override
            public String objectId(int row) {
                return candidates.id(row);
            }

            @Override
            public Instant asOf(int row) {
                return asOf;
            }
        };
    }

    /**
     * The same rows the other way round: object → subject.
     *
     * @return the batch
     */
    default PairBatch reversed() {
        PairBatch forward = this;
        return new PairBatch() {
            @Override
            public int size() {
                return forward.size();
            }

            @Override
            public String subjectId(int row) {
                return forward.objectId(row);
            }

            @Override
            public String objectId(int row) {
                return forward.subjectId(row);
            }

            @Override
            public Instant asOf(int row) {
                return forward.asOf(row);
            }

            @Override
            public PairBatch reversed() {
                return forward;
            }
        };
    }
}
