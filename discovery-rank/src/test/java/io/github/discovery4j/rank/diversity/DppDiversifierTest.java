package io.github.discovery4j.rank.diversity;

import static io.github.discovery4j.rank.diversity.Constraints.atMost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.DiversifierContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DppDiversifierTest extends DiversifierContract {

    private static final int DIMENSION = 3;

    @Override
    protected Diversifier diversifier() {
        return DppDiversifier.builder()
                .vectors(Items.reader(DIMENSION, Items.vectors(items(), DIMENSION, 1)))
                .window(4)
                .constraint(atMost(2, "community"))
                .constraint(atMost(1, "community").soft())
                .build();
    }

    @Override
    protected List<String> items() {
        return Items.ids(30);
    }

    @Override
    protected ItemAttributes attributes() {
        Map<String, Set<String>> communities = new HashMap<>();
        Random random = new Random(2);
        items().forEach(id -> communities.put(id, Set.of("c" + random.nextInt(8), "d" + random.nextInt(8))));
        return Items.labels("community", communities);
    }

    /** By how much float32 may miss what a determinant grows by; the picks and the oracle round differently. */
    private static final double ROUNDING = 2e-6;

    /** Computes every determinant from scratch and checks that no candidate left would have gained more. */
    @Property(tries = 1000)
    void everyPickIsTheBestThatIsLeft(
            @ForAll @IntRange(max = 30) int count,
            @ForAll @IntRange(min = 1, max = 14) int k,
            @ForAll @IntRange(min = 1, max = 15) int window,
            @ForAll @IntRange(min = 1, max = 11) int dimension,
            @ForAll @DoubleRange(max = 1) double weight,
            @ForAll long seed) {
        VectorReader vectors = Items.reader(dimension, Items.vectors(Items.ids(count), dimension, seed));
        KeptCandidates kept = kept(count, seed);
        List<Integer> picks = picks(kept, vectors, weight, window, k);

        assertThat(picks).hasSize(Math.min(k, count)).doesNotHaveDuplicates();
        UnitVectors units = new UnitVectors(kept, vectors, new VectorRows());
        double[] relevance = ScaledScores.of(kept);
        for (int position = 0; position < picks.size(); position++) {
            List<Integer> compared = picks.subList(Math.max(0, position - window), position);
            double best = Double.NEGATIVE_INFINITY;
            for (int index = 0; index < count; index++) {
                if (!picks.subList(0, position).contains(index)) {
                    best = Math.max(best, gain(units, relevance[index], weight, compared, index, -ROUNDING));
                }
            }
            int pick = picks.get(position);
            assertThat(gain(units, relevance[pick], weight, compared, pick, ROUNDING))
                    .isGreaterThanOrEqualTo(best - 1e-9);
        }
    }

    /** Vectors longer than registers are, met by directions at once, later and never. */
    @Property(tries = 100)
    void directionsSayWhatTheFactorSays(
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(min = 24, max = 300) int dimension,
            @ForAll @DoubleRange(min = 0.01, max = 1) double weight,
            @ForAll long seed) {
        VectorReader vectors = Items.reader(dimension, Items.vectors(Items.ids(count), dimension, seed));
        KeptCandidates kept = kept(count, seed);
        UnitVectors units = new UnitVectors(kept, vectors, new VectorRows());
        int k = Math.min(count, 13);
        DeterminantGain directions = new DeterminantGain(kept, k, units, weight);
        WindowedDeterminantGain factor = new WindowedDeterminantGain(kept, k, units, weight, k);
        Random random = new Random(seed);
        List<Integer> left = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        for (int pick = 0; pick < k; pick++) {
            for (int index : left) {
                assertThat(directions.atMost(index)).isGreaterThanOrEqualTo(factor.of(index) - 1e-4);
                if (random.nextBoolean()) {
                    assertThat(directions.of(index)).isCloseTo(factor.of(index), within(1e-4));
                }
            }
            int next = left.remove(random.nextInt(left.size()));
            directions.picked(next);
            factor.picked(next);
        }
    }

    @Property(tries = 100)
    void zeroDiversityWeightKeepsRankerOrder(
            @ForAll @IntRange(max = 40) int count, @ForAll @IntRange(min = 1, max = 50) int k, @ForAll long seed) {
        VectorReader vectors = Items.reader(DIMENSION, Items.vectors(Items.ids(count), DIMENSION, seed));
        List<Integer> picks = picks(kept(count, seed), vectors, 0, k, k);
        assertThat(picks).isSorted().hasSize(Math.min(k, count));
    }

    @Test
    void looksAtWhatThePicksSpanTogetherAndNotAtTheNearestAlone() {
        // The third lies between the first two, at 45 degrees from each; the fourth is at 40 degrees from the first,
        // but
        // points out of their plane.
        Map<String, float[]> vectors = Map.of(
                "item 0", Items.vector(1, 0, 0),
                "item 1", Items.vector(0, 1, 0),
                "item 2", Items.vector(1, 1, 0),
                "item 3", Items.vector(0.766, 0, 0.643));
        assertThat(picks(1, vectors, 3, 1, 1, 1, 1)).isEqualTo(Items.list(0, 1, 3, 2));
    }

    @Test
    void whatThePicksSpanIsPickedLastByScore() {
        Map<String, float[]> vectors = new HashMap<>();
        Items.ids(6).forEach(id -> vectors.put(id, Items.vector(1, 2)));
        vectors.put("item 5", Items.vector(2, -1));
        assertThat(picks(0.5, vectors, 2, 9, 8, 7, 6, 5, 4)).isEqualTo(Items.list(0, 5, 1, 2, 3, 4));
        assertThat(picks(1, vectors, 2, 1, 1, 1, 1, 1, 1)).isEqualTo(Items.list(0, 5, 1, 2, 3, 4));
    }

    @Test
    void whoHasLeftTheWindowIsForgotten() {
        Map<String, float[]> vectors = Map.of(
                "item 0", Items.vector(1, 0),
                "item 1", Items.vector(1, 0),
                "item 2", Items.vector(0, 1),
                "item 3", Items.vector(0, 1));
        KeptCandidates kept = kept(1, 1, 1, 1);
        VectorReader reader = Items.reader(2, vectors);
        assertThat(picks(kept, reader, 1, 1, 4)).isEqualTo(Items.list(0, 2, 1, 3));
        assertThat(picks(kept(9, 8, 2, 1), reader, 0.5, 4, 4)).isEqualTo(Items.list(0, 2, 1, 3));
    }

    @Test
    void anItemWithoutAVectorIsLikeNothing() {
        Map<String, float[]> vectors =
                Map.of("item 0", Items.vector(1, 0), "item 1", Items.vector(1, 0), "item 3", Items.vector(0, 0));
        assertThat(picks(0.5, vectors, 2, 1, 1, 1, 1)).isEqualTo(Items.list(0, 2, 3, 1));
        assertThat(picks(0.5, Map.of(), 2, 3, 2, 1)).isEqualTo(Items.list(0, 1, 2));
    }

    @Test
    void aVectorThatIsNotFiniteIsNone() {
        Map<String, float[]> vectors = Map.of(
                "item 0", Items.vector(Double.NaN, 1),
                "item 1", Items.vector(Double.POSITIVE_INFINITY, 1),
                "item 2", Items.vector(1, 0),
                "item 3", Items.vector(1, 0));
        assertThat(picks(0.5, vectors, 2, 1, 1, 1, 1)).isEqualTo(Items.list(0, 1, 2, 3));
    }

    @Test
    void whatASlateReadIsUnknownToTheNext() {
        Map<String, float[]> vectors =
                new HashMap<>(Map.of("item 0", Items.vector(1, 0), "item 1", Items.vector(1, 0)));
        DppDiversifier diversifier = DppDiversifier.builder()
                .vectors(Items.reader(2, vectors))
                .diversityWeight(0.5)
                .build();
        assertThat(list(diversifier.select(kept(2, 2, 1), 3))).isEqualTo(Items.list(0, 2, 1));
        vectors.remove("item 1");
        assertThat(list(diversifier.select(kept(2, 2, 1), 3))).isEqualTo(Items.list(0, 1, 2));
    }

    @Test
    void theLengthOfAVectorPlaysNoPart() {
        Map<String, float[]> vectors =
                Map.of("item 0", Items.vector(1e-20, 0), "item 1", Items.vector(1e20, 0), "item 2", Items.vector(0, 1));
        assertThat(picks(0.5, vectors, 2, 1, 1, 1)).isEqualTo(Items.list(0, 2, 1));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        DppDiversifier.Builder builder = DppDiversifier.builder();
        for (double weight : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> builder.diversityWeight(weight))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was " + weight);
        }
        assertThatThrownBy(() -> builder.window(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was 0");
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("vectors");
    }

    private static List<Integer> picks(double weight, Map<String, float[]> vectors, int dimension, double... scores) {
        return picks(kept(scores), Items.reader(dimension, vectors), weight, scores.length, scores.length);
    }

    private static List<Integer> picks(KeptCandidates kept, VectorReader vectors, double weight, int window, int k) {
        Selection selection = DppDiversifier.builder()
                .vectors(vectors)
                .diversityWeight(weight)
                .window(window)
                .build()
                .select(kept, k);
        return list(selection);
    }

    private static List<Integer> list(Selection selection) {
        return IntStream.range(0, selection.size()).mapToObj(selection::index).toList();
    }

    private static KeptCandidates kept(double... scores) {
        return Batches.kept(Batches.scored(Batches.context("viewer"), Items.ids(scores.length), scores));
    }

    /** Scores of which some tie. */
    private static KeptCandidates kept(int count, long seed) {
        return kept(new Random(seed).ints(count, -5, 5).asDoubleStream().toArray());
    }

    private static double gain(
            UnitVectors units, double relevance, double weight, List<Integer> picks, int index, double rounding) {
        if (weight == 0) {
            return relevance;
        }
        List<Integer> more = new ArrayList<>(picks);
        more.add(index);
        double growth = determinant(units, more) / determinant(units, picks) + rounding;
        return growth > DeterminantValue.SPENT
                ? (1 - weight) * relevance + weight * Math.log(growth)
                : relevance - 1000;
    }

    /** Gauss, with pivots. */
    private static double determinant(UnitVectors units, List<Integer> items) {
        int n = items.size();
        double[][] kernel = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kernel[i][j] = i == j ? 1 + DeterminantValue.JITTER : units.cosine(items.get(i), items.get(j));
            }
        }
        double determinant = 1;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column; row < n; row++) {
                pivot = Math.abs(kernel[row][column]) > Math.abs(kernel[pivot][column]) ? row : pivot;
            }
            double[] swapped = kernel[pivot];
            kernel[pivot] = kernel[column];
            kernel[column] = swapped;
            determinant *= pivot == column ? swapped[column] : -swapped[column];
            for (int row = column + 1; row < n; row++) {
                double factor = kernel[row][column] / swapped[column];
                for (int i = column; i < n; i++) {
                    kernel[row][i] -= factor * swapped[i];
                }
            }
        }
        return determinant;
    }
}
