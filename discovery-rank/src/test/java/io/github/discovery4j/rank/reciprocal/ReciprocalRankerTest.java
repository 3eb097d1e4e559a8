package io.github.discovery4j.rank.reciprocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.FeatureHydrator;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.ScoreScale;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RankerContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReciprocalRankerTest extends RankerContract {

    private static final ScoreScale LOGISTIC = ScoreScale.Logistic.STANDARD;
    private static final Ranker LIKING = new Column("liking", 1);
    private static final Ranker WARM = new Column("liking", 2);

    /** A column times a factor, 0 if missing. */
    private record Column(String name, double factor) implements Ranker {
        @Override
        public void score(RankingBatch batch, double[] scores) {
            FeatureTable features = batch.features();
            for (int row = 0; row < scores.length; row++) {
                float value = features.get(row, features.schema().indexOf(name));
                scores[row] = Float.isNaN(value) ? 0 : factor * value;
            }
        }

        @Override
        public Set<String> features() {
            return Set.of(name);
        }

        @Override
        public RankerStructure structure() {
            return new RankerStructure.Linear(Map.of(name, factor), 0);
        }
    }

    @Override
    protected Ranker ranker() {
        return ReciprocalRanker.of(
                LIKING, WARM, new FusionRule.Mean(FusionRule.Kind.HARMONIC, LOGISTIC, new ScoreScale.Logistic(0.5, 1)));
    }

    @Override
    protected FeatureSchema schema() {
        return Batches.schema("liking", "unread");
    }

    @Test
    void eachSideIsScoredOnItsOwnTable() {
        FusionRule sum = new FusionRule.Margin(1000, 1, 1);
        assertThat(score(ReciprocalRanker.of(LIKING, WARM, sum), 3, 50)).isEqualTo(1000 + 3 + 100);
        assertThat(score(ReciprocalRanker.of(WARM, LIKING, sum), 3, 50)).isEqualTo(1000 + 6 + 50);
    }

    @Test
    void theHarmonicMeanStaysNearTheSideThatWantsLess() {
        Ranker mutual = ReciprocalRanker.harmonic(LIKING, LOGISTIC);
        double a = 1 / (1 + Math.exp(-2));
        double b = 1 / (1 + Math.exp(3));
        assertThat(score(mutual, 2, -3)).isCloseTo(2 * a * b / (a + b), within(1e-15));
        assertThat(score(mutual, 1, 1)).isGreaterThan(score(mutual, 9, -1));
        assertThat(score(mutual, 1e30f, -1e30f)).isZero();
        assertThat(score(mutual, -1e30f, -1e30f)).isZero();
    }

    @Test
    void aSideThatFailsOrKeepsSilentIsNotHidden() {
        FusionRule rule = new FusionRule.Mean(FusionRule.Kind.PRODUCT, LOGISTIC, LOGISTIC);
        Ranker silent = (batch, scores) -> {};
        Ranker broken = (batch, scores) -> {
            throw new IllegalStateException("broken");
        };
        assertThat(score(ReciprocalRanker.of(LIKING, silent, rule), 1, 1)).isNaN();
        assertThat(score(ReciprocalRanker.of(silent, LIKING, rule), 1, 1)).isNaN();
        assertThatThrownBy(() -> score(ReciprocalRanker.of(LIKING, broken, rule), 1, 1))
                .hasMessage("broken");
        ScoreScale probability = new ScoreScale.Probability();
        assertThatThrownBy(() -> score(ReciprocalRanker.harmonic(LIKING, probability), 3, 0.5f))
                .hasMessageContaining("was 3.0");
    }

    @Test
    void aBatchOfOneDirectionIsRefused() {
        RankingBatch batch = Batches.ranking(
                Batches.context("viewer"), Batches.schema("liking"), List.of("a"), List.of(new float[] {1}));
        RankingBatch oneWay = new RankingBatch(batch.context(), batch.candidates(), batch.features(), Optional.empty());
        assertThatThrownBy(() -> ReciprocalRanker.harmonic(LIKING, LOGISTIC).score(oneWay, new double[1]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsItsSides() {
        FusionRule rule = new FusionRule.Margin(0, 1, 1);
        Ranker ranker = ReciprocalRanker.of(LIKING, new Column("age", 1), rule);
        assertThat(ranker.features()).containsExactly("age", "liking");
        assertThat(ranker.backwardFeatures()).contains(Set.of("age"));
        Ranker silent = (batch, scores) -> {};
        assertThat(ReciprocalRanker.of(LIKING, silent, rule).backwardFeatures())
                .as("nobody knows what it reads")
                .isEmpty();
        assertThat(ranker.reciprocal()).isTrue();
        assertThat(ranker.pointwise()).isTrue();
        assertThat(ranker.structure()).isEqualTo(new RankerStructure.Fusion(LIKING, new Column("age", 1), rule));
    }

    @Test
    void anEngineFillsBothTablesAndFallsBackWhenASideFails() {
        // Everybody likes whoever stands after them in the alphabet, and the farther the more.
        FeatureHydrator distance = (pairs, out) -> {
            for (int row = 0; row < pairs.size(); row++) {
                out.set(
                        row,
                        0,
                        pairs.objectId(row).charAt(0) - pairs.subjectId(row).charAt(0));
            }
        };
        FeatureView view = FeatureView.of("test", "1", Batches.schema("liking").columns(), distance);
        FusionRule forwardOnly = new FusionRule.Margin(0, 1, 0);
        FusionRule backwardOnly = new FusionRule.Margin(0, 0, 1);
        assertThat(slate(view, ReciprocalRanker.of(LIKING, LIKING, forwardOnly)))
                .containsExactly("z", "p", "a");
        assertThat(slate(view, ReciprocalRanker.of(LIKING, LIKING, backwardOnly)))
                .containsExactly("a", "p", "z");
        Ranker silent = (batch, scores) -> {};
        assertThat(slate(view, ReciprocalRanker.of(LIKING, silent, forwardOnly)))
                .containsExactly("p", "a", "z");
    }

    private static List<String> slate(FeatureView view, Ranker ranker) {
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(new InMemoryConsentLedger())
                .source(
                        "some",
                        (context, limit) -> CandidateList.builder(context.items(), 3)
                                .add("p", 3)
                                .add("a", 2)
                                .add("z", 1)
                                .build())
                .hydrate(view)
                .rank(ranker)
                .build()) {
            Slate slate = engine.recommend(SlateRequest.forViewer("m").size(3).build());
            return slate.items().stream().map(item -> item.id()).toList();
        }
    }

    private static double score(Ranker ranker, float forward, float backward) {
        RankingBatch there = Batches.ranking(
                Batches.context("viewer"), Batches.schema("liking"), List.of("a"), List.of(new float[] {forward}));
        RankingBatch back = Batches.ranking(
                Batches.context("viewer"), Batches.schema("liking"), List.of("a"), List.of(new float[] {backward}));
        double[] scores = new double[1];
        Arrays.fill(scores, Double.NaN);
        ranker.score(
                new RankingBatch(there.context(), there.candidates(), there.features(), Optional.of(back.features())),
                scores);
        return scores[0];
    }
}
