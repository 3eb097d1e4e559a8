package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import java.util.Optional;

/**
 * What a ranker scores: one row a candidate.
 *
 * @param context the request
 * @param candidates the rows
 * @param features viewer → candidate
 * @param reverseFeatures candidate → viewer, present when the ranker is {@linkplain Ranker#reciprocal reciprocal}
 */
public record RankingBatch(
        RequestContext context, Candidates candidates, FeatureTable features, Optional<FeatureTable> reverseFeatures) {

    /** Checks that there is one row a candidate. */
    public RankingBatch {
        if (features.rows() != candidates.size()
                || reverseFeatures.filter(t -> t.rows() != candidates.size()).isPresent()) {
            throw new IllegalArgumentException("a feature table must have one row a candidate: %d candidates, %d rows"
                    .formatted(candidates.size(), features.rows()));
        }
    }

    /**
     * Returns some of the rows, as a batch of their own.
     *
     * @param rows in {@code [0, size())}, ascending without repeats
     * @return their candidates and features, copied
     * @throws IllegalArgumentException if the rows do not ascend
     */
    public RankingBatch select(int[] rows) {
        return new RankingBatch(
                context, candidates.select(rows), features.select(rows), reverseFeatures.map(t -> t.select(rows)));
    }

    /**
     * Returns the batch turned round: its features are candidate → viewer, its reverse features viewer → candidate.
     *
     * @return the other direction of the same rows
     * @throws IllegalStateException if there are no reverse features
     */
    public RankingBatch reversed() {
        FeatureTable reverse = reverseFeatures.orElseThrow(
                () -> new IllegalStateException(
                        "a batch must have candidate → viewer features to be turned round, has none; let the ranker's reciprocal() be true"));
        return new RankingBatch(context, candidates, reverse, Optional.of(features));
    }

    /**
     * Returns how many candidates there are to score.
     *
     * @return the number of rows
     */
    public int size() {
        return candidates.size();
    }
}
