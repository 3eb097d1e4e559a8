package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactIndexTest extends PersonalDataHolderContract {

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final ExactIndex index = index(2);

    private ExactIndex index(int dimension) {
        return ExactIndex.of(VectorIndexSettings.of("taste", dimension)
                .derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES, SignalGroup.BEHAVIOUR)));
    }

    @Override
    protected PersonalDataHolder holder() {
        ExactIndex holder = index(2);
        holder.accept("ana", new float[] {1, 2});
        holder.accept("bo", new float[] {2, 1});
        return holder;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "bo";
    }

    @Test
    void theNearestComeFirst() {
        index.accept("north", new float[] {0, 3});
        index.accept("east", new float[] {0.1f, 0});
        index.accept("south-west", new float[] {-2, -2});
        SearchResult result = index.search(VectorQuery.nearestTo(new float[] {3, 4}, 5));
        assertThat(ids(result)).containsExactly("north", "east", "south-west");
        assertThat(result.similarity(0)).isCloseTo(0.8f, within(1e-6f));
        assertThat(result.similarity(1)).isCloseTo(0.6f, within(1e-6f));
        assertThat(result.similarity(2)).isCloseTo(-0.98995f, within(1e-5f));
        assertThat(result.visited()).isEqualTo(3);
        assertThat(result.complete()).isTrue();
    }

    @Test
    void tiesGoToTheSmallerCodePoint() {
        // U+FFEE comes before the elephant, though its UTF-16 unit comes after the elephant's first.
        for (String id : List.of("\uD83D\uDC18", "\uFFEE", "b", "a", "aa")) {
            index.accept(id, new float[] {1, 1});
        }
        assertThat(ids(index.search(VectorQuery.nearestTo(new float[] {1, 0}, 4))))
                .containsExactly("a", "aa", "b", "\uFFEE");
    }

    @Test
    void aStoredIdIsNotItsOwnNeighbour() {
        index.accept("a", new float[] {1, 0});
        index.accept("twin", new float[] {2, 0});
        assertThat(ids(index.search(VectorQuery.nearestTo("a", 5)))).containsExactly("twin");
        assertThat(index.search(VectorQuery.nearestTo("unknown", 5)).size()).isZero();
    }

    @Test
    void anEmptyIndexFindsNothing() {
        SearchResult result = index.search(VectorQuery.nearestTo(new float[] {1, 0}, Integer.MAX_VALUE));
        assertThat(result.size()).isZero();
        assertThat(result.visited()).isZero();
    }

    @Test
    void aLaterVectorReplacesTheEarlierOne() {
        index.accept("a", new float[] {1, 0});
        index.accept("a", new float[] {0, 1});
        assertThat(index.size()).isEqualTo(1);
        SearchResult result = index.search(VectorQuery.nearestTo(new float[] {0, 1}, 5));
        assertThat(ids(result)).containsExactly("a");
        assertThat(result.similarity(0)).isEqualTo(1);
        float[] read = new float[2];
        assertThat(index.read("a", read, 0)).isTrue();
        assertThat(read).containsExactly(0, 1);
    }

    @Test
    void whatIsMaskedDoesNotCountTowardsK() {
        index.accept("a", new float[] {1, 0});
        index.accept("b", new float[] {1, 0.1f});
        index.accept("c", new float[] {0, 1});
        VectorQuery query = VectorQuery.nearestTo(new float[] {1, 0}, 2);
        ledger.optOut("a", SignalGroup.BEHAVIOUR);
        assertThat(ids(index.search(query))).containsExactly("b", "c");
        assertThat(index.read("a", new float[2], 0)).isFalse();
        assertThat(index.search(VectorQuery.nearestTo("a", 5)).size()).isZero();
        assertThat(ids(index.search(query.admitting(id -> !id.equals("b"))))).containsExactly("c");
        ledger.optOut("c", SignalGroup.CONNECTORS);
        ledger.optIn("a", SignalGroup.BEHAVIOUR);
        assertThat(ids(index.search(query))).containsExactly("a", "b");
        ledger.withdraw("b");
        assertThat(ids(index.search(query))).containsExactly("a", "c");
    }

    @Test
    void forgetDeletesWhatIsDerivedFromTheGroupAlone() {
        index.accept("a", new float[] {1, 0});
        assertThat(index.forget("a", SignalGroup.CONNECTORS)).isZero();
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.forget("a", SignalGroup.FAVOURITES)).isEqualTo(1);
        assertThat(index.size()).isZero();
        assertThat(index.forget("a", SignalGroup.FAVOURITES)).isZero();
    }

    @Test
    void aMaskedVectorIsStillItsOwnersToExport() {
        index.accept("a", new float[] {3, 4});
        ledger.withdraw("a");
        assertThat(index.export("a"))
                .extracting(PersonalRecord::group, PersonalRecord::value)
                .containsExactlyInAnyOrder(
                        tuple(SignalGroup.FAVOURITES, "[0.6, 0.8]"), tuple(SignalGroup.BEHAVIOUR, "[0.6, 0.8]"));
    }

    @Test
    void anIndexOfThingsHoldsNothingAboutPeople() {
        ExactIndex films = ExactIndex.of(VectorIndexSettings.of("films", 1));
        films.accept("arrival", new float[] {3});
        assertThat(films.signalGroups()).isEmpty();
        assertThat(films.export("arrival")).isEmpty();
        assertThat(films.forget("arrival", SignalGroup.FAVOURITES)).isZero();
        assertThat(films.delete("arrival")).isTrue();
        assertThat(films.delete("arrival")).isFalse();
    }

    @Test
    void wrongInputIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.accept("a", new float[3]))
                .withMessageContainingAll("vector dimension", "index dimension 2", "was 3", "\"taste\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.search(VectorQuery.nearestTo(new float[1], 5)))
                .withMessageContainingAll("query dimension", "was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.accept("a", new float[2]))
                .withMessageContainingAll("zero", "\"taste\"");
        assertThatIllegalArgumentException().isThrownBy(() -> index.accept("", new float[] {1, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> VectorQuery.nearestTo("a", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> VectorIndexSettings.of("taste", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorIndexSettings.of("taste", 1).derivedFrom(ledger, Set.of()))
                .withMessageContaining("one signal group or more");
        assertThat(index.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void valuesMustBeFinite(float value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.accept("ana", new float[] {1, value}))
                .withMessageContainingAll("value 1 was " + value, "\"taste\"")
                .withMessageNotContaining("ana");
    }

    @Test
    void lengthsOfAnySizeAreScaledToOne() {
        for (float length : new float[] {Float.MIN_VALUE, 1e-30f, 1, 1e30f, Float.MAX_VALUE}) {
            index.accept("a", new float[] {length, -length});
            float[] read = new float[2];
            index.read("a", read, 0);
            assertThat(read).containsExactly(new float[] {0.70710677f, -0.70710677f}, within(1e-6f));
        }
    }

    @Test
    void aSearchThatRunsOutOfTimeSaysSo() {
        ExactIndex large = index(1 << 12);
        float[] vector = new float[1 << 12];
        for (int i = 0; i < 64; i++) {
            vector[i] = 1;
            large.accept("v" + i, vector);
        }
        AtomicLong clock = new AtomicLong();
        Deadline deadline = Deadline.after(Duration.ofNanos(3), clock::getAndIncrement);
        SearchResult cut = large.search(VectorQuery.nearestTo(vector, 5).until(deadline));
        assertThat(cut.complete()).isFalse();
        assertThat(cut.visited()).isBetween(1L, 63L);
        assertThat(cut.size()).isPositive();
    }

    @Property(tries = 60)
    void agreesWithASortOfEverything(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 70) int dimension,
            @ForAll @IntRange(min = 1, max = 300) int k) {
        ExactIndex tested = index(dimension);
        Map<String, float[]> oracle = new TreeMap<>();
        Set<String> masked = Set.of("v3", "v14", "v159");
        masked.forEach(id -> ledger.optOut(id, SignalGroup.FAVOURITES));
        for (int step = 0; step < 2_000; step++) {
            String id = "v" + random.nextInt(400);
            if (random.nextInt(4) == 0) {
                boolean erase = random.nextBoolean();
                boolean present = oracle.remove(id) != null;
                assertThat(erase ? tested.erase(id) == 1 : tested.delete(id)).isEqualTo(present);
            } else {
                float[] vector = vector(random, dimension);
                oracle.put(id, vector);
                tested.accept(id, vector);
            }
        }
        assertThat(tested.size()).isEqualTo(oracle.size());
        float[] query = vector(random, dimension);
        SearchResult result = tested.search(VectorQuery.nearestTo(query, k).admitting(id -> id.hashCode() % 5 != 0));
        List<String> expected = new ArrayList<>(oracle.keySet());
        expected.removeIf(id -> masked.contains(id) || id.hashCode() % 5 == 0);
        expected.sort(Comparator.comparing((String id) -> -cosine(oracle.get(id), query))
                .thenComparing(IdOrder.CODE_POINTS));
        assertThat(result.size()).isEqualTo(Math.min(k, expected.size()));
        assertThat(result.visited()).isEqualTo(oracle.size());
        assertThat(ids(result)).doesNotHaveDuplicates();
        for (int i = 0; i < result.size(); i++) {
            // Rounding may swap vectors that are all but equally near; the similarity at each place may not differ.
            assertThat((double) result.similarity(i))
                    .isCloseTo(cosine(oracle.get(expected.get(i)), query), within(1e-5));
            assertThat((double) result.similarity(i)).isCloseTo(cosine(oracle.get(result.id(i)), query), within(1e-5));
            assertThat(expected).contains(result.id(i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotReadsWhatWasReplacedMovedOrDeletedSince(Precision precision) {
        ExactIndex tested =
                ExactIndex.of(VectorIndexSettings.of("films", 1 << 12).metric(Metric.DOT_PRODUCT), precision);
        float[] vector = new float[1 << 12];
        for (int i = 0; i < 40; i++) {
            vector[0] = i;
            tested.accept("film" + i, vector);
        }
        try (VectorSnapshot snapshot = tested.snapshot()) {
            for (int i = 0; i < 40; i++) {
                vector[0] = 100 + i;
                if (i % 4 == 0) {
                    tested.delete("film" + i);
                } else if (i % 4 != 1) {
                    tested.accept("film" + i, vector);
                }
            }
            tested.accept("later", vector);
            tested.erase("film2");
            for (int i = 0; i < 40; i++) {
                assertThat(snapshot.read("film" + i, vector, 0)).isEqualTo(i != 2);
                assertThat(i == 2 || vector[0] == i).isTrue();
            }
            assertThat(snapshot.read("later", vector, 0)).isFalse();
            assertThat(snapshot.search(VectorQuery.nearestTo("later", 1)).size())
                    .isZero();
            assertThat(ids(snapshot.search(VectorQuery.nearestTo("film4", 1)))).containsExactly("film39");
        }
    }

    @ParameterizedTest
    @EnumSource
    void queriesTogetherAnswerAsOneByOne(Precision precision) {
        for (Metric metric : Metric.values()) {
            queriesTogetherAnswerAsOneByOne(
                    VectorIndexSettings.of("films", 33).metric(metric).numbers("year"), precision);
        }
    }

    private static void queriesTogetherAnswerAsOneByOne(VectorIndexSettings settings, Precision precision) {
        Random random = new Random(3);
        ExactIndex tested = ExactIndex.of(settings, precision);
        for (int i = 0; i < 5_000; i++) {
            tested.put("v" + i, vector(random, 33), EntryAttributes.NONE.number("year", 1_980 + i % 40));
        }
        for (int i = 0; i < 5_000; i += 17) {
            tested.delete("v" + i);
        }
        List<VectorQuery> queries = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            VectorQuery query = VectorQuery.nearestTo(vector(random, 33), 1 + i).excluding(Set.of("v" + i));
            queries.add(i % 3 == 0 ? query.filter(Filter.range("year", 1_990, 1_999)) : query);
        }
        queries.add(5, VectorQuery.nearestTo("unknown", 3));
        queries.add(7, VectorQuery.nearestTo("v8", 3));
        queries.add(VectorQuery.nearestTo(vector(random, 33), 3).until(Deadline.after(Duration.ZERO)));
        List<SearchResult> together = tested.searchAll(queries);
        assertThat(together).hasSameSizeAs(queries);
        for (int i = 0; i < queries.size(); i++) {
            SearchResult alone = tested.search(queries.get(i));
            assertThat(ids(together.get(i))).isEqualTo(ids(alone));
            for (int j = 0; j < alone.size(); j++) {
                assertThat(together.get(i).similarity(j)).isEqualTo(alone.similarity(j));
            }
            assertThat(together.get(i).cost()).isEqualTo(alone.cost());
        }
        assertThat(tested.searchAll(List.of())).isEmpty();
    }

    @Test
    void whoeverRunsOutOfTimeAmongFourDoesNotStopTheOthers() {
        ExactIndex large = index(1 << 12);
        float[] vector = new float[1 << 12];
        for (int i = 0; i < 64; i++) {
            vector[i] = 1;
            large.accept("v" + i, vector);
        }
        AtomicLong clock = new AtomicLong();
        VectorQuery query = VectorQuery.nearestTo(vector, 5);
        VectorQuery hurried = query.until(Deadline.after(Duration.ofNanos(2), clock::getAndIncrement));
        List<SearchResult> found = large.searchAll(List.of(query, hurried, query, query));
        assertThat(found.get(1).complete()).isFalse();
        assertThat(found.get(1).visited()).isBetween(1L, 63L);
        for (int i : new int[] {0, 2, 3}) {
            assertThat(ids(found.get(i))).isEqualTo(ids(large.search(query)));
            assertThat(found.get(i).visited()).isEqualTo(64);
        }
    }

    @Test
    void onlyWhatPassesTheFilterIsCompared() {
        ExactIndex films = ExactIndex.of(VectorIndexSettings.of("films", 2).labels("language"));
        for (int i = 0; i < 100; i++) {
            films.put(
                    "film" + i, new float[] {1, i}, EntryAttributes.NONE.label("language", i % 10 == 0 ? "es" : "en"));
        }
        films.delete("film20");
        VectorQuery query = VectorQuery.nearestTo(new float[] {1, 0}, 3).excluding(Set.of("film0"));
        SearchResult spanish = films.search(query.filter(Filter.equal("language", "es")));
        assertThat(ids(spanish)).containsExactly("film10", "film30", "film40");
        assertThat(spanish.cost()).isEqualTo(new SearchCost(SearchCost.Method.EXACT, 9, 1, true));
        assertThat(films.search(query.filter(Filter.equal("language", "fr"))).cost())
                .isEqualTo(SearchCost.NOTHING);
    }

    @Test
    void halvesRefuseWhatTheyCannotHold() {
        ExactIndex tested =
                ExactIndex.of(VectorIndexSettings.of("films", 2).metric(Metric.EUCLIDEAN), Precision.FLOAT16);
        tested.accept("a", new float[] {65_504, -65_504});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tested.accept("b", new float[] {0, -65_505}))
                .withMessageContainingAll("65504", "value 1 was -65505", "FLOAT32");
        assertThat(tested.precision()).isEqualTo(Precision.FLOAT16);
        assertThat(tested.footprint().heapBytes()).isPositive();
    }

    @Property(tries = 50)
    void anyIdWillDo(@ForAll @NotEmpty String id) {
        ExactIndex tested = index(1);
        tested.accept(id, new float[] {5});
        assertThat(ids(tested.search(VectorQuery.nearestTo(new float[] {1}, 3))))
                .containsExactly(id);
    }

    private static float[] vector(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(squaresOfA * squaresOfB);
    }

    private static List<String> ids(SearchResult result) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            ids.add(result.id(i));
        }
        return ids;
    }
}
