package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.safety.HarassmentScores;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import io.github.discovery4j.rank.guardrail.HarassmentThresholds.Band;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.GuardrailContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class HarassmentGuardrailTest extends GuardrailContract {

    private static final Map<String, Double> KNOWN = Map.of("A", 0.1, "B", 0.4, "C", 0.7, "D", 0.9, "אבא", 1.0);

    private static final HarassmentScores SCORES = (id, at) -> KNOWN.getOrDefault(id, Double.NaN);

    @Override
    protected Guardrail guardrail() {
        return HarassmentGuardrail.of(SCORES).vulnerable("young"::equals).build();
    }

    @Override
    protected List<String> viewers() {
        return List.of("ana", "young");
    }

    @Override
    protected List<String> items() {
        return List.of("A", "B", "C", "D", "אבא");
    }

    @Test
    void removesAboveTheLimitAndDemotesByBands() {
        assertThat(tier("ana", 0)).isZero();
        assertThat(tier("ana", 0.29)).isZero();
        assertThat(tier("ana", 0.3)).isEqualTo(1);
        assertThat(tier("ana", 0.49)).isEqualTo(1);
        assertThat(tier("ana", 0.5)).isEqualTo(2);
        assertThat(tier("ana", 0.8)).isEqualTo(2);
        assertThat(tier("ana", 0.801)).isEqualTo(Integer.MAX_VALUE);
        assertThat(tier("ana", 1)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void vulnerableViewersAreKeptFromMore() {
        assertThat(tier("young", 0.19)).isZero();
        assertThat(tier("young", 0.2)).isEqualTo(1);
        assertThat(tier("young", 0.35)).isEqualTo(2);
        assertThat(tier("young", 0.5)).isEqualTo(2);
        assertThat(tier("young", 0.51)).isEqualTo(Integer.MAX_VALUE);
    }

    @Property
    void vulnerableViewersAreNeverKeptFromLess(@ForAll @DoubleRange(max = 1) double score) {
        assertThat(tier("young", score)).isGreaterThanOrEqualTo(tier("ana", score));
    }

    @Property
    void moreIsNeverBetter(@ForAll @DoubleRange(max = 1) double one, @ForAll @DoubleRange(max = 1) double other) {
        assertThat(tier("ana", Math.max(one, other))).isGreaterThanOrEqualTo(tier("ana", Math.min(one, other)));
    }

    @Test
    void whoHasNoScoreIsKeptUnlessTheViewerNeedsCare() {
        assertThat(tier("ana", Double.NaN)).isZero();
        assertThat(tier("young", Double.NaN)).isEqualTo(1);
        Guardrail careful = HarassmentGuardrail.of((id, at) -> Double.NaN)
                .thresholds(HarassmentThresholds.DEFAULT.unknown(3))
                .build();
        assertThat(judge(careful, "ana").tier()).isEqualTo(3);
    }

    @Test
    void aScoreOutOfRangeRemovesItsCandidateAlone() {
        Map<String, Double> damaged = Map.of("A", -0.1, "B", 1.5, "C", Double.POSITIVE_INFINITY, "D", 0.0);
        Guardrail guardrail =
                HarassmentGuardrail.of((id, at) -> damaged.get(id)).build();
        ScoredCandidates scored = Batches.scored(Batches.context("ana"), List.of("A", "B", "C", "D"), 4, 3, 2, 1);
        Verdicts verdicts = new Verdicts(4);
        guardrail.judge(scored, verdicts);
        for (int row = 0; row < 3; row++) {
            assertThat(verdicts.get(row)).isEqualTo(new Verdict.Remove("harassment score outside [0, 1]"));
        }
        assertThat(verdicts.get(3)).isEqualTo(Verdict.keep());
    }

    @Test
    void readsAColumnInWhichTheLimitIsTheLimit() {
        Guardrail guardrail = HarassmentGuardrail.ofColumn("harassment_score").build();
        float[] values = {0.8f, Math.nextUp(0.8f), Float.NaN, 0.3f};
        Verdicts verdicts = new Verdicts(values.length);
        ScoredCandidates scored = withColumn("harassment_score", values);
        guardrail.judge(scored, verdicts);
        assertThat(verdicts.get(0).tier()).isEqualTo(2);
        assertThat(verdicts.get(1).tier()).isEqualTo(Integer.MAX_VALUE);
        assertThat(verdicts.get(2).tier()).isZero();
        assertThat(verdicts.get(3).tier()).isEqualTo(1);
        assertThat(guardrail.exclusions(scored.context()).test("p0")).isFalse();
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        Guardrail guardrail = HarassmentGuardrail.ofColumn("harassment_score").build();
        ScoredCandidates scored = withColumn("another", 0.1f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guardrail.judge(scored, new Verdicts(1)))
                .withMessageContainingAll("harassment_score", "another");
    }

    @Property
    void noReasonHoldsTheScoreOrTheViewersCohort(@ForAll @DoubleRange(max = 1) double score) {
        for (String viewer : viewers()) {
            String reason = switch (judge(guardrailOf(score), viewer)) {
                case Verdict.Keep keep -> "";
                case Verdict.Demote(int tier, String why) -> why;
                case Verdict.Remove(String why) -> why;
            };
            assertThat(reason)
                    .isIn(
                            "",
                            "harassment score above the limit",
                            "harassment score in a band that demotes",
                            "harassment score unknown");
        }
    }

    @Test
    void thresholdsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HarassmentThresholds(0.5f, List.of(new Band(0.6f, 1)), 0))
                .withMessageContainingAll("0.5", "0.6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HarassmentThresholds(0.8f, List.of(new Band(0.5f, 2), new Band(0.3f, 1)), 0))
                .withMessageContaining("ascend");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HarassmentThresholds(0.8f, List.of(new Band(0.3f, 2), new Band(0.5f, 1)), 0))
                .withMessageContaining("ascend");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HarassmentThresholds(0.8f, List.of(new Band(0.3f, 1), new Band(0.3f, 2)), 0));
        for (float limit : new float[] {-0.1f, 1.1f, Float.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HarassmentThresholds.above(limit))
                    .withMessageContaining(String.valueOf(limit));
            assertThatIllegalArgumentException().isThrownBy(() -> new Band(limit, 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Band(0.5f, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> HarassmentThresholds.DEFAULT.unknown(-1));
    }

    @Test
    void thresholdsForVulnerableViewersMayNotBeMilderAnywhere() {
        HarassmentGuardrail.Builder builder = HarassmentGuardrail.of(SCORES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.vulnerable("young"::equals, HarassmentThresholds.above(0.2f))
                        .thresholds(HarassmentThresholds.DEFAULT.unknown(1))
                        .build())
                .withMessageContaining("unknown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.vulnerable("young"::equals, HarassmentThresholds.above(0.9f))
                        .thresholds(HarassmentThresholds.DEFAULT)
                        .build())
                .withMessageContaining("at score 0.3");
        builder.vulnerable("young"::equals, HarassmentThresholds.above(0.25f)).build();
        builder.vulnerable("young"::equals, HarassmentThresholds.DEFAULT).build();
    }

    private static Guardrail guardrailOf(double score) {
        return HarassmentGuardrail.of((id, at) -> score)
                .vulnerable("young"::equals)
                .build();
    }

    private static int tier(String viewer, double score) {
        return judge(guardrailOf(score), viewer).tier();
    }

    private static Verdict judge(Guardrail guardrail, String viewer) {
        Verdicts verdicts = new Verdicts(1);
        guardrail.judge(Batches.scored(Batches.context(viewer), List.of("x"), 1), verdicts);
        return verdicts.get(0);
    }

    private static ScoredCandidates withColumn(String name, float... values) {
        List<String> ids = java.util.stream.IntStream.range(0, values.length)
                .mapToObj(i -> "p" + i)
                .toList();
        RequestContext context = Batches.context("ana");
        FeatureSchema schema = FeatureSchema.of(
                "test",
                "1",
                List.of(FeatureColumn.number(name, new SignalGroup("safety"), FeatureColumn.Owner.OBJECT)));
        FeatureTable table = FeatureTable.allocate(schema, values.length);
        try (FeatureTable.Writer writer = table.writer(0, 1)) {
            for (int row = 0; row < values.length; row++) {
                writer.set(row, 0, values[row]);
            }
        }
        RankingBatch batch =
                new RankingBatch(context, Batches.candidates(context.items(), ids), table, Optional.empty());
        return ScoredCandidates.of(batch, new double[values.length]);
    }
}
