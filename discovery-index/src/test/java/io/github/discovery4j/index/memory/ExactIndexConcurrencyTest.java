package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches beside writes and changes of consent; every thread ends after a fixed number of steps. */
@Timeout(60)
class ExactIndexConcurrencyTest {

    private static final int DIMENSION = 1 << 11; // 32 vectors a chunk, so that chunks come and go
    private static final int STAYING = 100;
    private static final int WRITES = 20_000;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final ExactIndex index = ExactIndex.of(
            VectorIndexSettings.of("taste", DIMENSION).derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES)));
    private final AtomicBoolean writing = new AtomicBoolean(true);

    /**
     * Every vector has one value everywhere, 1 or -1 before scaling: half of one and half of the other would show as a
     * similarity other than 1 or -1. A hundred ids are replaced all the time and never deleted: each search finds them all.
     */
    @Test
    void aSearchSeesEveryVectorOnceAndWhole() throws Exception {
        for (int i = 0; i < STAYING; i++) {
            index.accept("staying" + i, uniform(1));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<Integer> first = threads.submit(this::searchWhileWriting);
            Future<Integer> second = threads.submit(this::searchWhileWriting);
            try {
                threads.submit(this::write).get();
            } finally {
                writing.set(false);
            }
            assertThat(first.get() + second.get()).isPositive();
        }
        assertThat(index.size()).isGreaterThanOrEqualTo(STAYING);
    }

    private void write() {
        Random random = new Random(11);
        for (int i = 0; i < WRITES; i++) {
            int number = random.nextInt(STAYING);
            switch (random.nextInt(8)) {
                case 0 -> index.delete("passing" + number);
                case 1 -> index.erase("passing" + number);
                case 2 -> index.accept("passing" + number, uniform(-1));
                default -> index.accept("staying" + number, uniform(random.nextBoolean() ? 1 : -1));
            }
        }
    }

    private int searchWhileWriting() {
        int searches = 0;
        float[] read = new float[DIMENSION];
        do {
            SearchResult result = index.search(VectorQuery.nearestTo(uniform(1), 3 * STAYING));
            Set<String> found = new HashSet<>();
            for (int i = 0; i < result.size(); i++) {
                assertThat(found.add(result.id(i))).isTrue();
                assertThat(Math.abs(result.similarity(i))).isBetween(0.999f, 1.001f);
            }
            for (int i = 0; i < STAYING; i++) {
                assertThat(found).contains("staying" + i);
            }
            assertThat(index.read("staying" + searches % STAYING, read, 0)).isTrue();
            for (float value : read) {
                assertThat(value == read[0]).isTrue();
            }
            searches++;
        } while (writing.get());
        return searches;
    }

    @Test
    void noSearchThatBeginsAfterAnOptOutFindsTheOwner() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < STAYING; i++) {
                index.accept("staying" + i, uniform(1));
            }
            Future<?> writer = threads.submit(() -> {
                while (writing.get()) {
                    write();
                }
            });
            try {
                for (int i = 0; i < 500; i++) {
                    String person = "staying" + i % STAYING;
                    String other = "staying" + (i + 1) % STAYING;
                    ledger.optOut(person, SignalGroup.FAVOURITES);
                    assertThat(finds(VectorQuery.nearestTo(uniform(1), 3 * STAYING), person))
                            .isFalse();
                    assertThat(finds(VectorQuery.nearestTo(person, 5), other)).isFalse();
                    assertThat(index.read(person, new float[DIMENSION], 0)).isFalse();
                    ledger.optIn(person, SignalGroup.FAVOURITES);
                    assertThat(finds(VectorQuery.nearestTo(uniform(1), 3 * STAYING), person))
                            .isTrue();
                }
            } finally {
                writing.set(false);
            }
            writer.get();
        }
    }

    private boolean finds(VectorQuery query, String id) {
        SearchResult result = index.search(query);
        for (int i = 0; i < result.size(); i++) {
            if (result.id(i).equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static float[] uniform(float value) {
        float[] vector = new float[DIMENSION];
        Arrays.fill(vector, value);
        return vector;
    }
}
