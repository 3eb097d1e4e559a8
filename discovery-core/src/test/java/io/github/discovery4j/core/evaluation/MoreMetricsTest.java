package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.Interactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Metrics of all scores, of popularity, of labels and of groups: by hand, and against slow definitions. */
class MoreMetricsTest {

    private static final Offset<Double> EXACT = within(1e-12);

    /** A training set over items a, b, c, d with 3, 2, 1 and 0 interactions; ana has a, b; ben a, b, c; cy a. */
    private static final TrainTest SPLIT = TrainTest.join(
            interactions("ana a", "ben a", "cy a", "ana b", "ben b", "ben c"), interactions("ana d", "cy d"));

    private static final Rankings LISTS = new Rankings(
            4,
            List.of(RankedList.of(0, new int[] {2, 3}, new int[] {3}), RankedList.of(2, new int[] {1, 2}, new int[] {3
            })));

    @Test
    void areaCountsPairsAndHalvesOfTies() {
        // Relevant 0.9 and 0.3; others 0.5, 0.3, 0.1: of six pairs 3 + (0 + 0.5 + 1) are right.
        assertThat(Metrics.AUC.valueFor(scores(new double[] {0.9, 0.3, 0.5, 0.3, 0.1}, 2), 10))
                .isEqualTo(4.5 / 6);
        assertThat(Metrics.AUC.valueFor(scores(new double[] {1, 1, 1}, 1), 10)).isEqualTo(0.5);
        assertThat(Metrics.AUC.valueFor(scores(new double[] {-0.0, 0.0}, 1), 10))
                .isEqualTo(0.5);
        assertThat(Metrics.AUC.valueFor(scores(new double[] {3, 4}, 2), 10)).isEqualTo(0.5);
        assertThat(Metrics.AUC.key(10)).isEqualTo("auc");
    }

    @Property
    void areaEqualsTheDoubleLoop(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int size) {
        Random random = new Random(seed);
        double[] values = random.ints(size, -4, 4).asDoubleStream().toArray();
        int relevant = 1 + random.nextInt(size - 1);
        double right = 0;
        for (int i = 0; i < relevant; i++) {
            for (int j = relevant; j < size; j++) {
                right += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
            }
        }

        assertThat(Metrics.AUC.valueFor(scores(values, relevant), 1))
                .isEqualTo(right / (relevant * (double) (size - relevant)));
    }

    @Test
    void aMetricOfAllScoresNeedsAnEvaluator() {
        assertThatThrownBy(() -> Metrics.AUC.value(LISTS, 10)).hasMessageContaining("give it to an Evaluator");
    }

    @Test
    void sampledMetricsWithAllNegativesAreTheFullOnes() {
        double[] values = {0.2, 0.9, 0.8, 0.1, 0.3};
        // The relevant item, ordinal 0, is fourth of the five: 0.9, 0.8, 0.3, 0.2.
        double full = 1 / (Math.log(5) / Math.log(2));

        assertThat(Metrics.sampled(Metrics.NDCG, 100).valueFor(scores(values, 1), 10))
                .isCloseTo(full, EXACT);
        assertThat(Metrics.sampled(Metrics.MRR, 4).valueFor(scores(values, 1), 10))
                .isEqualTo(0.25);
        assertThat(Metrics.sampled(Metrics.NDCG, 100).key(10)).isEqualTo("ndcg_sampled_100@10");
    }

    /** One negative of four better ones and five worse ones: the relevant item comes first in 5 of 9 draws. */
    @Test
    void sampledNegativesAreDrawnEvenlyAndOncePerUserAndSeed() {
        double[] values = {5, 9, 8, 7, 6, 4, 3, 2, 1, 0};
        ScoreMetric metric = Metrics.sampled(Metrics.HIT_RATE, 1);
        int first = 0;
        for (int user = 0; user < 9_000; user++) {
            double hit = metric.valueFor(scores(values, 1, user), 1);
            assertThat(metric.valueFor(scores(values, 1, user), 1)).isEqualTo(hit);
            first += (int) hit;
        }

        assertThat(first).isCloseTo(5_000, within(200));
    }

    @Test
    void sampledMetricsRefuseWhatCannotBeSampled() {
        assertThatThrownBy(() -> Metrics.sampled(Metrics.NDCG, 0)).hasMessageContaining("at least 1, was 0");
        assertThatThrownBy(() -> Metrics.sampled(Metrics.AUC, 5)).hasMessageContaining("was auc");
    }

    @Test
    void noveltyIsSelfInformationInBits() {
        PerUserMetric novelty = Metrics.NOVELTY.forSplit(SPLIT);
        // Ana is shown c, with one interaction of six, and d, which counts as having one.
        assertThat(novelty.valueFor(LISTS.lists().get(0), 2)).isCloseTo(Math.log(6) / Math.log(2), EXACT);
        // Cy is shown b, with two of six, and c.
        assertThat(novelty.valueFor(LISTS.lists().get(1), 2))
                .isCloseTo((Math.log(3) + Math.log(6)) / 2 / Math.log(2), EXACT);
        assertThat(novelty.valueFor(RankedList.of(0, new int[0], new int[] {3}), 2))
                .isZero();
        assertThatThrownBy(() -> Metrics.NOVELTY.value(LISTS, 2)).hasMessageContaining("must know the split (novelty)");
    }

    @Test
    void popularityLiftComparesListsWithHistories() {
        assertThat(Metrics.AVERAGE_POPULARITY.forSplit(SPLIT).value(LISTS, 2)).isEqualTo((0.5 + 1.5) / 2);
        // Ana's a, b have 3 and 2, Cy's a has 3: 2.5 + 3.
        assertThat(Metrics.POPULARITY_LIFT.forSplit(SPLIT).value(LISTS, 2)).isCloseTo(2 / 5.5 - 1, EXACT);
        Rankings stranger = new Rankings(4, List.of(RankedList.of(0, new int[] {2}, new int[] {3})));
        TrainTest nothingKnown = TrainTest.join(interactions(), interactions("ana a", "ana b", "ana c", "ana d"));
        assertThat(Metrics.POPULARITY_LIFT.forSplit(nothingKnown).value(stranger, 2))
                .isZero();
        assertThat(Metrics.NOVELTY.forSplit(nothingKnown).value(stranger, 2)).isZero();
    }

    @Test
    void giniIsZeroForEqualPlacesAndLargestForOneItem() {
        Rankings equal = new Rankings(
                2, List.of(RankedList.of(0, new int[] {0}, new int[] {0}), RankedList.of(1, new int[] {1}, new int[] {0
                })));
        Rankings one = new Rankings(4, List.of(RankedList.of(0, new int[] {2}, new int[] {0})));

        assertThat(Metrics.GINI.value(equal, 1)).isZero();
        assertThat(Metrics.GINI.value(one, 1)).isEqualTo(0.75);
        assertThat(Metrics.GINI.value(new Rankings(3, List.of(RankedList.of(0, new int[0], new int[] {0}))), 1))
                .isZero();
    }

    @Property
    void giniEqualsHalfTheRelativeMeanDifference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int items) {
        Random random = new Random(seed);
        List<RankedList> lists = new ArrayList<>();
        double[] shown = new double[items];
        for (int user = 0; user < 7; user++) {
            int item = random.nextInt(items);
            shown[item]++;
            lists.add(RankedList.of(user, new int[] {item}, new int[] {0}));
        }
        double differences = 0;
        for (double left : shown) {
            for (double right : shown) {
                differences += Math.abs(left - right);
            }
        }

        assertThat(Metrics.GINI.value(new Rankings(items, lists), 1)).isCloseTo(differences / (2.0 * items * 7), EXACT);
    }

    @Test
    void userCoverageCountsFullLists() {
        assertThat(Metrics.USER_COVERAGE.value(LISTS, 2)).isEqualTo(1);
        assertThat(Metrics.USER_COVERAGE.value(LISTS, 3)).isZero();
    }

    @Test
    void entropyIsOneForAllLabelsAlikeAndZeroForOne() {
        float[][] labels = {{1, 0}, {0, 1}, {1, 1}, {0, 0}};
        PerUserMetric entropy = Metrics.entropy("community_entropy", labels).forSplit(SPLIT);

        assertThat(entropy.valueFor(list(0, 1), 2)).isCloseTo(1, EXACT);
        assertThat(entropy.valueFor(list(0, 3), 2)).isZero();
        assertThat(entropy.valueFor(list(3), 2)).isZero();
        // Shares 3/4 and 1/4: the entropy in bits, of two labels.
        assertThat(entropy.valueFor(list(0, 2), 2)).isCloseTo(2 - 0.75 * Math.log(3) / Math.log(2), EXACT);
    }

    @Test
    void calibrationIsTheSmoothedDivergenceFromTheHistory() {
        float[][] labels = {{1, 0}, {0, 1}, {1, 0}, {0, 0}};
        PerUserMetric calibration =
                Metrics.calibration("genre_calibration", labels).forSplit(SPLIT);

        // Ana has a and b: half and half. A list of both has the same shares.
        assertThat(calibration.valueFor(list(1, 2), 2)).isCloseTo(0, EXACT);
        // A list of the first label only: 0.5 ln(0.5 / 0.995) + 0.5 ln(0.5 / 0.005).
        assertThat(calibration.valueFor(list(2), 2))
                .isCloseTo(0.5 * Math.log(0.5 / 0.995) + 0.5 * Math.log(0.5 / 0.005), EXACT);
        // A list without labels is as far as can be: ln 100.
        assertThat(calibration.valueFor(list(3), 2)).isCloseTo(Math.log(100), EXACT);
    }

    @Test
    void labelsOfTheWrongShapeAreRefused() {
        assertThatThrownBy(() -> Metrics.entropy("e", new float[3][2]).forSplit(SPLIT))
                .hasMessageContaining("as many rows as items, 4, were 3");
        assertThatThrownBy(() -> Metrics.calibration("c", new float[][] {{1}, {1, 0}}))
                .hasMessageContaining("one column a label, 1, was 2 (item ordinal 1)");
        assertThatThrownBy(() -> Metrics.entropy("e", new float[][] {{Float.NaN}}))
                .hasMessageContaining("was NaN");
    }

    @Test
    void itemParityComparesSharesWithTheCatalogue() {
        // Group x has items 0 and 1, y has 2; 3 is in none. Both lists show 1 and 2, then 2 and 3.
        Groups groups = Groups.of(List.of("x", "y"), 0, 0, 1, Groups.NONE);
        Rankings lists = new Rankings(
                4,
                List.of(
                        RankedList.of(0, new int[] {1, 2}, new int[] {0}),
                        RankedList.of(1, new int[] {2, 3}, new int[] {0})));
        double second = 1 / (Math.log(3) / Math.log(2));

        // Attention: x 1, y second + 1. Places: x 1, y 2. Of three grouped items x has two.
        assertThat(value("g_exposure_0", groups, lists)).isCloseTo(1 / (2 + second), EXACT);
        assertThat(value("g_exposure_1", groups, lists)).isCloseTo((1 + second) / (2 + second), EXACT);
        assertThat(value("g_selection_gap", groups, lists)).isCloseTo((2.0 / 3) / (1.0 / 3) - 1, EXACT);
        assertThat(value("g_selection_ratio", groups, lists)).isCloseTo(0.5 / 2, EXACT);
        assertThat(value("g_exposure_gap", groups, lists)).isCloseTo(3 * (1 + second) / (2 + second) - 1, EXACT);
        assertThat(value("g_exposure_ratio", groups, lists)).isCloseTo(0.5 / (1 + second), EXACT);
        Rankings none = new Rankings(4, List.of(RankedList.of(0, new int[] {3}, new int[] {0})));
        assertThat(value("g_selection_gap", groups, none)).isZero();
        assertThat(value("g_selection_ratio", groups, none)).isEqualTo(1);
    }

    private static double value(String name, Groups groups, Rankings lists) {
        return Metrics.itemParity("g", groups).stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value(lists, 2);
    }

    @Test
    void userParityComparesMeansOfGroups() {
        Groups groups = Groups.of(List.of("x", "y"), 0, 0, 1);
        List<Metric> metrics = Metrics.userParity("g", groups, Metrics.HIT_RATE);

        assertThat(metrics.get(0).name()).isEqualTo("g_hit_rate_difference");
        // Ana of x has a hit, Cy of y has none; Ben is not evaluated.
        assertThat(metrics.get(0).forSplit(SPLIT).value(LISTS, 2)).isEqualTo(1);
        assertThat(metrics.get(1).forSplit(SPLIT).value(LISTS, 2)).isZero();
    }

    @Test
    void groupsOfTheWrongLengthOrWithoutMembersAreRefused() {
        assertThatThrownBy(() -> value("g_selection_gap", Groups.of(List.of("x", "y"), 0, 1), LISTS))
                .hasMessageContaining("as many as items, 4, were 2");
        Groups users = Groups.of(List.of("x", "y"), 0, 1);
        assertThatThrownBy(() ->
                        Metrics.userParity("g", users, Metrics.NDCG).get(0).forSplit(SPLIT))
                .hasMessageContaining("as many as users, 3, were 2");
        assertThatThrownBy(() -> Groups.of(List.of("x", "y"), 0, 0)).hasMessageContaining("\"y\" had none");
        assertThatThrownBy(() -> Groups.of(List.of("x"), 0)).hasMessageContaining("two groups");
        assertThatThrownBy(() -> Groups.of(List.of("x", "y"), 0, 2)).hasMessageContaining("was 2 (ordinal 1)");
    }

    /** The first ones of the items 0, 1, 2 … are relevant. */
    private static UserScores scores(double[] values, int relevant) {
        return scores(values, relevant, 0);
    }

    private static UserScores scores(double[] values, int relevant, int user) {
        UserScores scores = new UserScores(IntStream.range(0, values.length).toArray());
        scores.start(3, user);
        for (int item = 0; item < values.length; item++) {
            scores.add(item, values[item], item < relevant);
        }
        return scores;
    }

    private static RankedList list(int... items) {
        return RankedList.of(0, items, new int[] {3});
    }

    private static Interactions interactions(String... pairs) {
        Interactions.Builder builder = Interactions.builder();
        for (String pair : pairs) {
            String[] ids = pair.split(" ", -1);
            builder.add(ids[0], ids[1]);
        }
        return builder.build();
    }
}
