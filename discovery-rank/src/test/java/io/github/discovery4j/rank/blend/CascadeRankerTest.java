package io.github.discovery4j.rank.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RankerContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CascadeRankerTest extends RankerContract {

    private static final WeightedSum CHEAP =
            WeightedSum.builder().weight("cheap", 1).build();
    private static final WeightedSum DEAR =
            WeightedSum.builder().weight("dear", 1).build();

    @Override
    protected Ranker ranker() {
        return CascadeRanker.of(CHEAP, DEAR, 7);
    }

    @Override
    protected FeatureSchema schema() {
        return Batches.schema("cheap", "dear");
    }

    @Test
    void theBestOfTheFirstAreScoredAnewAndTheOthersFollowAtTheirDistances() {
        double[] scores =
                score(CascadeRanker.of(CHEAP, DEAR, 2), row(9, -5), row(8, -3), row(7, 100), row(4, 100), row(7, 0));
        assertThat(scores).containsExactly(-5, -3, Math.nextDown(-5.0), -8, Math.nextDown(-5.0));
    }

    @Test
    void withEqualScoresTheSmallerIdIsScoredAnew() {
        double[] scores = score(CascadeRanker.of(CHEAP, DEAR, 1), row(1, 10), row(1, 20), row(1, 30));
        assertThat(scores).containsExactly(10, Math.nextDown(10.0), Math.nextDown(10.0));
    }

    @Test
    void aBatchThatIsNotDeeperIsTheSecondRankersAlone() {
        assertThat(score(CascadeRanker.of(CHEAP, DEAR, 3), row(1, 10), row(2, 20)))
                .containsExactly(10, 20);
        assertThat(score(CascadeRanker.of(CHEAP, DEAR, 1), row(1, 10))).containsExactly(10);
        assertThat(score(CascadeRanker.of(CHEAP, DEAR, 1))).isEmpty();
    }

    @Test
    void theSecondRankerSeesNoMoreRowsThanItMust() {
        AtomicInteger seen = new AtomicInteger();
        Ranker counting = (batch, scores) -> {
            seen.set(batch.size());
            DEAR.score(batch, scores);
        };
        score(CascadeRanker.of(CHEAP, counting, 2), row(1, 1), row(2, 2), row(3, 3));
        assertThat(seen).hasValue(2);
    }

    @Test
    void scoresFarApartStayFiniteAndInOrder() {
        Ranker far = (batch, scores) -> {
            for (int row = 0; row < scores.length; row++) {
                scores[row] = row == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE;
            }
        };
        double[] scores = score(CascadeRanker.of(far, DEAR, 1), row(0, 1), row(0, 2), row(0, 3));
        assertThat(scores[0]).isEqualTo(1);
        assertThat(scores[1]).isFinite().isLessThan(1);
        double[] lower = score(CascadeRanker.of(CHEAP, far, 1), row(2, 1), row(1, 2));
        assertThat(lower[1]).isFinite().isLessThan(lower[0]);
    }

    @Test
    void aPhaseThatFailsFailsTheWhole() {
        Ranker silent = (batch, scores) -> {};
        assertThatThrownBy(() -> score(CascadeRanker.of(silent, DEAR, 1), row(1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was NaN in row 0");
        assertThat(score(CascadeRanker.of(CHEAP, silent, 1), row(1, 1), row(2, 2)))
                .contains(Double.NaN);
        assertThatThrownBy(() -> CascadeRanker.of(CHEAP, DEAR, 0)).hasMessageContaining("was 0");
    }

    @Test
    void readsAndAsksForWhatItsPhasesDo() {
        assertThat(ranker().features()).containsExactly("cheap", "dear");
        assertThat(ranker().reciprocal()).isFalse();
        assertThat(ranker().pointwise()).isFalse();
        assertThat(ranker().structure()).isEqualTo(new RankerStructure.Cascade(CHEAP, DEAR, 7));
        Ranker bothSides = new Ranker() {
            @Override
            public void score(RankingBatch batch, double[] scores) {}

            @Override
            public boolean reciprocal() {
                return true;
            }
        };
        assertThat(CascadeRanker.of(CHEAP, bothSides, 1).reciprocal()).isTrue();
        assertThat(CascadeRanker.of(bothSides, CHEAP, 1).reciprocal()).isTrue();
        assertThat(SumRanker.builder().add(ranker(), 1).build().pointwise()).isFalse();
    }

    private static float[] row(float cheap, float dear) {
        return new float[] {cheap, dear};
    }

    private static double[] score(Ranker ranker, float[]... rows) {
        List<String> ids = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            ids.add("item " + row);
        }
        double[] scores = new double[rows.length];
        Arrays.fill(scores, Double.NaN);
        ranker.score(
                Batches.ranking(Batches.context("viewer"), Batches.schema("cheap", "dear"), ids, Arrays.asList(rows)),
                scores);
        return scores;
    }
}
