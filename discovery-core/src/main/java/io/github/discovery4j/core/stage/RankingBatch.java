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
     * Returns how many candidates there are to score.
     *
     * @return the number of rows
     */
    public int size() {
        return candidates.size();
    }
}
