package io.github.discovery4j.rank.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RankerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumRankerTest extends RankerContract {

    private final WeightedSum near =
            WeightedSum.builder().weight("distance", -1).build();
    private final WeightedSum alike =
            WeightedSum.builder().weight("shared_interests", 3).intercept(1).build();
    private final SumRanker ranker =
            SumRanker.builder().add(near, 0.5).add(alike, 2).build();

    @Override
    protected Ranker ranker() {
        return ranker;
    }

    @Override
    protected FeatureSchema schema() {
        return Batches.schema("distance", "shared_interests");
    }

    @Test
    void addsTheScoresOfItsParts() {
        RankingBatch batch =
                Batches.ranking(Batches.context("viewer"), schema(), List.of("item"), List.of(new float[] {8, 5}));
        double[] scores = {Double.NaN};
        ranker.score(batch, scores);
        assertThat(scores[0]).isEqualTo(0.5 * -8 + 2 * (3 * 5 + 1));
    }

    @Test
    void readsWhatItsPartsRead() {
        assertThat(ranker.features()).containsExactly("distance", "shared_interests");
        assertThat(ranker.reciprocal()).isFalse();
        Ranker bothSides = new Ranker() {
            @Override
            public void score(RankingBatch batch, double[] scores) {}

            @Override
            public boolean reciprocal() {
                return true;
            }
        };
        assertThat(SumRanker.builder().add(near, 1).add(bothSides, 1).build().reciprocal())
                .isTrue();
    }

    @Test
    void aPartThatLeavesAScoreOutIsNotHidden() {
        SumRanker lame = SumRanker.builder().add((batch, scores) -> {}, 1).build();
        double[] scores = {0};
        lame.score(
                Batches.ranking(Batches.context("viewer"), schema(), List.of("item"), List.of(new float[2])), scores);
        assertThat(scores[0]).isNaN();
    }

    @Test
    void tellsItsParts() {
        assertThat(ranker.structure())
                .isEqualTo(new RankerStructure.Sum(
                        List.of(new RankerStructure.Term(near, 0.5), new RankerStructure.Term(alike, 2))));
    }

    @Test
    void aSumOfNothingIsRefused() {
        assertThatThrownBy(() -> SumRanker.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SumRanker.builder().add(near, Double.NaN)).hasMessageContaining("NaN");
    }
}
