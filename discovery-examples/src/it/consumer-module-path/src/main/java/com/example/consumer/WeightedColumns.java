package com.example.consumer;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.Map;
import java.util.Set;

/** A ranker as a user may write one: one point a common friend, half a point an interest both have. */
public final class WeightedColumns implements Ranker {
    private static final Map<String, Double> WEIGHTS = Map.of("friends", 1.0, "interests", 0.5);

    @Override
    public void score(RankingBatch batch, double[] scores) {
        FeatureTable table = batch.features();
        for (int row = 0; row < scores.length; row++) {
            double score = 0;
            for (Map.Entry<String, Double> weight : WEIGHTS.entrySet()) {
                float value = table.get(row, table.schema().indexOf(weight.getKey()));
                score += Float.isNaN(value) ? 0 : weight.getValue() * value;
            }
            scores[row] = score;
        }
    }

    @Override
    public Set<String> features() {
        return WEIGHTS.keySet();
    }

    @Override
    public RankerStructure structure() {
        return new RankerStructure.Linear(WEIGHTS, 0);
    }
}
