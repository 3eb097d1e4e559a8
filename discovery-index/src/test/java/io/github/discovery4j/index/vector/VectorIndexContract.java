package io.github.discovery4j.index.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;

/** The laws of a {@link VectorIndex}; every implementation extends it. */
public abstract class VectorIndexContract extends PersonalDataHolderContract {

    private static final double ROUNDING = 2e-5;
    private static final Set<SignalGroup> GROUPS = Set.of(SignalGroup.FAVOURITES, SignalGroup.BEHAVIOUR);

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final Set<String> erased = new HashSet<>();
    private final List<VectorIndex> opened = new ArrayList<>();
    private long foundByGraph;
    private long wantedByGraph;

    /**
     * Creates an empty index.
     *
     * @param settings what it will hold
     * @return the index; the contract closes it
     */
    protected abstract VectorIndex create(VectorIndexSettings settings);

    /**
     * Tells the least share of the nearest that searches must find here, over sets of at most some thousand vectors. What is
     * found by graph is counted over the few queries of a set together: one that asks for one vector finds all or nothing.
     *
     * @return 1 for indexes that search such sets exactly
     */
    protected double leastRecall() {
        return 1;
    }

    /**
     * Tells how far similarities may be from {@link Metric#similarity} in this implementation.
     *
     * @return 0.00002 of the vectors' squared length, for float32
     */
    protected double rounding() {
        return ROUNDING;
    }

    @AfterTry
    void closeAll() {
        opened.forEach(VectorIndex::close);
        opened.clear();
    }

    private VectorIndex open(VectorIndexSettings settings) {
        VectorIndex index = create(settings);
        opened.add(index);
        return index;
    }

    private VectorIndexSettings people(int dimension) {
        return VectorIndexSettings.of("taste", dimension)
                .labels("language", "community")
                .numbers("age", "lat", "lon")
                .derivedFrom(ledger, GROUPS)
                .erased(erased::contains);
    }

    @Override
    protected PersonalDataHolder holder() {
        VectorIndex holder = open(people(2));
        holder.put("ana", new float[] {1, 2}, EntryAttributes.NONE.label("language", "es"));
        holder.accept("bo", new float[] {2, 1});
        holder.refresh();
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

    @Example
    void anEmptyIndexFindsNothing() {
        VectorIndex index = open(people(2));
        SearchResult result = index.search(VectorQuery.nearestTo(new float[] {1, 0}, 5));
        assertThat(result.size()).isZero();
        assertThat(result.visited()).isZero();
        assertThat(result.complete()).isTrue();
        assertThat(index.size()).isZero();
        assertThat(index.search(VectorQuery.nearestTo("nobody", 5)).size()).isZero();
        assertThat(index.search(VectorQuery.allAbove(0.1f, "nobody")).size()).isZero();
        assertThat(index.delete("nobody")).isFalse();
    }

    @Example
    void tiesGoToTheSmallerCodePoint() {
        VectorIndex index = open(people(2));
        for (String id : List.of("\uD83D\uDC18", "\uFFEE", "b", "a", "aa")) {
            index.accept(id, new float[] {1, 1});
        }
        index.refresh();
        assertThat(ids(index.search(VectorQuery.nearestTo(new float[] {1, 0}, 4))))
                .containsExactly("a", "aa", "b", "\uFFEE");
    }

    @Example
    void aLaterVectorReplacesTheEarlierOne() {
        VectorIndex index = open(people(2));
        index.put("a", new float[] {1, 0}, EntryAttributes.NONE.label("language", "es"));
        index.refresh();
        index.accept("a", new float[] {0, 3});
        index.refresh();
        assertThat(index.size()).isEqualTo(1);
        SearchResult result = index.search(VectorQuery.nearestTo(new float[] {0, 1}, 5));
        assertThat(ids(result)).containsExactly("a");
        assertThat(result.similarity(0)).isCloseTo(1, within((float) rounding()));
        float[] read = new float[3];
        assertThat(index.read("a", read, 1)).isTrue();
        assertThat(read).containsExactly(0, 0, 1);
        assertThat(ids(index.search(
                        VectorQuery.nearestTo(new float[] {0, 1}, 5).filter(Filter.equal("language", "es")))))
                .isEmpty();
    }

    @Example
    void aStoredIdIsNotItsOwnNeighbour() {
        VectorIndex index = open(people(2));
        index.accept("a", new float[] {1, 0});
        index.accept("twin", new float[] {2, 0});
        index.refresh();
        assertThat(ids(index.search(VectorQuery.nearestTo("a", 5)))).containsExactly("twin");
        assertThat(ids(index.search(VectorQuery.allAbove(0.5f, "a")))).containsExactly("twin");
    }

    @Example
    void whatIsMaskedDoesNotCountTowardsK() {
        VectorIndex index = open(people(2));
        index.accept("a", new float[] {1, 0});
        index.accept("b", new float[] {1, 0.1f});
        index.accept("c", new float[] {0, 1});
        index.refresh();
        VectorQuery query = VectorQuery.nearestTo(new float[] {1, 0}, 2);
        ledger.optOut("a", SignalGroup.BEHAVIOUR);
        assertThat(ids(index.search(query))).containsExactly("b", "c");
        assertThat(index.read("a", new float[2], 0)).isFalse();
        assertThat(index.search(VectorQuery.nearestTo("a", 5)).size()).isZero();
        assertThat(ids(index.search(query.admitting(id -> !id.equals("b"))))).containsExactly("c");
        assertThat(ids(index.search(query.excluding(Set.of("b", "unknown"))))).containsExactly("c");
        ledger.optOut("c", SignalGroup.CONNECTORS);
        ledger.optIn("a", SignalGroup.BEHAVIOUR);
        assertThat(ids(index.search(query))).containsExactly("a", "b");
        ledger.withdraw("b");
        assertThat(ids(index.search(query))).containsExactly("a", "c");
        try (VectorSnapshot snapshot = index.snapshot()) {
            ledger.optOut("c", SignalGroup.FAVOURITES);
            assertThat(ids(snapshot.search(query))).containsExactly("a");
            assertThat(snapshot.read("c", new float[2], 0)).isFalse();
        }
    }

    @Example
    void whatIsDeletedOrErasedIsGoneAtOnce() {
        VectorIndex index = open(people(2));
        for (String id : List.of("a", "b", "c")) {
            index.accept(id, new float[] {1, 0});
        }
        index.refresh();
        try (VectorSnapshot before = index.snapshot()) {
            assertThat(index.delete("a")).isTrue();
            assertThat(ids(index.search(VectorQuery.nearestTo(new float[] {1, 0}, 5))))
                    .containsExactly("b", "c");
            assertThat(index.erase("b")).isEqualTo(1);
            assertThat(ids(index.search(VectorQuery.nearestTo(new float[] {1, 0}, 5))))
                    .containsExactly("c");
            assertThat(index.read("b", new float[2], 0)).isFalse();
            assertThat(index.delete("a")).isFalse();
            assertThat(ids(before.search(VectorQuery.nearestTo(new float[] {1, 0}, 5))))
                    .as("a snapshot keeps what was deleted, not whom somebody erased")
                    .containsExactly("a", "c");
            assertThat(before.read("b", new float[2], 0)).isFalse();
        }
        index.refresh();
        assertThat(index.size()).isEqualTo(1);
        index.accept("a", new float[] {1, 0});
        index.refresh();
        assertThat(ids(index.search(VectorQuery.nearestTo(new float[] {1, 0}, 5))))
                .containsExactly("a", "c");
    }

    @Example
    void aSnapshotDoesNotMove() {
        VectorIndex index = open(people(2));
        index.accept("a", new float[] {1, 0});
        index.refresh();
        try (VectorSnapshot snapshot = index.snapshot()) {
            index.accept("a", new float[] {0, 1});
            index.accept("b", new float[] {1, 0});
            index.refresh();
            assertThat(snapshot.size()).isEqualTo(1);
            SearchResult result = snapshot.search(VectorQuery.nearestTo(new float[] {1, 0}, 5));
            assertThat(ids(result)).containsExactly("a");
            assertThat(result.similarity(0)).isCloseTo(1, within((float) rounding()));
            float[] read = new float[2];
            assertThat(snapshot.read("a", read, 0)).isTrue();
            assertThat(read).containsExactly(1, 0);
        }
        assertThat(ids(index.search(VectorQuery.nearestTo(new float[] {1, 0}, 5))))
                .containsExactly("b", "a");
    }

    @Example
    void whoWasErasedForGoodIsNotStoredAgain() {
        VectorIndex index = open(people(2));
        erased.add("a");
        index.accept("a", new float[] {1, 0});
        index.refresh();
        assertThat(index.size()).isZero();
    }

    @Example
    void anIndexOfThingsHoldsNothingAboutPeople() {
        VectorIndex films = open(VectorIndexSettings.of("films", 1));
        films.accept("arrival", new float[] {3});
        films.refresh();
        assertThat(films.signalGroups()).isEmpty();
        assertThat(films.export("arrival")).isEmpty();
        assertThat(films.forget("arrival", SignalGroup.FAVOURITES)).isZero();
        assertThat(films.delete("arrival")).isTrue();
    }

    @Example
    void wrongInputIsRefusedAndNothingIsStored() {
        VectorIndex index = open(people(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.accept("ana", new float[3]))
                .withMessageContainingAll("vector dimension", "index dimension 2", "was 3", "\"taste\"")
                .withMessageNotContaining("ana");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.search(VectorQuery.nearestTo(new float[1], 5)))
                .withMessageContainingAll("query dimension", "was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.accept("ana", new float[2]))
                .withMessageContainingAll("zero", "\"taste\"");
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> index.accept("ana", new float[] {1, value}))
                    .withMessageContainingAll("value 1 was " + value, "\"taste\"");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> index.accept("", new float[] {1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.put("ana", new float[] {1, 1}, EntryAttributes.NONE.label("colour", "red")))
                .withMessageContainingAll("\"colour\"", "not declared", "language");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.search(
                        VectorQuery.nearestTo(new float[] {1, 1}, 5).filter(Filter.range("language", 1, 2))))
                .withMessageContainingAll("\"language\"", "NUMBER", "LABELS");
        index.refresh();
        assertThat(index.size()).isZero();
    }

    @Example
    void aDeadlineThatHasPassedCutsTheSearchShort() {
        VectorIndex index = open(people(2));
        index.accept("a", new float[] {1, 0});
        index.refresh();
        Deadline passed = Deadline.after(Duration.ofNanos(1), new AtomicLong()::getAndIncrement);
        while (!passed.expired()) {
            Thread.onSpinWait();
        }
        assertThat(index.search(VectorQuery.nearestTo(new float[] {1, 0}, 5).until(passed))
                        .complete())
                .isFalse();
    }

    /** Random writes, then random queries, against a sort of everything. */
    @Property(tries = 40)
    void agreesWithASortOfEverything(
            @ForAll Random random,
            @ForAll Metric metric,
            @ForAll @IntRange(min = 1, max = 40) int dimension,
            @ForAll @IntRange(min = 1, max = 60) int k) {
        foundByGraph = 0;
        wantedByGraph = 0;
        VectorIndex tested = open(people(dimension).metric(metric));
        Map<String, Stored> oracle = new TreeMap<>();
        write(random, dimension, tested, oracle);
        Set<String> masked = Set.of("v3", "v14", "v159");
        masked.forEach(id -> ledger.optOut(id, SignalGroup.FAVOURITES));
        assertThat(tested.size()).isEqualTo(oracle.size());
        try (VectorSnapshot snapshot = tested.snapshot()) {
            for (int i = 0; i < 6; i++) {
                float[] vector = vector(random, dimension);
                Filter filter = i % 2 == 0 ? Filter.any() : filter(random, 2);
                float above = i % 3 == 2 ? threshold(random, metric, vector, oracle) : Float.NEGATIVE_INFINITY;
                VectorQuery query = VectorQuery.nearestTo(vector, above > Float.NEGATIVE_INFINITY ? 10_000 : k)
                        .filter(filter)
                        .above(above)
                        .excluding(Set.of("v1", "v2"))
                        .admitting(id -> id.hashCode() % 5 != 0);
                Admission admitted =
                        id -> !masked.contains(id) && query.admits(id) && filter.test(id, new Attributes(oracle));
                for (VectorQuery asked : List.of(query, query.exactly())) {
                    check(tested.search(asked), asked, metric, vector, oracle, admitted);
                    check(snapshot.search(asked), asked, metric, vector, oracle, admitted);
                    check(tested.searchAll(List.of(asked)).getFirst(), asked, metric, vector, oracle, admitted);
                }
            }
        }
        assertThat((double) foundByGraph).isGreaterThanOrEqualTo(leastRecall() * wantedByGraph);
    }

    // The arrays are read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Stored(float[] vector, EntryAttributes attributes) {}

    private interface Admission {
        boolean test(String id);
    }

    private static void write(Random random, int dimension, VectorIndex tested, Map<String, Stored> oracle) {
        for (int step = 0; step < 700; step++) {
            String id = "v" + random.nextInt(300);
            if (random.nextInt(4) == 0) {
                boolean erase = random.nextBoolean();
                if (step % 50 == 0) {
                    tested.refresh();
                }
                boolean present = oracle.remove(id) != null;
                assertThat(erase ? tested.erase(id) == 1 : tested.delete(id)).isEqualTo(present);
            } else {
                Stored stored = new Stored(vector(random, dimension), attributes(random));
                oracle.put(id, stored);
                tested.put(id, stored.vector(), stored.attributes());
            }
        }
        tested.refresh();
    }

    private void check(
            SearchResult result,
            VectorQuery query,
            Metric metric,
            float[] vector,
            Map<String, Stored> oracle,
            Admission admitted) {
        Map<String, Double> similarities = new HashMap<>();
        double scale = 1;
        for (Map.Entry<String, Stored> entry : oracle.entrySet()) {
            float[] other = entry.getValue().vector();
            similarities.put(entry.getKey(), metric.similarity(vector, other));
            scale = Math.max(scale, metric == Metric.COSINE ? 1 : Math.abs(metric.similarity(vector, other)));
        }
        double tolerance = rounding() * scale;
        List<String> expected = new ArrayList<>(oracle.keySet());
        expected.removeIf(id -> !admitted.test(id));
        long close = expected.stream()
                .filter(id -> Math.abs(similarities.get(id) - query.above()) <= tolerance)
                .count();
        expected.removeIf(id -> similarities.get(id) <= query.above());
        expected.sort(Comparator.comparing((String id) -> -similarities.get(id)).thenComparing(IdOrder.CODE_POINTS));
        List<String> found = ids(result);
        assertThat(found).doesNotHaveDuplicates();
        for (int i = 0; i < result.size(); i++) {
            assertThat(admitted.test(found.get(i))).as(found.get(i)).isTrue();
            assertThat((double) result.similarity(i)).isCloseTo(similarities.get(found.get(i)), within(tolerance));
            assertThat(result.similarity(i)).isGreaterThan(query.above());
            assertThat(i == 0 || result.similarity(i) <= result.similarity(i - 1))
                    .isTrue();
        }
        int wanted = Math.min(query.k(), expected.size());
        if (query.mustBeExact()) {
            assertThat(result.cost().method()).isNotEqualTo(SearchCost.Method.GRAPH);
        }
        double worst = wanted == 0 ? 0 : similarities.get(expected.get(wanted - 1));
        if (result.cost().method() != SearchCost.Method.GRAPH || leastRecall() == 1) {
            assertThat(result.size()).isBetween((int) (wanted - close), Math.min(query.k(), (int) (wanted + close)));
            for (int i = 0; i < Math.min(result.size(), wanted); i++) {
                // Rounding may swap vectors that are all but equally near; the similarity at each place may not differ.
                assertThat((double) result.similarity(i))
                        .isCloseTo(similarities.get(expected.get(i)), within(tolerance));
            }
        } else if (wanted > 0) {
            // Rounding decides about those at the threshold itself: they count on neither side.
            ToLongFunction<List<String>> clearlyAbove = some -> some.stream()
                    .filter(id -> similarities.get(id) > query.above() + tolerance)
                    .filter(id -> similarities.get(id) >= worst - tolerance)
                    .count();
            foundByGraph += clearlyAbove.applyAsLong(found);
            wantedByGraph += clearlyAbove.applyAsLong(expected.subList(0, wanted));
        }
    }

    /** A similarity between two of those there are, so that some are above and some below. */
    private static float threshold(Random random, Metric metric, float[] vector, Map<String, Stored> oracle) {
        List<Stored> all = new ArrayList<>(oracle.values());
        return all.isEmpty()
                ? 0
                : (float) metric.similarity(
                        vector, all.get(random.nextInt(all.size())).vector());
    }

    private static EntryAttributes attributes(Random random) {
        EntryAttributes attributes = EntryAttributes.NONE;
        for (String language : List.of("en", "es", "中文")) {
            attributes = random.nextInt(3) == 0 ? attributes.label("language", language) : attributes;
        }
        attributes = random.nextBoolean() ? attributes.label("community", "c" + random.nextInt(5)) : attributes;
        attributes = random.nextBoolean() ? attributes.number("age", random.nextInt(60) - 10) : attributes;
        return random.nextInt(3) == 0
                ? attributes
                : attributes
                        .number("lat", random.nextDouble() * 180 - 90)
                        .number("lon", random.nextDouble() * 360 - 180);
    }

    private static Filter filter(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> Filter.equal("language", List.of("en", "es", "中文", "xx").get(random.nextInt(4)));
            case 1 -> Filter.in("community", "c1", "c2", "nowhere");
            case 2 ->
                Filter.range("age", random.nextInt(40) - 10, random.nextBoolean() ? Double.POSITIVE_INFINITY : 40);
            case 3 -> new Filter.Near("lat", "lon", 40.4, -3.7, random.nextInt(15_000));
            case 4 -> Filter.not(filter(random, depth - 1));
            case 5 -> Filter.and(filter(random, depth - 1), filter(random, depth - 1));
            case 6 -> Filter.or(filter(random, depth - 1), filter(random, depth - 1));
            default -> random.nextBoolean() ? Filter.and() : Filter.or();
        };
    }

    private record Attributes(Map<String, Stored> oracle) implements ItemAttributes {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return oracle.get(itemId).attributes().labels().getOrDefault(attribute, Set.of());
        }

        @Override
        public double number(String itemId, String attribute) {
            return oracle.get(itemId).attributes().numbers().getOrDefault(attribute, Double.NaN);
        }
    }

    private static float[] vector(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static List<String> ids(SearchResult result) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            ids.add(result.id(i));
        }
        return ids;
    }
}
