package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.DeadLetterStore.Filter;
import io.github.discovery4j.core.signal.EventLog.Logged;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SignalIngestTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final InMemoryEventLog log = new InMemoryEventLog();
    private final InMemoryDeadLetters letters = new InMemoryDeadLetters(Bounds.DEFAULT, CLOCK);

    private static String event(String user, int second) {
        return "{\"user_id\":\"%s\",\"item_id\":\"film\",\"event_type\":\"like\",\"timestamp\":%d}"
                .formatted(user, NOW.getEpochSecond() - 3_600 + second);
    }

    private SignalIngest.Builder over(EventLog any) {
        return SignalIngest.into(any, letters).clock(CLOCK).retryBudget(Duration.ofMillis(400));
    }

    @Test
    void acceptsOnceThenKnowsIt() throws IOException {
        try (SignalIngest ingest = over(log).start()) {
            assertThat(ingest.accept(event("ana", 1)).join()).isEqualTo(new Receipt.Accepted(1));
            assertThat(ingest.accept(event("ana", 1)).join()).isEqualTo(new Receipt.Duplicate());
            byte[] bytes = event("ana", 2).getBytes(StandardCharsets.UTF_8);
            assertThat(ingest.accept(new ByteArrayInputStream(bytes)).join()).isInstanceOf(Receipt.Accepted.class);
        }
        assertThat(log.read(0, 10)).hasSize(2);
    }

    @Test
    void receiptsComeInTheOrderOfTheEvents() {
        try (SignalIngest ingest = over(log).start()) {
            assertThat(ingest.acceptAll(event("ana", 1) + "\n{}\n" + event("ana", 1))
                            .join())
                    .containsExactly(
                            new Receipt.Accepted(1),
                            new Receipt.DeadLettered(Rejection.MISSING_FIELD, OptionalLong.of(1)),
                            new Receipt.Duplicate());
            assertThat(ingest.acceptAll("").join()).isEmpty();
        }
    }

    @Test
    void acceptWantsExactlyOne() {
        try (SignalIngest ingest = over(log).start()) {
            assertThat(ingest.accept("").join()).isInstanceOf(Receipt.DeadLettered.class);
            assertThat(ingest.accept("[" + event("a", 1) + "," + event("b", 1) + "]")
                            .join())
                    .isInstanceOf(Receipt.DeadLettered.class);
        }
        assertThat(log.read(0, 10)).isEmpty();
    }

    @Test
    void flushGivesAllReceiptsAndCloseDrains() {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        try (SignalIngest ingest = over(log).batch(7).start()) {
            for (int i = 0; i < 500; i++) {
                receipts.add(ingest.accept(event("ana", i)));
            }
            ingest.flush();
            assertThat(receipts).allMatch(CompletableFuture::isDone);
            for (int i = 500; i < 1_000; i++) {
                receipts.add(ingest.accept(event("ana", i)));
            }
            ingest.close();
            assertThat(receipts).allMatch(CompletableFuture::isDone);
            assertThat(ingest.accept(event("ana", 0)).join()).isEqualTo(new Receipt.Refused(Receipt.Cause.CLOSED));
            ingest.flush();
        }
        assertThat(log.read(0, 2_000)).hasSize(1_000);
    }

    @Test
    void refusesWhenThereIsNoRoomAndKeepsNothing() {
        CountDownLatch blocked = new CountDownLatch(1);
        Failing slow = new Failing(log, n -> false) {
            @Override
            public Batch append(List<SignalEvent> events) {
                try {
                    blocked.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return super.append(events);
            }
        };
        try (SignalIngest ingest =
                over(slow).inFlight(5).patience(Duration.ofMillis(20)).start()) {
            List<CompletableFuture<Receipt>> accepted = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                accepted.add(ingest.accept(event("ana", i)));
            }
            assertThat(ingest.inFlight()).isEqualTo(5);
            assertThat(ingest.accept(event("ana", 5)).join())
                    .isEqualTo(new Receipt.Refused(Receipt.Cause.BACK_PRESSURE));
            blocked.countDown();
            ingest.flush();
            assertThat(accepted).allMatch(receipt -> receipt.join() instanceof Receipt.Accepted);
            assertThat(ingest.accept(event("ana", 5)).join()).isInstanceOf(Receipt.Accepted.class);
        }
    }

    @Test
    void aFailureShorterThanTheBudgetIsNotNoticed() {
        AtomicInteger retries = new AtomicInteger();
        IngestListener counting = new IngestListener() {
            @Override
            public void retrying(int attempt, Duration pause) {
                retries.incrementAndGet();
            }
        };
        try (SignalIngest ingest =
                over(new Failing(log, n -> n <= 3)).listener(counting).start()) {
            assertThat(ingest.accept(event("ana", 1)).join()).isEqualTo(new Receipt.Accepted(1));
        }
        assertThat(retries).hasValue(3);
        assertThat(letters.count()).isZero();
    }

    @Test
    void aFailureLongerThanTheBudgetMakesDeadLettersThatCanBeReplayed() {
        Failing failing = new Failing(log, n -> true);
        try (SignalIngest ingest = over(failing).start()) {
            Receipt receipt = ingest.accept(event("ana", 1)).join();
            assertThat(receipt).isEqualTo(new Receipt.DeadLettered(Rejection.NOT_STORED, OptionalLong.of(1)));
            failing.fails = n -> false;
            assertThat(ingest.replay(List.of(1L, 99L))).containsExactly(Map.entry(1L, new Receipt.Accepted(1)));
        }
        assertThat(letters.count()).isZero();
        assertThat(log.read(0, 10)).hasSize(1);
    }

    @Test
    void anEventThatCannotBeWrittenOfSomebodyErasedMeanwhileIsNotKeptAsALetter() {
        Failing failing = new Failing(log, n -> log.erase("ana") >= 0);
        try (SignalIngest ingest = over(failing).start()) {
            assertThat(ingest.accept(event("ana", 1)).join())
                    .isEqualTo(new Receipt.DeadLettered(Rejection.ERASED, OptionalLong.empty()));
        }
        assertThat(letters.count()).isZero();
    }

    @Test
    void whatWasWrittenBeforeTheFailureWasSeenIsNotWrittenTwice() {
        Failing failing = new Failing(log, n -> n == 1) {
            @Override
            public Batch append(List<SignalEvent> events) {
                log.append(events);
                return super.append(events);
            }
        };
        Seen seen = new Seen("seen");
        try (SignalIngest ingest = over(failing).consumer(seen).start()) {
            assertThat(ingest.accept(event("ana", 1)).join()).isEqualTo(new Receipt.Duplicate());
            assertThat(ingest.awaitConsumers(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(log.read(0, 10)).hasSize(1);
        assertThat(seen.events).hasSize(1);
    }

    @Test
    void oneEventThatCannotBeStoredCostsNoOtherItsPlace() {
        Failing poisoned = new Failing(log, n -> false) {
            @Override
            public Batch append(List<SignalEvent> events) {
                if (events.stream().anyMatch(event -> event.userId().equals("poison"))) {
                    throw new EventLogException("cannot", false, null);
                }
                return super.append(events);
            }
        };
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            lines.append(event(i == 37 ? "poison" : "u" + i, i)).append('\n');
        }
        try (SignalIngest ingest = over(poisoned).start()) {
            List<Receipt> receipts = ingest.acceptAll(lines.toString()).join();
            assertThat(receipts.get(37)).isInstanceOf(Receipt.DeadLettered.class);
            assertThat(receipts).filteredOn(Receipt.Accepted.class::isInstance).hasSize(99);
        }
    }

    @Test
    void whenNothingCanBeWrittenTheSenderIsTold() {
        DeadLetterStore broken = new InMemoryDeadLetters(Bounds.DEFAULT, () -> {
            throw new EventLogException("full", true, null);
        });
        try (SignalIngest ingest = SignalIngest.into(new Failing(log, n -> true), broken)
                .clock(CLOCK)
                .retryBudget(Duration.ofMillis(50))
                .start()) {
            assertThat(ingest.accept(event("ana", 1)).join()).isEqualTo(new Receipt.Refused(Receipt.Cause.STORAGE));
            assertThat(ingest.accept("{").join()).isEqualTo(new Receipt.Refused(Receipt.Cause.STORAGE));
        }
    }

    @Test
    void repairedLettersAreReplayedAndHopelessOnesStay() {
        try (SignalIngest ingest = over(log).start()) {
            ingest.accept(event("ana", 1).replace("like", "lik")).join();
            ingest.accept("{\"user_id\":").join();
            assertThat(letters.list(Filter.of(Rejection.UNKNOWN_TYPE))).hasSize(1);
            assertThat(letters.repair(1, event("ana", 1))).isTrue();
            assertThat(ingest.replay(List.of(1L, 2L)))
                    .containsEntry(1L, new Receipt.Accepted(1))
                    .containsEntry(2L, new Receipt.DeadLettered(Rejection.MALFORMED_JSON, OptionalLong.of(2)));
            assertThat(letters.find(2).orElseThrow().attempts()).isEqualTo(2);
            assertThat(letters.count()).isEqualTo(1);
        }
    }

    @Test
    void nothingOfAnErasedPersonComesBack() {
        try (SignalIngest ingest = over(log).start()) {
            ingest.accept(event("ana", 1)).join();
            log.erase("ana");
            ingest.erase("ana");
            Receipt erased = new Receipt.DeadLettered(Rejection.ERASED, OptionalLong.empty());
            assertThat(ingest.accept(event("ana", 2)).join()).isEqualTo(erased);
            assertThat(ingest.accept(event("ana", 2).replace("like", "nope")).join())
                    .isEqualTo(erased);
            assertThat(ingest.accept(event("bo", 2).replace("film", "ana")).join())
                    .isEqualTo(erased);
            assertThat(ingest.export("ana")).isEmpty();
        }
        assertThat(letters.count()).isZero();
        assertThat(log.read(0, 10)).isEmpty();
    }

    @Test
    void consumersSeeEverythingOnceInOrderAlsoWhatWasThereBefore() {
        try (SignalIngest ingest = over(log).start()) {
            for (int i = 0; i < 300; i++) {
                var unused = ingest.accept(event("old", i));
            }
        }
        Seen quick = new Seen("quick");
        Seen slow = new Seen("slow");
        slow.pauseMillis = 3;
        Seen failing = new Seen("failing");
        failing.failEvery = 3;
        try (SignalIngest ingest = over(log)
                .batch(10)
                .consumer(quick)
                .consumer(slow)
                .consumer(failing)
                .start()) {
            for (int i = 0; i < 3_000; i++) {
                var unused = ingest.accept(event("ana", i));
            }
            ingest.flush();
            assertThat(ingest.awaitConsumers(Duration.ofSeconds(60))).isTrue();
            assertThat(ingest.lag("slow").positions()).isZero();
        }
        for (Seen seen : List.of(quick, slow, failing)) {
            assertThat(seen.events)
                    .extracting(Logged::position)
                    .hasSize(3_300)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aConsumerGoesOnAtItsOwnPosition() {
        Seen seen = new Seen("seen");
        for (int round = 0; round < 3; round++) {
            try (SignalIngest ingest = over(log).consumer(seen).start()) {
                ingest.accept(event("ana", round)).join();
                ingest.awaitConsumers(Duration.ofSeconds(20));
            }
        }
        assertThat(seen.events).hasSize(3);
    }

    @Test
    void aSpikeOfRejectionsIsToldOnce() {
        List<Double> alarms = Collections.synchronizedList(new ArrayList<>());
        IngestListener listener = new IngestListener() {
            @Override
            public void rejectionsRose(double share, int events) {
                alarms.add(share);
                throw new IllegalStateException("listeners should not throw, this one does");
            }
        };
        try (SignalIngest ingest = over(log).listener(listener).start()) {
            for (int i = 0; i < 1_000; i++) {
                ingest.accept(event("ana", i)).join();
            }
            assertThat(alarms).isEmpty();
            for (int i = 0; i < 100; i++) {
                ingest.accept("{}").join();
            }
            assertThat(alarms).hasSize(1).allMatch(share -> share > 0.05);
        }
    }

    @Test
    void ninetyNineOfAHundredEventsOfAnOrdinaryStreamAreComplete() {
        java.util.Random random = new java.util.Random(11);
        try (SignalIngest ingest = over(log).defaultLocale(Locale.ENGLISH).start()) {
            for (int i = 0; i < 20_000; i++) {
                int user = (int) (500 * Math.pow(random.nextDouble(), 2));
                StringBuilder json = new StringBuilder(event("u" + user, i / 10));
                json.setLength(json.length() - 1);
                json.append(",\"event_id\":\"e").append(i).append('"');
                if (random.nextInt(10) > 0) {
                    json.append(",\"session_id\":\"s").append(user).append('"');
                }
                if (random.nextInt(20) > 0) {
                    json.append(",\"device_type\":\"ios\"");
                }
                if (random.nextInt(20) > 0) {
                    json.append(",\"locale\":\"en_GB\"");
                }
                var unused = ingest.accept(json.append('}').toString());
            }
            ingest.flush();
            assertThat(ingest.enrichment().completeShare()).isGreaterThanOrEqualTo(0.99);
        }
        assertThat(letters.count()).isZero();
    }

    @Test
    void learnsFromTheLogWhatItKnewBeforeARestart() {
        String full = event("ana", 1).replace("}", ",\"device_type\":\"tv\",\"locale\":\"fr-FR\"}");
        try (SignalIngest ingest = over(log).start()) {
            ingest.accept(full).join();
        }
        try (SignalIngest ingest = over(log).start()) {
            ingest.accept(event("ana", 2)).join();
        }
        List<Logged> events = log.read(0, 2);
        assertThat(events.get(1).event().deviceType()).contains("tv");
        assertThat(events.get(1).event().sessionId())
                .isEqualTo(events.get(0).event().sessionId());
    }

    /** Remembers what it was given. */
    private static final class Seen implements EventConsumer {
        private final String name;
        private final List<Logged> events = Collections.synchronizedList(new ArrayList<>());
        private volatile int pauseMillis;
        private volatile int failEvery;
        private int calls;

        Seen(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void apply(List<Logged> batch) {
            Retry.sleep(pauseMillis);
            if (failEvery > 0 && ++calls % failEvery == 0) {
                throw new IllegalStateException("not this time");
            }
            events.addAll(batch);
        }

        @Override
        public long position() {
            return events.isEmpty() ? 0 : events.getLast().position();
        }
    }

    /** A log whose n-th append fails, in a way that may pass. */
    private static class Failing implements EventLog {
        private final EventLog log;
        private final AtomicInteger appends = new AtomicInteger();
        private volatile IntPredicate fails;

        Failing(EventLog log, IntPredicate fails) {
            this.log = log;
            this.fails = fails;
        }

        @Override
        public Batch append(List<SignalEvent> events) {
            if (fails.test(appends.incrementAndGet())) {
                throw new EventLogException("gone for a while", true, null);
            }
            return log.append(events);
        }

        @Override
        public boolean isErased(String personId) {
            return log.isErased(personId);
        }

        @Override
        public List<Logged> read(long after, int limit) {
            return log.read(after, limit);
        }

        @Override
        public void readUser(String userId, Instant from, Instant until, java.util.function.Consumer<Logged> consumer) {
            log.readUser(userId, from, until, consumer);
        }

        @Override
        public long lastPosition() {
            return log.lastPosition();
        }

        @Override
        public void close() {}

        @Override
        public String holderName() {
            return log.holderName();
        }

        @Override
        public java.util.Set<io.github.discovery4j.core.model.SignalGroup> signalGroups() {
            return log.signalGroups();
        }

        @Override
        public List<io.github.discovery4j.core.consent.PersonalRecord> export(String personId) {
            return log.export(personId);
        }

        @Override
        public int forget(String personId, io.github.discovery4j.core.model.SignalGroup group) {
            return 0;
        }

        @Override
        public boolean remove(String personId, String key) {
            return log.remove(personId, key);
        }

        @Override
        public int erase(String personId) {
            return log.erase(personId);
        }
    }
}
