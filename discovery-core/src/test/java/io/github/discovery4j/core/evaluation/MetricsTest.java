package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Every metric against values worked out by hand.
 *
 * <p>Ana's list is 5, 3, 9, 1 and her test items are 1, 3 and 7: relevant at ranks 2 and 4, R = 3. Ben's list is 2, 8, 3, 5
 * and his test item is 2: relevant at rank 1, R = 1. The catalogue has 10 items.
 */
class MetricsTest {

    private static final Offset<Double> EXACT = within(1e-15);
    private static final Offset<Double> SIX_DIGITS = within(5e-7);

    private static final RankedList ANA = RankedList.of(0, new int[] {5, 3, 9, 1}, new int[] {1, 3, 7});
    private static final RankedList BEN = RankedList.of(1, new int[] {2, 8, 3, 5}, new int[] {2});
    private static final Rankings BOTH = new Rankings(10, List.of(ANA, BEN));

    @Test
    void precisionIsHitsByK() {
        assertThat(Metrics.PRECISION.valueFor(ANA, 4)).isEqualTo(2.0 / 4);
        assertThat(Metrics.PRECISION.valueFor(ANA, 3)).isEqualTo(1.0 / 3);
        // Mean of 2/4 and 1/4.
        assertThat(Metrics.PRECISION.value(BOTH, 4)).isEqualTo(0.375);
    }

    @Test
    void precisionCountsMissingPlacesAsMisses() {
        // Four items were ranked, two of them relevant; k is 10.
        assertThat(Metrics.PRECISION.valueFor(ANA, 10)).isEqualTo(0.2);
    }

    @Test
    void recallIsHitsByRelevant() {
        assertThat(Metrics.RECALL.valueFor(ANA, 4)).isEqualTo(2.0 / 3);
        // R = 3 is above k = 2: one hit of three, not of two.
        assertThat(Metrics.RECALL.valueFor(ANA, 2)).isEqualTo(1.0 / 3);
        // Mean of 2/3 and 1/1.
        assertThat(Metrics.RECALL.value(BOTH, 4)).isCloseTo(5.0 / 6, EXACT);
    }

    @Test
    void averagePrecisionDividesByTheSmallerOfKAndRelevant() {
        // Precision is 1/2 at rank 2 and 2/4 at rank 4; their sum 1 is divided by min(4, 3).
        assertThat(Metrics.MAP.valueFor(ANA, 4)).isCloseTo(1.0 / 3, EXACT);
        // Only rank 2 counts: 1/2 divided by min(2, 3).
        assertThat(Metrics.MAP.valueFor(ANA, 2)).isEqualTo(0.25);
        // Mean of 1/3 and (1/1) / 1.
        assertThat(Metrics.MAP.value(BOTH, 4)).isCloseTo(2.0 / 3, EXACT);
    }

    @Test
    void reciprocalRankLooksForTheFirstHit() {
        assertThat(Metrics.MRR.valueFor(ANA, 4)).isEqualTo(1.0 / 2);
        assertThat(Metrics.MRR.valueFor(ANA, 1)).isZero();
        // Mean of 1/2 and 1/1.
        assertThat(Metrics.MRR.value(BOTH, 4)).isEqualTo(0.75);
    }

    @Test
    void normalisedGainTruncatesTheIdealAtK() {
        // 1/log2(3) = 0.630930 and 1/log2(5) = 0.430677. Ideal: three relevant, 1 + 0.630930 + 0.5 = 2.130930.
        assertThat(Metrics.NDCG.valueFor(ANA, 4)).isCloseTo(1.061606 / 2.130930, SIX_DIGITS);
        // k = 2: the ideal has two, 1 + 0.630930, although three are relevant.
        assertThat(Metrics.NDCG.valueFor(ANA, 2)).isCloseTo(0.386853, SIX_DIGITS);
        // Mean of 0.498189 and 1.
        assertThat(Metrics.NDCG.value(BOTH, 4)).isCloseTo(0.749095, within(1e-6));
    }

    @Test
    void hitRateIsTheShareOfUsersWithAHit() {
        assertThat(Metrics.HIT_RATE.value(BOTH, 1)).isEqualTo(0.5);
        assertThat(Metrics.HIT_RATE.value(BOTH, 2)).isEqualTo(1);
    }

    @Test
    void coverageCountsDistinctItemsOfAllUsers() {
        // First two of each: 5, 3 and 2, 8 are four of ten. First four: 1, 2, 3, 5, 8, 9 are six.
        assertThat(Metrics.COVERAGE.value(BOTH, 2)).isEqualTo(0.4);
        assertThat(Metrics.COVERAGE.value(BOTH, 4)).isEqualTo(0.6);
    }

    @Test
    void intraListDistanceAveragesOverPairs() {
        // Items 0 and 1 point the same way, 2 at a right angle, 3 opposite, 4 has no direction.
        Metric distance = Metrics.intraListDistance(new float[][] {{2, 0}, {5, 0}, {0, 1}, {-1, 0}, {0, 0}});
        RankedList list = RankedList.of(0, new int[] {0, 1, 2, 3, 4}, new int[] {0});
        Rankings one = new Rankings(5, List.of(list));

        assertThat(distance.name()).isEqualTo("intra_list_distance");
        assertThat(distance.value(one, 1)).isZero();
        // 0-1: 1 - 1.
        assertThat(distance.value(one, 2)).isZero();
        // 0-1: 0, 0-2: 1, 1-2: 1; mean of three.
        assertThat(distance.value(one, 3)).isCloseTo(2.0 / 3, EXACT);
        // And 0-3: 2, 1-3: 2, 2-3: 1; mean of six.
        assertThat(distance.value(one, 4)).isCloseTo(7.0 / 6, EXACT);
        // And four pairs with the zero vector at distance 1; mean of ten, also for k beyond the list.
        assertThat(distance.value(one, 5)).isCloseTo(1.1, EXACT);
        assertThat(distance.value(one, 50)).isCloseTo(1.1, EXACT);
    }

    @Test
    void itemVectorsAreChecked() {
        assertThatThrownBy(() -> Metrics.intraListDistance(new float[][] {{1}, {1, 2}}))
                .hasMessageContaining("one dimension, was 2 after 1 (item ordinal 1)");
        assertThatThrownBy(() -> Metrics.intraListDistance(new float[][] {{Float.NaN}}))
                .hasMessageContaining("finite, was NaN (item ordinal 0)");
        assertThatThrownBy(() -> Metrics.intraListDistance(new float[][] {{1}}).value(BOTH, 2))
                .hasMessageContaining("as many as items, 10, were 1");
    }

    @Property
    void everyPerUserMetricIsBetweenZeroAndOneAndOneForAPerfectList(
            @ForAll @Size(min = 1, max = 12) @UniqueElements List<@IntRange(max = 20) Integer> ranked,
            @ForAll @Size(min = 1, max = 12) @UniqueElements List<@IntRange(max = 20) Integer> wanted,
            @ForAll @IntRange(min = 1, max = 15) int k) {
        int[] relevant = wanted.stream().mapToInt(i -> i).sorted().toArray();
        RankedList list = RankedList.of(0, ranked.stream().mapToInt(i -> i).toArray(), relevant);
        RankedList perfect = RankedList.of(0, relevant, relevant);

        for (Metric metric : Metrics.standard()) {
            assertThat(metric.value(new Rankings(21, List.of(list)), k)).isBetween(0.0, 1.0);
        }
        for (PerUserMetric metric : List.of(Metrics.MAP, Metrics.MRR, Metrics.NDCG, Metrics.HIT_RATE)) {
            assertThat(metric.valueFor(perfect, k)).isCloseTo(1, EXACT);
        }
    }

    @Test
    void metricsAreFoundByNameAndListedWhenNot() {
        for (Metric metric : Metrics.all()) {
            assertThat(Metrics.named(metric.name())).isSameAs(metric);
        }
        assertThatThrownBy(() -> Metrics.named("magic"))
                .hasMessage(
                        "metric must be one of precision, recall, map, mrr, ndcg, hit_rate, coverage, auc, novelty, "
                                + "average_popularity, popularity_lift, gini, user_coverage, was \"magic\"");
    }

    @Test
    void aListWithoutRelevantItemsIsRefused() {
        assertThatThrownBy(() -> RankedList.of(3, new int[] {1}, new int[0]))
                .hasMessageContaining("at least one relevant item")
                .hasMessageContaining("user ordinal 3");
        assertThatThrownBy(() -> RankedList.of(3, new int[] {1}, new int[] {2, 2}))
                .hasMessageContaining("must ascend, was 2 after 2");
    }
}
