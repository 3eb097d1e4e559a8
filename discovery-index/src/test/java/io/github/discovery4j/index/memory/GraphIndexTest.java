package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchCost.Method;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Graph search over some thousand vectors in clusters. */
class GraphIndexTest {

    private static final int COUNT = 4_000;
    private static final GraphSettings GRAPH = GraphSettings.DEFAULT.exactBelow(500);

    private final GraphWorld world = new GraphWorld(5, 24, 60, 0.6);

    private GraphIndex index(VectorIndexSettings settings) {
        return GraphIndex.of(settings, GRAPH);
    }

    private static VectorIndexSettings films() {
        return VectorIndexSettings.of("films", 24);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void findsNearlyAllOfTheNearest(Metric metric) {
        GraphIndex index = index(films().metric(metric));
        world.fill(index, 0, COUNT);
        assertThat(method(index)).isEqualTo(Method.GRAPH);
        assertThat(world.recall(index, 200, query -> query)).isGreaterThanOrEqualTo(0.95);
        index.optimize();
        assertThat(world.recall(index, 200, query -> query)).isGreaterThanOrEqualTo(0.95);
    }

    /** The viewer is the nearest to the viewer's own vector, and never asked for. */
    @Test
    void leavingOutTheNearestDoesNotScanWhenAsManyAreAskedForAsAWalkKeeps() {
        GraphIndex index = index(films());
        world.fill(index, 0, COUNT);
        String nearest = index.search(VectorQuery.nearestTo(world.draw(), 1)).id(0);
        for (int k : new int[] {96, 150}) {
            for (VectorQuery query : List.of(
                    VectorQuery.nearestTo(nearest, k).excluding(Set.of(nearest)),
                    VectorQuery.nearestTo(nearest, k).excluding(Set.of(nearest)).effort(k))) {
                SearchResult result = index.search(query);
                assertThat(result.size()).isEqualTo(k);
                assertThat(GraphWorld.ids(result)).doesNotContain(nearest);
                assertThat(result.cost().method()).as("k %d", k).isEqualTo(Method.GRAPH);
                assertThat(result.cost().visited()).isLessThan(COUNT);
            }
        }
    }

    private Method method(GraphIndex index) {
        return index.search(VectorQuery.nearestTo(world.draw(), 10)).cost().method();
    }

    @Test
    void visitsFewOfTheVectors() {
        GraphIndex index = index(films());
        world.fill(index, 0, COUNT);
        SearchResult result =
                index.search(VectorQuery.nearestTo(world.draw(), 10).effort(10));
        assertThat(result.visited()).isPositive().isLessThan(COUNT / 4);
    }

    @Test
    void smallIndexesAreSearchedExactly() {
        GraphIndex index = index(films());
        world.fill(index, 0, 400);
        assertThat(method(index)).isEqualTo(Method.EXACT);
        world.fill(index, 400, 1_000);
        assertThat(method(index)).isEqualTo(Method.GRAPH);
        for (int i = 0; i < 900; i++) {
            index.delete("v" + i);
        }
        assertThat(method(index)).isEqualTo(Method.EXACT);
    }

    @Test
    void queriesForVeryManyAreSearchedExactly() {
        GraphIndex index = index(films());
        world.fill(index, 0, COUNT);
        SearchResult result = index.search(VectorQuery.nearestTo(world.draw(), COUNT + 1));
        assertThat(result.cost().method()).isEqualTo(Method.EXACT);
        assertThat(result.size()).isEqualTo(COUNT);
    }

    @Test
    void halfDeletedAndOthersInsertedLeavesRecallAndSpaceAsTheyWere() {
        GraphIndex index = index(films());
        world.fill(index, 0, COUNT);
        long before = index.footprint().heapBytes();
        Random random = new Random(3);
        for (int round = 0; round < 3; round++) {
            int from = COUNT * (round + 1);
            List<Integer> numbers = new ArrayList<>();
            for (int i = from - COUNT; i < from; i++) {
                numbers.add(i);
            }
            java.util.Collections.shuffle(numbers, random);
            numbers.subList(0, COUNT / 2).forEach(i -> {
                if (random.nextInt(10) == 0) {
                    index.erase("v" + i);
                } else {
                    index.delete("v" + i);
                }
            });
            assertThat(world.recall(index, 100, query -> query)).isGreaterThanOrEqualTo(0.95);
            world.fill(index, from, from + COUNT / 2);
            numbers.subList(COUNT / 2, COUNT).forEach(i -> index.delete("v" + i));
            world.fill(index, from + COUNT / 2, from + COUNT);
            assertThat(index.size()).isEqualTo(COUNT);
            assertThat(world.recall(index, 100, query -> query)).isGreaterThanOrEqualTo(0.95);
        }
        assertThat(index.footprint().heapBytes()).isLessThan(2 * before);
    }

    /** An erased slot's code is zero, which under Euclidean distance is near to vectors around the origin; it leads nowhere. */
    @ParameterizedTest
    @EnumSource(Metric.class)
    void whoIsPlacedAfterErasuresIsReached(Metric metric) {
        GraphWorld around = new GraphWorld(9, 12, 1, 1);
        GraphIndex index = GraphIndex.of(
                VectorIndexSettings.of("films", 12).metric(metric),
                GRAPH.exactBelow(50).searchEffort(32));
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            index.accept("v" + i, around.draw());
            if (random.nextInt(3) == 0) {
                index.erase("v" + random.nextInt(i + 1));
            }
        }
        assertThat(around.recall(index, 100, query -> query)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void everythingDeletedAndOthersInsertedIsFound() {
        GraphIndex index = index(films());
        world.fill(index, 0, 1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(i % 2 == 0 ? index.delete("v" + i) : index.erase("v" + i) == 1)
                    .isTrue();
        }
        assertThat(index.search(VectorQuery.nearestTo(world.draw(), 10)).size()).isZero();
        world.fill(index, 1_000, 3_000);
        assertThat(method(index)).isEqualTo(Method.GRAPH);
        assertThat(world.recall(index, 100, query -> query)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void duplicatesAreFoundAndDoNotHideOthers() {
        GraphIndex index = index(films());
        float[] twin = world.draw();
        for (int i = 0; i < 300; i++) {
            index.accept("twin" + i, twin);
        }
        world.fill(index, 0, COUNT);
        for (int i = 300; i < 600; i++) {
            index.accept("twin" + i, twin);
        }
        SearchResult twins = index.search(VectorQuery.nearestTo(twin, 50));
        assertThat(GraphWorld.ids(twins)).hasSize(50).allMatch(id -> id.startsWith("twin"));
        assertThat(world.recall(index, 200, query -> query.admitting(id -> !id.startsWith("twin"))))
                .isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void equalVectorsAllComeBack() {
        GraphIndex index = index(films());
        float[] one = world.draw();
        for (int i = 0; i < 2_000; i++) {
            index.accept("v" + i, one);
        }
        assertThat(index.search(VectorQuery.nearestTo(one, 10)).size()).isEqualTo(10);
        assertThat(index.search(VectorQuery.nearestTo(world.draw(), 10)).size()).isEqualTo(10);
    }

    @Test
    void clustersFarApartAreAllReached() {
        GraphWorld islands = new GraphWorld(8, 24, 25, 0.001);
        GraphIndex index = index(films().metric(Metric.EUCLIDEAN));
        islands.fill(index, 0, COUNT);
        assertThat(islands.recall(index, 200, query -> query)).isGreaterThanOrEqualTo(0.95);
        assertThat(islands.recall(index, 200, query -> query.effort(32))).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void oneDimensionIsEnough(Metric metric) {
        GraphIndex index = index(VectorIndexSettings.of("ages", 1).metric(metric));
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            index.accept("v" + i, new float[] {random.nextFloat() + 0.1f});
        }
        VectorQuery query = VectorQuery.nearestTo(new float[] {0.5f}, 10);
        SearchResult exact = index.search(query.exactly());
        SearchResult found = index.search(query);
        assertThat(found.size()).isEqualTo(10);
        if (metric != Metric.COSINE) {
            assertThat(found.similarity(0)).isEqualTo(exact.similarity(0));
        }
    }

    @Test
    void manyDimensionsAreWalked() {
        GraphWorld wide = new GraphWorld(6, 1_536, 40, 0.8);
        GraphIndex index = index(VectorIndexSettings.of("texts", 1_536));
        wide.fill(index, 0, 1_500);
        assertThat(wide.recall(index, 50, query -> query)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void filtersOfEveryWidthFindNearlyAll() {
        GraphIndex index = index(films().labels("share").numbers("rank"));
        for (int i = 0; i < 2 * COUNT; i++) {
            EntryAttributes attributes = EntryAttributes.NONE.number("rank", i % 1_000);
            index.put("v" + i, world.draw(), i % 3 == 0 ? attributes.label("share", "third") : attributes);
        }
        List<Method> methods = new ArrayList<>();
        for (Filter filter : List.of(
                Filter.equal("share", "third"),
                Filter.not(Filter.equal("share", "third")),
                Filter.range("rank", 0, 99),
                Filter.range("rank", 0, 9),
                Filter.range("rank", 5, 5))) {
            assertThat(world.recall(index, 60, query -> query.filter(filter)))
                    .as(filter.toString())
                    .isGreaterThanOrEqualTo(0.95);
            methods.add(index.search(VectorQuery.nearestTo(world.draw(), 10).filter(filter))
                    .cost()
                    .method());
        }
        assertThat(methods.subList(1, 2)).containsExactly(Method.GRAPH);
        assertThat(methods.subList(3, 5)).containsExactly(Method.EXACT, Method.EXACT);
        assertThat(index.search(VectorQuery.nearestTo(world.draw(), 10).filter(Filter.equal("share", "nothing")))
                        .size())
                .isZero();
    }

    @Test
    void allAboveAThresholdComeBack() {
        GraphIndex index = index(films());
        world.fill(index, 0, COUNT);
        int found = 0;
        int wanted = 0;
        for (int i = 0; i < 50; i++) {
            VectorQuery query = VectorQuery.allAbove(0.75f, world.draw());
            SearchResult result = index.search(query);
            assertThat(result.cost().method()).isEqualTo(Method.GRAPH);
            Set<String> exact = GraphWorld.ids(index.search(query.exactly()));
            Set<String> ids = GraphWorld.ids(result);
            assertThat(exact).containsAll(ids);
            found += ids.size();
            wanted += exact.size();
        }
        assertThat(wanted).isGreaterThan(500);
        assertThat((double) found / wanted).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void whoMayNotBeFoundIsWalkedThrough() {
        InMemoryConsentLedger ledger = new InMemoryConsentLedger();
        GraphIndex index = index(films().derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES)));
        world.fill(index, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            if (i % 10 != 0) {
                ledger.optOut("v" + i, SignalGroup.FAVOURITES);
            }
        }
        for (int i = 0; i < 50; i++) {
            SearchResult result = index.search(VectorQuery.nearestTo(world.draw(), 10));
            assertThat(GraphWorld.ids(result)).hasSize(10).allMatch(id -> id.endsWith("0"));
        }
        assertThat(world.recall(index, 100, query -> query)).isGreaterThanOrEqualTo(0.95);
    }

    /** Asking is what a long walk mostly takes: each of the kept at most once, and a few to see how many may be found. */
    @Test
    void aLongWalkAsksFewMoreThanItFinds() {
        GraphIndex index = index(films());
        world.fill(index, 0, 5_000);
        for (int oneIn : new int[] {2, 3, 5, 100, 10_000}) {
            AtomicInteger asked = new AtomicInteger();
            Predicate<String> admitted = id -> {
                asked.incrementAndGet();
                return (id.hashCode() & 0x7fffffff) % oneIn != 0;
            };
            int k = 300;
            VectorQuery query = VectorQuery.nearestTo(world.draw(), k).admitting(admitted);
            SearchResult walked = index.search(query);
            assertThat(walked.cost().method()).isEqualTo(Method.GRAPH);
            if (oneIn > 2) {
                assertThat(asked.get()).isLessThan(64 + (k + 30) * oneIn / (oneIn - 1) + 60);
            }
            Set<String> nearest = GraphWorld.ids(index.search(query.exactly()));
            assertThat(GraphWorld.ids(walked)).hasSize(k);
            assertThat(GraphWorld.ids(walked).stream().filter(nearest::contains).count())
                    .as("one in %d refused", oneIn)
                    .isGreaterThan(k * 95 / 100);
        }
    }

    @Test
    void aWalkThatAdmitsAlmostNobodyEndsInAScan() {
        GraphIndex index = index(films());
        world.fill(index, 0, COUNT);
        SearchResult result =
                index.search(VectorQuery.nearestTo(world.draw(), 10).admitting(id -> id.equals("v7")));
        assertThat(GraphWorld.ids(result)).containsExactly("v7");
    }

    @Test
    void aDeadlineEndsAWalk() {
        GraphIndex index = index(films());
        world.fill(index, 0, COUNT);
        AtomicLong time = new AtomicLong();
        Deadline soon = Deadline.after(Duration.ofNanos(2), time::getAndIncrement);
        SearchResult result =
                index.search(VectorQuery.nearestTo(world.draw(), 10).effort(400).until(soon));
        assertThat(result.complete()).isFalse();
        assertThat(result.size()).isPositive();
    }

    @Test
    void severalThreadsBuildAGraphOfEqualRecall() throws Exception {
        GraphIndex index = index(films());
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            vectors.add(world.draw());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> parts = new ArrayList<>();
            for (int part = 0; part < 4; part++) {
                int first = part;
                parts.add(threads.submit(() -> {
                    for (int i = first; i < COUNT; i += 4) {
                        index.accept("v" + i, vectors.get(i));
                    }
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        }
        assertThat(index.size()).isEqualTo(COUNT);
        assertThat(world.recall(index, 200, query -> query)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void anErasureLeavesNoCopy() {
        GraphIndex index = index(films().labels("language"));
        world.fill(index, 0, 1_000);
        float[] distinct = new float[24];
        distinct[7] = 1;
        index.put("ana", distinct, EntryAttributes.NONE.label("language", "rare"));
        GraphStore store = index.store();
        int slot = java.util.Objects.requireNonNull(store.current("ana")).slot();
        index.accept("ana", world.draw());
        assertThat(index.erase("ana")).isEqualTo(1);
        float[] left = new float[24];
        store.layout().originals().read(slot, left, 0);
        assertThat(left).containsOnly(0);
        assertThat(store.layout().entry(slot)).isNull();
        assertThat(store.layout().links().read(slot, 0, new int[32])).isZero();
        assertThat(store.layout()
                        .columns()
                        .compile(Filter.equal("language", "rare"))
                        .select(store.layout().capacity())
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aSnapshotKeepsWhatIsDeletedUntilItIsClosed() {
        GraphIndex index = index(films());
        world.fill(index, 0, 2_000);
        VectorSnapshot snapshot = index.snapshot();
        for (int i = 0; i < 1_500; i++) {
            index.delete("v" + i);
        }
        world.fill(index, 2_000, 4_000);
        assertThat(snapshot.size()).isEqualTo(2_000);
        for (int i = 0; i < 1_500; i += 100) {
            assertThat(snapshot.read("v" + i, new float[24], 0)).isTrue();
            assertThat(index.read("v" + i, new float[24], 0)).isFalse();
        }
        Set<String> found = GraphWorld.ids(snapshot.search(VectorQuery.nearestTo(world.draw(), 100)));
        assertThat(found).hasSize(100).allMatch(id -> Integer.parseInt(id.substring(1)) < 2_000);
        assertThat(index.store().deadCount()).isEqualTo(1_500);
        snapshot.close();
        assertThat(index.store().deadCount()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> snapshot.search(VectorQuery.nearestTo("v1", 1)))
                .withMessageContainingAll("snapshot", "closed", "\"films\"");
    }

    @Test
    void mappedOriginalsLeaveTheHeapAndTheFolderEmpty(@TempDir Path folder) throws Exception {
        GraphIndex onHeap = GraphIndex.of(VectorIndexSettings.of("wide", 256), GRAPH);
        GraphIndex mapped = GraphIndex.of(VectorIndexSettings.of("wide", 256), GRAPH.mapOriginals(folder));
        GraphWorld one = new GraphWorld(2, 256, 30, 0.7);
        GraphWorld same = new GraphWorld(2, 256, 30, 0.7);
        one.fill(onHeap, 0, 2_000);
        same.fill(mapped, 0, 2_000);
        mapped.optimize();
        float[] query = one.draw();
        assertThat(mapped.search(VectorQuery.nearestTo(query, 10).exactly()).similarity(9))
                .isEqualTo(onHeap.search(VectorQuery.nearestTo(query, 10).exactly())
                        .similarity(9));
        assertThat(same.recall(mapped, 50, each -> each)).isGreaterThanOrEqualTo(0.95);
        long raw = 2_000L * 256 * Float.BYTES;
        long links = mapped.store().layout().links().bytes();
        assertThat(mapped.footprint().heapBytes()).isLessThan(raw / 2 + links);
        assertThat(mapped.footprint().mappedBytes()).isGreaterThanOrEqualTo(raw);
        mapped.close();
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphSettings.DEFAULT.maxConnections(3))
                .withMessageContainingAll("maxConnections", "4 to 64", "was 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphSettings.DEFAULT.buildEffort(10))
                .withMessageContainingAll("buildEffort", "16", "was 10");
        assertThatIllegalArgumentException().isThrownBy(() -> GraphSettings.DEFAULT.searchEffort(0));
        assertThatIllegalArgumentException().isThrownBy(() -> GraphSettings.DEFAULT.exactBelow(-1));
    }
}
