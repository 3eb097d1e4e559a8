package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RankerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ranker's laws hold for the simplest ranker there is, so that they can be relied on for others. */
class LinearRankerTest extends RankerContract {
    @Override
    protected Ranker ranker() {
        return new Ranker() {
            @Override
            public void score(RankingBatch batch, double[] scores) {
                for (int row = 0; row < scores.length; row++) {
                    float value = batch.features().get(row, 1);
                    scores[row] = Float.isNaN(value) ? 0 : 2 * value;
                }
            }

            @Override
            public RankerStructure structure() {
                return new RankerStructure.Linear(Map.of("b", 2.0), 0);
            }
        };
    }

    @Override
    protected FeatureSchema schema() {
        return Batches.schema("a", "b");
    }

    @Test
    void candidatesOfABatchKeepTheOrderInWhichTheirIdsWereNew() {
        List<String> ids = List.of("c", "a", "b", "d");
        assertThat(Batches.candidates(new IdSpace(), ids)).satisfies(candidates -> {
            for (int row = 0; row < ids.size(); row++) {
                assertThat(candidates.id(row)).isEqualTo(ids.get(row));
            }
        });
    }
}
