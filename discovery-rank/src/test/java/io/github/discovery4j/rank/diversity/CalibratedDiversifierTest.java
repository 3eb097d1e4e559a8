package io.github.discovery4j.rank.diversity;

import static io.github.discovery4j.rank.diversity.Constraints.atMost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.DiversifierContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CalibratedDiversifierTest extends DiversifierContract {

    private static final Map<String, Double> TASTE = Map.of("drama", 7.0, "comedy", 3.0);

    @Override
    protected Diversifier diversifier() {
        return CalibratedDiversifier.builder("genre", context -> TASTE)
                .constraint(atMost(3, "genre"))
                .build();
    }

    @Override
    protected List<String> items() {
        return Items.ids(30);
    }

    @Override
    protected ItemAttributes attributes() {
        return Items.labels("genre", genres(30, 5));
    }

    /** Computes every divergence from its definition and checks that no candidate left would have gained more. */
    @Property(tries = 300)
    void everyPickIsTheBestThatIsLeft(
            @ForAll @IntRange(max = 30) int count,
            @ForAll @IntRange(min = 1, max = 12) int k,
            @ForAll @DoubleRange(max = 1) double weight,
            @ForAll long seed) {
        Map<String, Set<String>> genres = genres(count, seed);
        KeptCandidates kept = kept(
                genres, new Random(seed).ints(count, -5, 5).asDoubleStream().toArray());
        double[] relevance = ScaledScores.of(kept);
        Map<String, Double> taste = Map.of("drama", 0.5, "comedy", 0.2, "horror", 0.3);

        List<Integer> chosen = new ArrayList<>();
        for (int pick : picks(kept, taste, weight, k)) {
            double best = Double.NEGATIVE_INFINITY;
            for (int index = 0; index < count; index++) {
                if (!chosen.contains(index)) {
                    best = Math.max(
                            best,
                            (1 - weight) * relevance[index] - weight * divergence(kept, genres, taste, chosen, index));
                }
            }
            double gain = (1 - weight) * relevance[pick] - weight * divergence(kept, genres, taste, chosen, pick);
            assertThat(gain).isCloseTo(best, within(1e-9));
            chosen.add(pick);
        }
        assertThat(chosen).hasSize(Math.min(k, count)).doesNotHaveDuplicates();
    }

    @Test
    void aSlateIsAsMixedAsTheTaste() {
        Map<String, Set<String>> genres = new HashMap<>();
        Items.ids(20).forEach(id -> genres.put(id, Set.of(genres.size() < 10 ? "drama" : "comedy")));
        double[] scores = new Random(1).doubles(20).toArray();
        KeptCandidates kept = kept(genres, scores);
        List<Integer> picks = picks(kept, TASTE, 0.99, 10);
        assertThat(picks.stream().filter(pick -> genres.get(kept.id(pick)).contains("drama")))
                .hasSize(7);
    }

    @Test
    void aPersonWithoutATasteGetsTheRankersOrder() {
        KeptCandidates kept = kept(genres(6, 1), 6, 5, 4, 3, 2, 1);
        assertThat(picks(kept, Map.of(), 0.5, 6)).isEqualTo(Items.list(0, 1, 2, 3, 4, 5));
        assertThat(picks(kept, Map.of("drama", 0.0), 1, 6)).isEqualTo(Items.list(0, 1, 2, 3, 4, 5));
        assertThat(picks(kept, TASTE, 0, 6)).isEqualTo(Items.list(0, 1, 2, 3, 4, 5));
    }

    @Test
    void aTasteCountsEachLikedItemOnce() {
        ItemAttributes attributes =
                Items.labels("genre", Map.of("a", Set.of("drama"), "b", Set.of("drama", "comedy"), "c", Set.of()));
        assertThat(CalibratedDiversifier.tasteOf(List.of("a", "a", "b", "c", "unknown"), attributes, "genre"))
                .isEqualTo(Map.of("drama", 0.75, "comedy", 0.25));
        assertThat(CalibratedDiversifier.tasteOf(List.of(), attributes, "genre"))
                .isEmpty();
    }

    /** Sets and maps may hand out the same in another order with every process; one ulp of a sum would then break ties. */
    @Property(tries = 100)
    void theOrderOfSetsAndMapsChangesNothing(@ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
        Map<String, Set<String>> genres = genres(count, seed);
        double[] scores = new double[count];
        LinkedHashMap<String, Double> taste = new LinkedHashMap<>();
        for (String genre : List.of("noir", "drama", "horror", "comedy")) {
            taste.put(genre, new Random(seed + taste.size()).nextDouble());
        }
        CalibrationGain gain = gain(kept(genres, scores), CalibratedDiversifier.normalised(taste));
        CalibrationGain backwards =
                gain(kept(backwards(genres), scores), CalibratedDiversifier.normalised(taste.reversed()));
        for (int pick = 0; pick < count; pick++) {
            for (int index = 0; index < count; index++) {
                assertThat(gain.of(index)).isEqualTo(backwards.of(index));
            }
            gain.picked(pick);
            backwards.picked(pick);
        }
        List<String> ids = new ArrayList<>(genres.keySet());
        assertThat(CalibratedDiversifier.tasteOf(ids, Items.labels("genre", genres), "genre"))
                .isEqualTo(CalibratedDiversifier.tasteOf(
                        ids.reversed(), Items.labels("genre", backwards(genres)), "genre"));
    }

    @Test
    void tastesAndAttributesThatAreNoneAreRefused() {
        KeptCandidates kept = kept(genres(3, 1), 3, 2, 1);
        for (double share : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> picks(kept, Map.of("drama", share), 0.5, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("" + share);
        }
        Diversifier unknown =
                CalibratedDiversifier.builder("gender", context -> TASTE).build();
        assertThatThrownBy(() -> unknown.select(kept, 1)).hasMessageContaining("[genre]");
    }

    private static List<Integer> picks(KeptCandidates kept, Map<String, Double> taste, double weight, int k) {
        Selection selection = CalibratedDiversifier.builder("genre", context -> taste)
                .diversityWeight(weight)
                .build()
                .select(kept, k);
        List<Integer> picks = new ArrayList<>();
        for (int position = 0; position < selection.size(); position++) {
            picks.add(selection.index(position));
        }
        return picks;
    }

    private static KeptCandidates kept(Map<String, Set<String>> genres, double... scores) {
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("viewer").build(), new IdSpace())
                .attributes(Items.labels("genre", genres))
                .build();
        return Batches.kept(Batches.scored(context, Items.ids(scores.length), scores));
    }

    private static CalibrationGain gain(KeptCandidates kept, Map<String, Double> taste) {
        return new CalibrationGain(kept, kept.context().attributes(), "genre", taste, 1);
    }

    private static Map<String, Set<String>> backwards(Map<String, Set<String>> genres) {
        Map<String, Set<String>> backwards = new HashMap<>();
        genres.forEach((id, ofItem) -> backwards.put(id, new LinkedHashSet<>(new ArrayList<>(ofItem).reversed())));
        return backwards;
    }

    /** None to three of four genres. */
    private static Map<String, Set<String>> genres(int count, long seed) {
        Random random = new Random(seed);
        List<String> all = List.of("drama", "comedy", "horror", "noir");
        Map<String, Set<String>> genres = new HashMap<>();
        for (String id : Items.ids(count)) {
            int from = random.nextInt(4);
            genres.put(id, Set.copyOf(all.subList(from, Math.min(4, from + random.nextInt(4)))));
        }
        return genres;
    }

    private static double divergence(
            KeptCandidates kept,
            Map<String, Set<String>> genres,
            Map<String, Double> taste,
            List<Integer> picks,
            int more) {
        List<Integer> slate = new ArrayList<>(picks);
        slate.add(more);
        List<Set<String>> labels = slate.stream()
                .map(index -> genres.get(kept.id(index)))
                .filter(ofItem -> !ofItem.isEmpty())
                .toList();
        double divergence = 0;
        for (Map.Entry<String, Double> wanted : taste.entrySet()) {
            double share = labels.stream()
                    .mapToDouble(ofItem -> ofItem.contains(wanted.getKey()) ? 1.0 / ofItem.size() : 0)
                    .average()
                    .orElse(0);
            divergence += wanted.getValue() * Math.log(wanted.getValue() / (0.99 * share + 0.01 * wanted.getValue()));
        }
        return divergence;
    }
}
