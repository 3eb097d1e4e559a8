package io.github.discovery4j.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight threads at once, each with ids of its own, so that each knows what it must find. */
@Timeout(180)
class LuceneConcurrencyTest {

    private static final int DIMENSION = 8;
    private static final int WRITERS = 4;
    private static final int SEARCHERS = 3;
    private static final int STEPS = 1_500;
    private static final int IDS = 40;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final Set<String> erased = ConcurrentHashMap.newKeySet();
    private final VectorIndexSettings settings = VectorIndexSettings.of("taste", DIMENSION)
            .derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES))
            .erased(erased::contains);
    private final AtomicBoolean writing = new AtomicBoolean(true);

    @Test
    void everyThreadFindsWhatItLeft() throws Exception {
        LuceneSettings kept = LuceneSettings.builder()
                .refreshEvery(Duration.ofMillis(3))
                .commitEvery(Duration.ofMillis(50))
                .build();
        Map<String, float[]> expected = new ConcurrentHashMap<>();
        try (LuceneIndex index = LuceneIndex.open(new ByteBuffersDirectory(), "memory", settings, kept);
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS + SEARCHERS + 1)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                int writer = w;
                writers.add(threads.submit(() -> write(index, writer, expected)));
            }
            List<Future<Integer>> others = new ArrayList<>();
            for (int s = 0; s < SEARCHERS; s++) {
                others.add(threads.submit(() -> search(index)));
            }
            others.add(threads.submit(() -> optOut(index)));
            try {
                for (Future<?> writer : writers) {
                    writer.get();
                }
            } finally {
                writing.set(false);
            }
            for (Future<Integer> other : others) {
                assertThat(other.get()).isPositive();
            }
            index.refresh();
            assertThat(index.size()).isEqualTo(expected.size());
            float[] read = new float[DIMENSION];
            expected.forEach((id, vector) -> {
                if (!settings.masks(id)) {
                    assertThat(index.read(id, read, 0)).isTrue();
                    assertThat(read).isEqualTo(settings.prepare("vector", vector));
                }
            });
            assertThat(index.openViews()).isEqualTo(1);
        }
    }

    private void write(LuceneIndex index, int writer, Map<String, float[]> expected) {
        Random random = new Random(writer);
        VectorQuery all = VectorQuery.nearestTo(uniform(1), 10_000);
        for (int step = 0; step < STEPS; step++) {
            String id = writer + "-" + random.nextInt(IDS);
            switch (random.nextInt(6)) {
                case 0 -> {
                    assertThat(index.delete(id)).isEqualTo(expected.remove(id) != null);
                    assertThat(ids(index.search(all))).doesNotContain(id);
                }
                case 1 -> {
                    assertThat(index.erase(id)).isEqualTo(expected.remove(id) != null ? 1 : 0);
                    assertThat(ids(index.search(all))).doesNotContain(id);
                    assertThat(index.read(id, new float[DIMENSION], 0)).isFalse();
                }
                case 2 -> {
                    index.refresh();
                    Set<String> mine = new HashSet<>(expected.keySet());
                    mine.removeIf(other -> !other.startsWith(writer + "-"));
                    assertThat(ids(index.search(all))).containsAll(mine);
                }
                default -> {
                    float[] vector = uniform(random.nextBoolean() ? 1 : 2);
                    index.accept(id, vector);
                    expected.put(id, vector);
                }
            }
        }
    }

    /** Vectors have one value everywhere: half of one and half of another would show in the similarity. */
    private int search(LuceneIndex index) {
        int searches = 0;
        do {
            try (VectorSnapshot snapshot = index.snapshot()) {
                SearchResult result = snapshot.search(VectorQuery.nearestTo(uniform(1), 50));
                assertThat(new HashSet<>(ids(result))).hasSize(result.size());
                for (int i = 0; i < result.size(); i++) {
                    assertThat(result.similarity(i)).isBetween(0.999f, 1.001f);
                }
            }
            searches++;
        } while (writing.get());
        return searches;
    }

    /** Somebody whom no writer touches opts out and in again. */
    private int optOut(LuceneIndex index) {
        index.accept("somebody", uniform(3));
        index.refresh();
        VectorQuery all = VectorQuery.nearestTo(uniform(1), 10_000);
        int flips = 0;
        do {
            ledger.optOut("somebody", SignalGroup.FAVOURITES);
            assertThat(ids(index.search(all))).doesNotContain("somebody");
            ledger.optIn("somebody", SignalGroup.FAVOURITES);
            assertThat(ids(index.search(all))).contains("somebody");
            flips++;
        } while (writing.get());
        index.delete("somebody");
        return flips;
    }

    private static float[] uniform(float value) {
        float[] vector = new float[DIMENSION];
        Arrays.fill(vector, value);
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
