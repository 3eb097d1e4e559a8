package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.stage.FusionRule.Kind;
import io.github.discovery4j.testkit.Batches;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Cascades, fusions, and the batches that they hand on. */
class RankerStructureTest {

    private static final Ranker ANY = (batch, scores) -> {};
    private static final ScoreScale PROBABILITY = new ScoreScale.Probability();

    @Test
    void theLowestScoreOfTheSecondPhaseIsTheOneAtTheDepth() {
        RankerStructure.Cascade cascade = new RankerStructure.Cascade(ANY, ANY, 2);
        assertThat(cascade.lowestOfSecond(new double[] {1, 9, 5, 7})).isEqualTo(7);
        assertThat(cascade.lowestOfSecond(new double[] {3})).isEqualTo(3);
        assertThat(cascade.lowestOfSecond(new double[0])).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> new RankerStructure.Cascade(ANY, ANY, 0)).hasMessageContaining("was 0");
    }

    @Test
    void meansAreWhatTheirNamesSay() {
        assertThat(fuse(Kind.HARMONIC, 0.5, 0.25)).isEqualTo(1.0 / 3);
        assertThat(fuse(Kind.GEOMETRIC, 0.25, 0.0625)).isEqualTo(0.125);
        assertThat(fuse(Kind.PRODUCT, 0.5, 0.25)).isEqualTo(0.125);
        assertThat(new FusionRule.Margin(1, 2, 3).fuse(10, 100)).isEqualTo(321);
    }

    @Property
    void aMeanLiesBetweenItsSidesAndGrowsWithThem(
            @ForAll @DoubleRange(min = 0, max = 1) double a, @ForAll @DoubleRange(min = 0, max = 1) double b) {
        for (Kind kind : Kind.values()) {
            double mean = fuse(kind, a, b);
            assertThat(mean).isBetween(0.0, Math.max(a, b) + 1e-15).isEqualTo(fuse(kind, b, a));
            assertThat(fuse(kind, a, Math.min(1, b + 0.1))).isGreaterThanOrEqualTo(mean - 1e-15);
        }
    }

    @Test
    void aSideOfZeroMakesEveryMeanZero() {
        for (Kind kind : Kind.values()) {
            for (double other : new double[] {0, Double.MIN_VALUE, 0.5, 1}) {
                assertThat(fuse(kind, 0, other)).isZero();
                assertThat(fuse(kind, other, 0)).isZero();
            }
            assertThat(fuse(kind, 1, 1)).isEqualTo(1);
        }
    }

    @Test
    void aLogisticScaleRisesFromZeroToOne() {
        ScoreScale scale = new ScoreScale.Logistic(2, -1);
        assertThat(scale.of(0.5)).isEqualTo(0.5);
        assertThat(scale.of(1)).isEqualTo(1 / (1 + Math.exp(-1)));
        assertThat(scale.of(-1e300)).isZero();
        assertThat(scale.of(1e300)).isEqualTo(1);
        assertThat(ScoreScale.Logistic.STANDARD.of(-700)).isPositive();
        for (double slope : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new ScoreScale.Logistic(slope, 0)).hasMessageContaining("had " + slope);
        }
        assertThatThrownBy(() -> new ScoreScale.Logistic(1, Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThat(PROBABILITY.of(0)).isZero();
        assertThat(PROBABILITY.of(1)).isEqualTo(1);
        for (double score : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> PROBABILITY.of(score)).hasMessageContaining("was " + score);
        }
    }

    @Test
    void marginsAreFinite() {
        assertThatThrownBy(() -> new FusionRule.Margin(Double.NaN, 0, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new FusionRule.Margin(0, Double.NaN, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new FusionRule.Margin(0, 0, Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void aBatchIsCutAndTurnedWithBothItsTables() {
        IdSpace items = new IdSpace();
        FeatureTable forward = table(1, 2, 3);
        FeatureTable backward = table(10, 20, 30);
        RankingBatch batch = new RankingBatch(
                Batches.context("viewer"),
                Batches.candidates(items, List.of("a", "b", "c")),
                forward,
                Optional.of(backward));
        RankingBatch some = batch.select(new int[] {0, 2});
        assertThat(some.candidates().id(1)).isEqualTo("c");
        assertThat(some.features().get(1, 0)).isEqualTo(3);
        assertThat(some.reversed().features().get(1, 0)).isEqualTo(30);
        assertThat(batch.reversed().reversed()).isEqualTo(batch);
        RankingBatch oneWay = new RankingBatch(batch.context(), batch.candidates(), forward, Optional.empty());
        assertThat(oneWay.select(new int[] {1}).reverseFeatures()).isEmpty();
        assertThatThrownBy(oneWay::reversed)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reciprocal()");
    }

    private static double fuse(Kind kind, double a, double b) {
        return new FusionRule.Mean(kind, PROBABILITY, PROBABILITY).fuse(a, b);
    }

    private static FeatureTable table(float... column) {
        FeatureTable table = FeatureTable.allocate(Batches.schema("x"), column.length);
        try (FeatureTable.Writer writer = table.writer(0, 1)) {
            for (int row = 0; row < column.length; row++) {
                writer.set(row, 0, column[row]);
            }
        }
        return table;
    }
}
