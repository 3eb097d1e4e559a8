package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.adapter.micrometer.MicrometerMeters;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.observe.Meters;
import io.github.discovery4j.core.observe.Threshold;
import io.github.discovery4j.core.observe.ThresholdEvent;
import io.github.discovery4j.core.observe.Thresholds;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class IngestMetersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = NOW;
    private final InstantSource clock = () -> now;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<ThresholdEvent> crossed = new ArrayList<>();
    private final Thresholds alarms = Thresholds.builder(new DiscoveryListener() {
                @Override
                public void thresholdCrossed(ThresholdEvent event) {
                    crossed.add(event);
                }
            })
            .add(Threshold.above(Meters.FEEDBACK_REJECTION_ALARMS, 0))
            .add(Threshold.above(Meters.FEEDBACK_DEAD_LETTERS, 50))
            .clock(clock)
            .build();
    private final IngestMeters meters = new IngestMeters(MeterSink.all(MicrometerMeters.in(registry), alarms));
    private final InMemoryEventLog log = new InMemoryEventLog();
    private final InMemoryDeadLetters letters = new InMemoryDeadLetters(Bounds.DEFAULT, clock);

    private static String event(String user, int second) {
        return "{\"user_id\":\"%s\",\"item_id\":\"film\",\"event_type\":\"like\",\"timestamp\":%d}"
                .formatted(user, NOW.getEpochSecond() - 3_600 + second);
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    /** Takes nothing in until it may, and then fails once. */
    private static final class Held implements EventConsumer {
        private final CountDownLatch may = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();
        private volatile long position;

        @Override
        public String name() {
            return "held";
        }

        @Override
        public void apply(List<Logged> batch) {
            try {
                may.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not this time");
            }
            position = batch.getLast().position();
        }

        @Override
        public long position() {
            return position;
        }
    }

    @Test
    void everyFigureOfAnIngestionIsReported() throws InterruptedException {
        Held held = new Held();
        try (SignalIngest ingest = SignalIngest.into(log, letters)
                .clock(clock)
                .listener(meters)
                .consumer(held)
                .start()) {
            String full = event("ana", 1).replace("}", ",\"device_type\":\"tv\",\"locale\":\"fr\"}");
            ingest.accept(full).join();
            ingest.accept(full).join();
            ingest.accept(event("bo", 2)).join();
            ingest.accept(event("bo", 3).replace("like", "lik")).join();
            ingest.accept("{").join();
            while (ingest.lag("held").age().isZero() && ingest.lag("held").positions() < 2) {
                Thread.sleep(1);
            }
            now = NOW.plusSeconds(9);
            while (ingest.lag("held").age().isZero()) {
                Thread.sleep(1);
            }
            meters.sample(ingest);
            assertThat(gauge("feedback.consumer.behind", "consumer", "held")).isEqualTo(2);
            assertThat(gauge("feedback.consumer.lag.ms", "consumer", "held")).isEqualTo(9_000);
            held.may.countDown();
            assertThat(ingest.awaitConsumers(Duration.ofMinutes(1))).isTrue();
            meters.sample(ingest);
            assertThat(gauge("feedback.consumer.behind", "consumer", "held")).isZero();
            ingest.close();
            ingest.accept(event("ana", 4)).join();
        }
        assertThat(counter("feedback.events", "outcome", "accepted")).isEqualTo(2);
        assertThat(counter("feedback.events", "outcome", "duplicate")).isEqualTo(1);
        assertThat(counter("feedback.rejected", "reason", "unknown_type")).isEqualTo(1);
        assertThat(counter("feedback.rejected", "reason", "malformed_json")).isEqualTo(1);
        assertThat(counter("feedback.refused", "reason", "closed")).isEqualTo(1);
        assertThat(counter("feedback.consumer.failures", "consumer", "held")).isEqualTo(1);
        assertThat(registry.get("feedback.append.ms").summary().count()).isBetween(1L, 3L);
        assertThat(gauge("feedback.dlq.count")).isEqualTo(2);
        // Of the three that were valid the last lacks device and locale.
        assertThat(gauge("feedback.complete.share")).isEqualTo(2 / 3.0);
        assertThat(crossed).isEmpty();
    }

    @Test
    void aSpikeOfDeadLettersRaisesTheMetersAndTheAlarms() {
        List<Double> heard = new ArrayList<>();
        IngestListener other = new IngestListener() {
            @Override
            public void rejected(Rejection reason) {
                throw new IllegalStateException("listeners should not throw, this one does");
            }

            @Override
            public void rejectionsRose(double share, int events) {
                heard.add(share);
            }
        };
        try (SignalIngest ingest = SignalIngest.into(log, letters)
                .clock(clock)
                .listener(IngestListener.all(other, meters))
                .start()) {
            for (int i = 0; i < 900; i++) {
                var unused = ingest.accept(event("ana", i));
            }
            ingest.flush();
            meters.sample(ingest);
            assertThat(crossed).isEmpty();
            for (int i = 0; i < 100; i++) {
                var unused = ingest.accept("{}");
            }
            ingest.flush();
            meters.sample(ingest);
        }
        assertThat(counter("feedback.rejected", "reason", "missing_field")).isEqualTo(100);
        assertThat(counter("feedback.rejection.alarms")).isEqualTo(1);
        assertThat(gauge("feedback.dlq.count")).isEqualTo(100);
        assertThat(heard).hasSize(1);
        assertThat(crossed)
                .extracting(event -> event.threshold().meter())
                .containsExactly(Meters.FEEDBACK_REJECTION_ALARMS, Meters.FEEDBACK_DEAD_LETTERS);
    }

    @Test
    void allListenersHearEverything() {
        List<String> heard = new ArrayList<>();
        IngestListener remembering = new IngestListener() {
            @Override
            public void appended(int accepted, int duplicates, Duration took) {
                heard.add("appended");
            }

            @Override
            public void refused(Receipt.Cause why) {
                heard.add("refused");
            }

            @Override
            public void retrying(int attempt, Duration pause) {
                heard.add("retrying");
            }

            @Override
            public void consumerFailed(String consumer, RuntimeException failure) {
                heard.add("consumerFailed");
            }
        };
        IngestListener both = IngestListener.all(remembering, meters, remembering);
        both.appended(1, 0, Duration.ofMillis(3));
        both.refused(Receipt.Cause.BACK_PRESSURE);
        both.retrying(1, Duration.ofMillis(10));
        both.consumerFailed("windows", new IllegalStateException());
        assertThat(heard)
                .containsExactly(
                        "appended",
                        "appended",
                        "refused",
                        "refused",
                        "retrying",
                        "retrying",
                        "consumerFailed",
                        "consumerFailed");
        assertThat(counter("feedback.retries")).isEqualTo(1);
        assertThat(counter("feedback.refused", "reason", "back_pressure")).isEqualTo(1);
        assertThat(registry.get("feedback.append.ms").summary().totalAmount()).isEqualTo(3);
    }
}
