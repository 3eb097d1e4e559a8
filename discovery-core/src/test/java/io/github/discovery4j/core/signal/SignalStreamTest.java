package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.DeadLetterStore.Filter;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventType.Target;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A long stream as real clients send it: every type, many devices and locales, and fields that are missing. */
@Timeout(300)
class SignalStreamTest {

    private static final int EVENTS = 120_000;
    private static final int PEOPLE = 2_000;
    private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final List<EventType> TYPES =
            List.copyOf(EventTypes.standard().all());
    private static final String[] DEVICES = {
        "ios",
        "Android",
        "tablet",
        "web",
        "smart tv",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "a device nobody knows"
    };
    private static final String[] LOCALES = {"en_GB", "es-MX", "de", "ja-JP", "pt_BR", "zh-Hant-TW", "ar-EG"};

    private final InMemoryEventLog log = new InMemoryEventLog();
    private final InMemoryDeadLetters letters = new InMemoryDeadLetters(Bounds.DEFAULT, CLOCK);

    /** One event; what a client leaves out differs from person to person and from event to event. */
    private static String event(int number, Random random) {
        int person = (int) (PEOPLE * Math.pow(random.nextDouble(), 2));
        EventType type = TYPES.get(number % TYPES.size());
        Instant time = NOW.minusSeconds(7 * 86_400).plusMillis(number * (7 * 86_400_000L / EVENTS));
        StringBuilder json =
                new StringBuilder("{\"user_id\":\"u%d\",\"event_type\":\"%s\"".formatted(person, type.name()));
        if (type.target() != Target.NONE) {
            boolean toPerson = type.target() == Target.PERSON || random.nextInt(4) == 0;
            json.append(",\"item_id\":\"%s\""
                    .formatted(
                            toPerson
                                    ? "u" + (person + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE
                                    : "θ-" + random.nextInt(900)));
        }
        json.append(",\"timestamp\":")
                .append(
                        switch (random.nextInt(3)) {
                            case 0 -> Long.toString(time.toEpochMilli());
                            case 1 -> "\"" + time + "\"";
                            default -> "\"" + time.atOffset(ZoneOffset.ofHours(person % 20 - 8)) + "\"";
                        });
        if (type.amount().isPresent()) {
            json.append(",\"amount\":").append(random.nextInt(90_000));
        }
        if (type.equals(EventTypes.REACTION)) {
            json.append(",\"label\":\"👏\"");
        }
        if (random.nextInt(8) > 0) {
            json.append(",\"session_id\":\"s")
                    .append(person)
                    .append('-')
                    .append(number / 5_000)
                    .append('"');
        }
        if (random.nextInt(6) > 0) {
            json.append(",\"device_type\":\"")
                    .append(DEVICES[person % DEVICES.length])
                    .append('"');
        }
        // One person of ten never tells the locale: the host's own stands for it.
        if (person % 10 > 0 && random.nextInt(6) > 0) {
            json.append(",\"locale\":\"")
                    .append(LOCALES[person % LOCALES.length])
                    .append('"');
        }
        if (random.nextInt(3) > 0) {
            json.append(",\"schema_version\":").append(random.nextBoolean() ? "2" : "\"2\"");
        }
        json.append(",\"event_id\":\"%08d\"".formatted(number));
        return json.append('}').toString();
    }

    private SignalIngest.Builder into(EventLog any) {
        return SignalIngest.into(any, letters).clock(CLOCK).defaultLocale(Locale.FRANCE);
    }

    private List<SignalEvent> logged() {
        return log.read(0, Integer.MAX_VALUE).stream().map(Logged::event).toList();
    }

    @Test
    void ofAHundredAndTwentyThousandMixedEventsAllAreKeptAndNinetyNineOfAHundredAreComplete() {
        Random random = new Random(5);
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>(EVENTS);
        double share;
        try (SignalIngest ingest = into(log).start()) {
            for (int i = 0; i < EVENTS; i++) {
                receipts.add(ingest.accept(event(i, random)));
            }
            ingest.flush();
            share = ingest.enrichment().completeShare();
        }
        assertThat(receipts).allMatch(receipt -> receipt.join() instanceof Receipt.Accepted);
        assertThat(letters.count()).isZero();
        List<SignalEvent> events = logged();
        assertThat(events).hasSize(EVENTS);
        long complete = events.stream()
                .filter(event -> event.sessionId().isPresent()
                        && event.deviceType().isPresent()
                        && event.locale().isPresent())
                .count();
        assertThat(complete / (double) EVENTS).isGreaterThanOrEqualTo(0.99).isEqualTo(share);
        assertThat(events.stream().map(event -> event.type().name()).distinct()).hasSize(TYPES.size());
        assertThat(events.stream()
                        .map(SignalEvent::locale)
                        .flatMap(Optional::stream)
                        .distinct())
                .hasSize(LOCALES.length + 1);
        assertThat(events.stream()
                        .map(SignalEvent::deviceType)
                        .flatMap(Optional::stream)
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(5);
    }

    /** The log, with outages: some appends that fail, or all while it is down. */
    private EventLog withOutages(AtomicInteger failures, AtomicBoolean down) {
        return (EventLog) Proxy.newProxyInstance(
                EventLog.class.getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append")
                            && (down.get() || failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0)) {
                        throw new EventLogException("away for a while", true, null);
                    }
                    try {
                        return method.invoke(log, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void shortOutagesLoseNothingAndLongOnesMakeDeadLettersThatAllCanBeReplayed() throws InterruptedException {
        Random random = new Random(6);
        AtomicInteger failures = new AtomicInteger();
        AtomicBoolean down = new AtomicBoolean();
        int sent = 30_000;
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        try (SignalIngest ingest = into(withOutages(failures, down))
                .retryBudget(Duration.ofMillis(500))
                .patience(Duration.ofMinutes(1))
                .batch(200)
                .start()) {
            for (int i = 0; i < sent / 2; i++) {
                if (i % 3_000 == 1_000) {
                    // Three pauses of 70 ms in all; the outage before must be over, or the two would be one long one.
                    ingest.flush();
                    failures.set(3);
                }
                receipts.add(ingest.accept(event(i, random)));
            }
            ingest.flush();
            assertThat(letters.count()).isZero();
            assertThat(receipts).allMatch(receipt -> receipt.join() instanceof Receipt.Accepted);
            for (int i = sent / 2; i < sent; i++) {
                if (i == 20_000) {
                    ingest.flush();
                    down.set(true);
                }
                if (i == 20_100) {
                    while (letters.count() == 0) {
                        Thread.sleep(5);
                    }
                    down.set(false);
                }
                receipts.add(ingest.accept(event(i, random)));
            }
            ingest.flush();

            Set<Long> letterIds = new HashSet<>();
            int accepted = 0;
            for (CompletableFuture<Receipt> receipt : receipts) {
                switch (receipt.join()) {
                    case Receipt.Accepted one -> accepted++;
                    case Receipt.DeadLettered(Rejection reason, var id) -> {
                        assertThat(reason).isEqualTo(Rejection.NOT_STORED);
                        letterIds.add(id.getAsLong());
                    }
                    case Receipt other -> throw new AssertionError("not accounted for: " + other);
                }
            }
            assertThat(accepted + letterIds.size()).isEqualTo(sent);
            assertThat(letterIds).hasSizeBetween(1, 400);
            assertThat(logged()).hasSize(accepted);
            assertThat(letters.list(new Filter(Optional.empty(), 0, 1_000)))
                    .extracting(DeadLetter::id)
                    .containsExactlyInAnyOrderElementsOf(letterIds);

            assertThat(ingest.replay(letterIds).values()).allMatch(Receipt.Accepted.class::isInstance);
            assertThat(letters.count()).isZero();
        }
        assertThat(logged().stream().map(SignalEvent::id).collect(Collectors.toSet()))
                .hasSize(sent);
    }
}
