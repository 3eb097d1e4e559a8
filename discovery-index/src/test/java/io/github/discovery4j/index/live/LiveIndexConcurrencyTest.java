package io.github.discovery4j.index.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches beside writes. */
@Timeout(120)
class LiveIndexConcurrencyTest {

    private static final VectorQuery EAST = VectorQuery.nearestTo(new float[] {1, 0}, 10_000);

    /** A clock whose readers in one thread can be held up: that thread then holds the index's lock. */
    private static final class StoppingClock implements InstantSource {
        private final Clock clock = new Clock();
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final ThreadLocal<Integer> callsUntilStop = ThreadLocal.withInitial(() -> Integer.MAX_VALUE);

        @Override
        public Instant instant() {
            callsUntilStop.set(callsUntilStop.get() - 1);
            if (callsUntilStop.get() == 0) {
                stopped.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return clock.instant();
        }
    }

    @Test
    void aSearchNeitherWaitsForAWriteNorFindsWhatHasExpired() throws InterruptedException {
        StoppingClock time = new StoppingClock();
        LiveIndex online = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("online", 2)))
                .clock(time)
                .build();
        online.put("leaves", new float[] {1, 0}, EntryAttributes.NONE, Duration.ofSeconds(1));
        online.put("stays", new float[] {0, 1}, EntryAttributes.NONE, Duration.ofSeconds(99));
        Thread writer = new Thread(() -> {
            // A heartbeat reads the clock twice, the second time while it holds the lock.
            time.callsUntilStop.set(2);
            online.heartbeat("stays");
        });
        writer.start();
        time.stopped.await();
        time.clock.passSeconds(1);
        assertThat(LiveIndexTest.ids(online.search(EAST))).containsExactly("stays");
        assertThat(online.search(VectorQuery.nearestTo("leaves", 5)).size()).isZero();
        assertThat(LiveIndexTest.ids(online.searchAll(List.of(EAST)).getFirst()))
                .containsExactly("stays");
        assertThat(online.read("leaves", new float[2], 0)).isFalse();
        time.goOn.countDown();
        writer.join();
        assertThat(online.size()).isEqualTo(1);
    }

    @Test
    void nobodyIsFoundAfterTheirTimeWhateverHappensMeanwhile() throws Exception {
        LiveIndex online = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("online", 2)))
                .build();
        AtomicInteger found = new AtomicInteger();
        Callable<Void> write = () -> {
            Random random = new Random(Thread.currentThread().threadId());
            for (int i = 0; i < 4_000; i++) {
                long stay = 1 + random.nextInt(6);
                String id = "e" + i + "-" + Thread.currentThread().threadId();
                online.put(id, new float[] {1, i}, EntryAttributes.NONE, Duration.ofMillis(stay));
                if (random.nextInt(8) == 0) {
                    online.delete(id);
                    assertThat(online.read(id, new float[2], 0)).isFalse();
                }
                Thread.sleep(0, 50_000);
            }
            return null;
        };
        Callable<Void> search = () -> {
            for (int i = 0; i < 1_500; i++) {
                List<String> before = LiveIndexTest.ids(online.search(EAST));
                found.addAndGet(before.size());
                Thread.sleep(7);
                // Nobody stays for more than 6 ms, and no id comes twice.
                assertThat(LiveIndexTest.ids(online.search(EAST))).noneMatch(before::contains);
                if (i % 50 == 0) {
                    online.snapshot().close();
                }
                if (before.isEmpty() && i > 300) {
                    break;
                }
            }
            return null;
        };
        all(List.of(write, write, search, search));
        Thread.sleep(7);
        assertThat(found).hasPositiveValue();
        assertThat(online.size()).isZero();
    }

    @Test
    void noSearchAfterAnOptOutSeesWhatThePersonSaid() throws Exception {
        InMemoryConsentLedger ledger = new InMemoryConsentLedger();
        LiveIndex rooms = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("rooms", 2)))
                .timeToLive(Duration.ofHours(1))
                .rolling(Duration.ofMinutes(10), ledger)
                .build();
        Callable<Void> others = () -> {
            for (int i = 0; i < 20_000; i++) {
                rooms.say("r" + i % 7, "other" + i % 50, new float[] {0, 1}, Instant.now());
            }
            return null;
        };
        Callable<Void> chatter = () -> {
            for (int i = 0; i < 20_000; i++) {
                rooms.say("r" + i % 7, "ana", new float[] {1, 0}, Instant.now());
            }
            return null;
        };
        AtomicInteger seen = new AtomicInteger();
        Callable<Void> ana = () -> {
            for (int i = 0; i < 400; i++) {
                seen.addAndGet(near(rooms));
                ledger.optOut("ana", SignalGroup.CONVERSATION);
                assertThat(near(rooms)).isZero();
                ledger.optIn("ana", SignalGroup.CONVERSATION);
                Thread.sleep(0, 100_000);
            }
            return null;
        };
        all(List.of(others, chatter, ana));
        assertThat(seen).hasPositiveValue();
    }

    private static int near(LiveIndex rooms) {
        SearchResult chess = rooms.search(VectorQuery.allAbove(1e-3f, new float[] {1, 0}));
        return chess.size();
    }

    private static void all(List<Callable<Void>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<Void>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(task)));
            for (Future<Void> one : running) {
                one.get();
            }
        }
    }
}
