package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdOrder;
import java.util.Arrays;
import org.eclipse.collections.api.factory.primitive.IntLists;

/**
 * Candidates with their scores, in rank order: what guardrails judge.
 *
 * <p>{@code row} is a row of the candidates and of the feature table; rank 0 is the best. <b>Threads:</b> immutable.
 */
public final class ScoredCandidates {

    private final RankingBatch batch;
    private final double[] scores;
    private final int[] rowsByRank;

    private ScoredCandidates(RankingBatch batch, double[] scores, int[] rowsByRank) {
        this.batch = batch;
        this.scores = scores;
        this.rowsByRank = rowsByRank;
    }

    /**
     * Sorts candidates by score; equal scores by code point of the id.
     *
     * @param batch what was scored
     * @param scores one finite score a row; the value's from here on
     * @return the scored candidates
     * @throws IllegalArgumentException if a score is missing or not finite
     */
    public static ScoredCandidates of(RankingBatch batch, double[] scores) {
        if (scores.length != batch.size()) {
            throw new IllegalArgumentException(
                    "there must be one score a row, were %d for %d rows".formatted(scores.length, batch.size()));
        }
        for (int row = 0; row < scores.length; row++) {
            if (!Double.isFinite(scores[row])) {
                throw new IllegalArgumentException("score must be finite, was %s in row %d of %d; check the model's"
                                .formatted(scores[row], row, scores.length)
                        + " handling of missing features");
            }
        }
        Candidates candidates = batch.candidates();
        int[] rows = new int[scores.length];
        Arrays.setAll(rows, row -> row);
        int[] rowsByRank = IntLists.mutable
                .of(rows)
                .sortThis((a, b) -> {
                    // Not Double.compare, for which 0.0 and -0.0 are no tie.
                    return scores[a] > scores[b]
                            ? -1
                            : scores[a] < scores[b]
                                    ? 1
                                    : IdOrder.CODE_POINTS.compare(candidates.id(a), candidates.id(b));
                })
                .toArray();
        return new ScoredCandidates(batch, scores, rowsByRank);
    }

    /**
     * Returns how many candidates there are.
     *
     * @return the number of rows
     */
    public int size() {
        return scores.length;
    }

    /**
     * Returns the request.
     *
     * @return its context
     */
    public RequestContext context() {
        return batch.context();
    }

    /**
     * Returns the rows.
     *
     * @return the candidates
     */
    public Candidates candidates() {
        return batch.candidates();
    }

    /**
     * Returns the features that were scored.
     *
     * @return viewer → candidate, one row a candidate
     */
    public FeatureTable features() {
        return batch.features();
    }

    /**
     * Returns everything that the ranker saw.
     *
     * @return the batch
     */
    public RankingBatch batch() {
        return batch;
    }

    /**
     * Returns a row's id.
     *
     * @param row in {@code [0, size())}
     * @return the host's id
     */
    public String id(int row) {
        return batch.candidates().id(row);
    }

    /**
     * Returns a row's score.
     *
     * @param row in {@code [0, size())}
     * @return finite, higher is better
     */
    public double score(int row) {
        return scores[row];
    }

    /**
     * Returns the row that stands at a rank.
     *
     * @param rank 0 for the best
     * @return its row
     */
    public int rowAt(int rank) {
        return rowsByRank[rank];
    }
}
