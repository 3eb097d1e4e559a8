package io.github.discovery4j.explain;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.Map;

/** Scores by a weighted sum of columns, written as plainly as its contract states it. */
public record LinearRanker(Map<String, Double> weights, double intercept) implements Ranker {

    @Override
    public void score(RankingBatch batch, double[] scores) {
        FeatureTable features = batch.features();
        for (int row = 0; row < scores.length; row++) {
            double score = intercept;
            for (Map.Entry<String, Double> weight : weights.entrySet()) {
                float value = features.get(row, features.schema().indexOf(weight.getKey()));
                score += Float.isNaN(value) ? 0 : weight.getValue() * value;
            }
            scores[row] = score;
        }
    }

    @Override
    public RankerStructure structure() {
        return new RankerStructure.Linear(weights, intercept);
    }
}
