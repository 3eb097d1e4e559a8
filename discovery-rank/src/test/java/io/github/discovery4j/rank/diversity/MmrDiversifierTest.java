package io.github.discovery4j.rank.diversity;

import static io.github.discovery4j.rank.diversity.Constraints.atMost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.ItemAttributes;
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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MmrDiversifierTest extends DiversifierContract {

    private static final int DIMENSION = 3;

    @Override
    protected Diversifier diversifier() {
        return MmrDiversifier.builder()
                .vectors(Items.reader(DIMENSION, Items.vectors(items(), DIMENSION, 1)))
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

    /** Computes every gain from scratch and checks that no candidate left would have gained more. */
    @Property(tries = 200)
    void everyPickIsTheBestThatIsLeft(
            @ForAll @IntRange(max = 40) int count,
            @ForAll @IntRange(min = 1, max = 12) int k,
            @ForAll @IntRange(min = 1, max = 11) int dimension,
            @ForAll @DoubleRange(max = 1) double weight,
            @ForAll long seed) {
        Map<String, float[]> vectors = Items.vectors(Items.ids(count), dimension, seed);
        KeptCandidates kept = kept(count, seed);
        Selection selection = MmrDiversifier.builder()
                .vectors(Items.reader(dimension, vectors))
                .diversityWeight(weight)
                .build()
                .select(kept, k);

        List<Integer> chosen = new ArrayList<>();
        for (int position = 0; position < selection.size(); position++) {
            int pick = selection.index(position);
            double best = Double.NEGATIVE_INFINITY;
            for (int index = 0; index < kept.size(); index++) {
                if (!chosen.contains(index)) {
                    best = Math.max(best, gain(kept, vectors, weight, chosen, index));
                }
            }
            assertThat(gain(kept, vectors, weight, chosen, pick)).isCloseTo(best, within(1e-6));
            chosen.add(pick);
        }
        assertThat(chosen).hasSize(Math.min(k, count)).doesNotHaveDuplicates();
    }

    @Property(tries = 100)
    void zeroDiversityWeightKeepsRankerOrder(
            @ForAll @IntRange(max = 40) int count, @ForAll @IntRange(min = 1, max = 50) int k, @ForAll long seed) {
        Map<String, float[]> vectors = Items.vectors(Items.ids(count), DIMENSION, seed);
        Selection selection = MmrDiversifier.builder()
                .vectors(Items.reader(DIMENSION, vectors))
                .diversityWeight(0)
                .build()
                .select(kept(count, seed), k);
        for (int position = 0; position < selection.size(); position++) {
            assertThat(selection.index(position)).isEqualTo(position);
        }
    }

    @Test
    void candidatesWithTheSameVectorTieToTheBetterRank() {
        for (int dimension = 1; dimension < 40; dimension++) {
            float[] same = new float[dimension];
            Random random = new Random(dimension);
            for (int i = 0; i < dimension; i++) {
                same[i] = random.nextFloat();
            }
            Map<String, float[]> vectors = new HashMap<>();
            Items.ids(9).forEach(id -> vectors.put(id, same));
            assertThat(picks(1, vectors, dimension, 9, 8, 7, 6, 5, 4, 3, 2, 1)).isEqualTo(Items.list(0, 1, 2, 3, 4));
        }
    }

    @Test
    void aNearDuplicateGivesWayToSomethingElse() {
        Map<String, float[]> vectors =
                Map.of("item 0", Items.vector(1, 0), "item 1", Items.vector(0.99, 0.1), "item 2", Items.vector(0, 1));
        // Scaled to 1, 0.75 and 0: the near duplicate leads by 0.75 (1 - w), and pays 0.995 w.
        assertThat(picks(0.5, vectors, 2, 9, 8, 5)).isEqualTo(Items.list(0, 2, 1));
        assertThat(picks(0.4, vectors, 2, 9, 8, 5)).isEqualTo(Items.list(0, 1, 2));
    }

    @Test
    void theLengthOfAVectorPlaysNoPart() {
        Map<String, float[]> vectors =
                Map.of("item 0", Items.vector(1e-20, 0), "item 1", Items.vector(1e20, 0), "item 2", Items.vector(0, 1));
        assertThat(picks(0.5, vectors, 2, 1, 1, 1)).isEqualTo(Items.list(0, 2, 1));
    }

    @Test
    void anItemWithoutAVectorIsLikeNothing() {
        Map<String, float[]> vectors = Map.of("item 0", Items.vector(1, 0), "item 2", Items.vector(1, 0));
        assertThat(picks(0.5, vectors, 2, 1, 1, 1)).isEqualTo(Items.list(0, 1, 2));
        assertThat(picks(0.5, Map.of(), 2, 3, 2, 1)).isEqualTo(Items.list(0, 1, 2));
    }

    @Test
    void scoresOfAnySizeAreScaled() {
        Map<String, float[]> vectors = Map.of("item 0", Items.vector(1, 0), "item 1", Items.vector(1, 0));
        assertThat(picks(0.3, vectors, 2, Double.MAX_VALUE, 0, -Double.MAX_VALUE))
                .isEqualTo(Items.list(0, 1, 2));
        assertThat(picks(0.3, vectors, 2, 3e-300, 2e-300, 1e-300)).isEqualTo(Items.list(0, 1, 2));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        MmrDiversifier.Builder builder = MmrDiversifier.builder();
        for (double weight : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> builder.diversityWeight(weight))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was " + weight);
        }
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("vectors");
    }

    /** Picks up to five items with the given scores. */
    private static List<Integer> picks(double weight, Map<String, float[]> vectors, int dimension, double... scores) {
        KeptCandidates kept = Batches.kept(Batches.scored(Batches.context("viewer"), Items.ids(scores.length), scores));
        Selection selection = MmrDiversifier.builder()
                .vectors(Items.reader(dimension, vectors))
                .diversityWeight(weight)
                .build()
                .select(kept, 5);
        List<Integer> picks = new ArrayList<>();
        for (int position = 0; position < selection.size(); position++) {
            picks.add(selection.index(position));
        }
        return picks;
    }

    private static KeptCandidates kept(int count, long seed) {
        double[] scores = new Random(seed).doubles(count, -5, 5).toArray();
        return Batches.kept(Batches.scored(Batches.context("viewer"), Items.ids(count), scores));
    }

    private static double gain(
            KeptCandidates kept, Map<String, float[]> vectors, double weight, List<Integer> chosen, int index) {
        double smallest = kept.score(kept.size() - 1);
        double range = kept.score(0) - smallest;
        double relevance = range == 0 ? 1 : (kept.score(index) - smallest) / range;
        double nearest = chosen.stream()
                .mapToDouble(pick -> similarity(vectors, kept.id(index), kept.id(pick)))
                .max()
                .orElse(0);
        return (1 - weight) * relevance - weight * nearest;
    }

    private static double similarity(Map<String, float[]> vectors, String a, String b) {
        return vectors.containsKey(a) && vectors.containsKey(b) ? Items.cosine(vectors.get(a), vectors.get(b)) : 0;
    }
}
