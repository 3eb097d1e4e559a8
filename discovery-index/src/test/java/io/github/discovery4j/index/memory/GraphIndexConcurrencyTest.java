package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight threads at one graph; every thread ends after a fixed number of steps. */
@Timeout(120)
class GraphIndexConcurrencyTest {

    private static final int DIMENSION = 64;
    private static final int STAYING = 600;
    private static final int PASSING = 400;
    private static final int STEPS = 2_500;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final Set<String> erased = ConcurrentHashMap.newKeySet();
    private final GraphIndex index = GraphIndex.of(
            VectorIndexSettings.of("taste", DIMENSION)
                    .labels("kind")
                    .derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES))
                    .erased(erased::contains),
            GraphSettings.DEFAULT.exactBelow(200));
    private final AtomicBoolean working = new AtomicBoolean(true);

    /**
     * Every vector has one value of one sign in each half: half of one and half of another would show in what is read. The
     * staying are replaced all the time and never deleted: exact searches find each of them once.
     */
    @Test
    void writersReadersErasuresAndWithdrawalsKeepTheLaws() throws Exception {
        for (int i = 0; i < STAYING; i++) {
            put("staying" + i, i);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> readers = new ArrayList<>();
            readers.add(threads.submit(this::searchExactly));
            readers.add(threads.submit(this::searchByGraph));
            readers.add(threads.submit(this::readSnapshots));
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                int seed = writer;
                writers.add(threads.submit(() -> write(new Random(seed))));
            }
            writers.add(threads.submit(this::erase));
            writers.add(threads.submit(this::withdraw));
            try {
                for (Future<?> writer : writers) {
                    writer.get();
                }
            } finally {
                working.set(false);
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
        index.optimize();
        assertThat(index.store().deadCount()).isZero();
        SearchResult all = index.search(VectorQuery.nearestTo(vector(0), 10_000));
        Set<String> found = GraphWorld.ids(all);
        for (int i = 0; i < STAYING; i++) {
            assertThat(found).contains("staying" + i);
        }
        assertThat(found).doesNotContainAnyElementsOf(erased);
    }

    private void put(String id, int number) {
        index.put(id, vector(number), EntryAttributes.NONE.label("kind", id.startsWith("staying") ? "s" : "p"));
    }

    private void write(Random random) {
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(4)) {
                case 0 -> index.delete("passing" + random.nextInt(PASSING));
                case 1 -> put("passing" + random.nextInt(PASSING), random.nextInt());
                default -> put("staying" + random.nextInt(STAYING), random.nextInt());
            }
        }
    }

    private void erase() {
        for (int i = 0; i < 200; i++) {
            String person = "passing" + i;
            erased.add(person);
            index.erase(person);
            assertThat(index.read(person, new float[DIMENSION], 0)).isFalse();
            assertThat(finds(
                            index.search(VectorQuery.nearestTo(vector(i), 1_200).exactly()), person))
                    .isFalse();
        }
    }

    private void withdraw() {
        for (int i = 0; i < 200; i++) {
            String person = "passing" + (PASSING - 1 - i % 100);
            ledger.optOut(person, SignalGroup.FAVOURITES);
            assertThat(finds(index.search(VectorQuery.nearestTo(vector(i), 20)), person))
                    .isFalse();
            assertThat(index.search(VectorQuery.nearestTo(person, 3)).size()).isZero();
            ledger.optIn(person, SignalGroup.FAVOURITES);
        }
    }

    private void searchExactly() {
        for (int i = 0; working.get(); i++) {
            Set<String> found = distinct(index.search(VectorQuery.nearestTo(vector(i), 5_000)));
            for (int s = 0; s < STAYING; s++) {
                assertThat(found).contains("staying" + s);
            }
            float[] read = new float[DIMENSION];
            assertThat(index.read("staying" + i % STAYING, read, 0)).isTrue();
            assertWhole(read);
        }
    }

    private void searchByGraph() {
        for (int i = 0; working.get(); i++) {
            assertThat(distinct(
                            index.search(VectorQuery.nearestTo(vector(i), 10).effort(30))))
                    .hasSize(10);
        }
    }

    private void readSnapshots() {
        for (int i = 0; working.get(); i++) {
            try (VectorSnapshot snapshot = index.snapshot()) {
                String id = "staying" + i % STAYING;
                float[] first = new float[DIMENSION];
                float[] second = new float[DIMENSION];
                assertThat(snapshot.read(id, first, 0)).isTrue();
                Set<String> found = distinct(snapshot.search(VectorQuery.nearestTo(vector(i), 5_000)));
                assertThat(found).hasSizeLessThanOrEqualTo(snapshot.size()).contains(id);
                assertThat(snapshot.read(id, second, 0)).isTrue();
                assertThat(second).isEqualTo(first);
            }
        }
    }

    private static Set<String> distinct(SearchResult result) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < result.size(); i++) {
            assertThat(ids.add(result.id(i))).isTrue();
            assertThat(Math.abs(result.similarity(i))).isLessThan(1.001f);
        }
        return ids;
    }

    private static boolean finds(SearchResult result, String id) {
        return GraphWorld.ids(result).contains(id);
    }

    private static void assertWhole(float[] vector) {
        for (int i = 0; i < DIMENSION; i++) {
            assertThat(vector[i]).isEqualTo(vector[i < DIMENSION / 2 ? 0 : DIMENSION - 1]);
        }
    }

    private static float[] vector(int number) {
        Random random = new Random(number);
        float[] vector = new float[DIMENSION];
        Arrays.fill(vector, 0, DIMENSION / 2, random.nextFloat() - 0.5f);
        Arrays.fill(vector, DIMENSION / 2, DIMENSION, random.nextFloat() - 0.5f);
        return vector;
    }
}
