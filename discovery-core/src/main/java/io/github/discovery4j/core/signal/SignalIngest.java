package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.Reading.Invalid;
import io.github.discovery4j.core.signal.Reading.Problem;
import io.github.discovery4j.core.signal.Reading.Valid;
import io.github.discovery4j.core.signal.Receipt.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes events in: reads and checks them, completes them, makes them durable, then says so.
 *
 * <p>A caller's thread reads, checks and completes; one thread appends what has come together to the log, forces it, and
 * only then are the receipts given. Consumers follow the log, each on a thread of its own. What cannot be accepted becomes
 * a dead letter, durably, before its receipt is given. At most {@link Builder#inFlight} events are between; when there is
 * no room for {@link Builder#patience} an event is refused, and nothing of it is kept.
 *
 * <p>A receipt's future is completed by a thread of ours: what is chained to it should be short, or use {@code *Async}.
 *
 * <p><b>Threads:</b> safe.
 */
public final class SignalIngest implements PersonalDataHolder, AutoCloseable {

    /** How many events may be between a caller and their receipts. */
    public static final int DEFAULT_IN_FLIGHT = 16_384;

    /** How many events are appended and forced together at most. */
    public static final int DEFAULT_BATCH = 1_000;

    /** How long a caller waits for room. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

    /** For how long writes that may succeed later are tried again. */
    public static final Duration DEFAULT_RETRY_BUDGET = Duration.ofSeconds(30);

    /** After how long without events a session ends. */
    public static final Duration DEFAULT_SESSION_GAP = Duration.ofMinutes(30);

    /** Of how many people something is kept to complete their events. */
    public static final int DEFAULT_PEOPLE = 100_000;

    /** How many of the log's last events are read again to learn about people. */
    public static final int DEFAULT_WARM_UP = 50_000;

    /** The share of rejected events that raises an alarm. */
    public static final double DEFAULT_ALARM = 0.05;

    private static final int PAGE = 1_000;
    private static final Problem NOT_STORED = new Problem(
            Rejection.NOT_STORED,
            "event must be written within the retry budget, was not; see the log's error beside this, then replay");
    private static final Problem ERASED =
            new Problem(Rejection.ERASED, "event must not name a person who was erased; stop sending theirs");

    private final EventLog log;
    private final DeadLetterStore letters;
    private final InstantSource clock;
    private final EventParser parser;
    private final EventLimits limits;
    private final Enricher enricher;
    private final GuardedListener listener;
    private final Semaphore room;
    private final int inFlight;
    private final Duration patience;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final IngestWriter writer;
    private final Map<String, ConsumerFeed> feeds = new LinkedHashMap<>();
    private volatile boolean closed;

    private SignalIngest(Builder builder) {
        log = builder.log;
        letters = builder.letters;
        clock = builder.clock;
        limits = builder.limits;
        parser = new EventParser(builder.types, limits, clock);
        enricher = new Enricher(builder.sessionGap, Optional.ofNullable(builder.locale), builder.people);
        listener = new GuardedListener(builder.listener);
        inFlight = builder.inFlight;
        room = new Semaphore(inFlight);
        patience = builder.patience;
        warmUp(builder.warmUp);
        for (EventConsumer consumer : builder.consumers) {
            if (feeds.put(consumer.name(), new ConsumerFeed(consumer, log, clock, listener)) != null) {
                throw new IllegalArgumentException(
                        "consumers must have different names, \"%s\" stands twice; rename one"
                                .formatted(consumer.name()));
            }
        }
        writer = new IngestWriter(
                queue,
                log,
                letters,
                List.copyOf(feeds.values()),
                listener,
                new Retry(builder.retryBudget),
                new RejectionAlarm(builder.alarm, listener),
                enricher,
                clock,
                builder.batch,
                room::release);
        feeds.values().forEach(ConsumerFeed::start);
        writer.start();
    }

    /**
     * Begins an ingestion.
     *
     * @param log keeps what is accepted
     * @param letters keep what is not
     * @return a builder
     */
    public static Builder into(EventLog log, DeadLetterStore letters) {
        return new Builder(log, letters);
    }

    private void warmUp(int events) {
        long after = Math.max(0, log.lastPosition() - events);
        if (events == 0) {
            return;
        }
        List<Logged> page;
        do {
            page = log.read(after, PAGE);
            page.forEach(logged -> enricher.remember(logged.event()));
            after = page.isEmpty() ? after : page.getLast().position();
        } while (page.size() == PAGE);
    }

    /**
     * Takes one event in.
     *
     * @param json one object
     * @return its receipt, once it is decided
     */
    public CompletableFuture<Receipt> accept(byte[] json) {
        List<Reading> readings = parser.parse(json);
        if (readings.size() == 1) {
            return submit(readings.getFirst());
        }
        return submit(new Invalid(
                new Problem(
                        Rejection.MALFORMED_JSON,
                        "document must hold one event, held %d; use acceptAll for several".formatted(readings.size())),
                json,
                Optional.empty(),
                Optional.empty()));
    }

    /**
     * Takes one event in.
     *
     * @param json one object
     * @return its receipt, once it is decided
     */
    public CompletableFuture<Receipt> accept(String json) {
        return accept(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes one event in.
     *
     * @param json one object; read to its end or to the limit, not closed
     * @return its receipt, once it is decided
     * @throws IOException if it cannot be read
     */
    public CompletableFuture<Receipt> accept(InputStream json) throws IOException {
        return accept(json.readNBytes(limits.documentBytes() + 1));
    }

    /**
     * Takes events in.
     *
     * @param json one object, an array of objects, or one a line
     * @return their receipts, in their order, once all are decided
     */
    public CompletableFuture<List<Receipt>> acceptAll(byte[] json) {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        parser.parse(json).forEach(reading -> receipts.add(submit(reading)));
        return CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> receipts.stream().map(CompletableFuture::join).toList());
    }

    /**
     * Takes events in.
     *
     * @param json one object, an array of objects, or one a line
     * @return their receipts, in their order, once all are decided
     */
    public CompletableFuture<List<Receipt>> acceptAll(String json) {
        return acceptAll(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes dead letters in again; those that are accepted now, or that the log knows, are deleted.
     *
     * @param letterIds which
     * @return what became of each; ids of no letter are left out
     */
    public Map<Long, Receipt> replay(Collection<Long> letterIds) {
        Map<Long, Receipt> outcomes = new LinkedHashMap<>();
        for (long id : letterIds) {
            letters.find(id).ifPresent(letter -> outcomes.put(id, replay(letter)));
        }
        return outcomes;
    }

    private Receipt replay(DeadLetter letter) {
        List<Reading> readings = parser.parse(letter.json().getBytes(StandardCharsets.UTF_8));
        Problem problem = null;
        if (readings.size() != 1) {
            problem = new Problem(
                    Rejection.MALFORMED_JSON,
                    "letter must hold one event, held %d; repair it".formatted(readings.size()));
        } else if (readings.getFirst() instanceof Invalid invalid) {
            problem = invalid.problem();
        }
        if (problem != null) {
            letters.failedAgain(letter.id(), problem.reason(), problem.message());
            return new Receipt.DeadLettered(problem.reason(), OptionalLong.of(letter.id()));
        }
        Receipt receipt = submit(readings.getFirst()).join();
        // Not stored again: a second letter has been written, or nothing has.
        if (!(receipt instanceof Receipt.Refused)) {
            letters.remove(List.of(letter.id()));
        }
        return receipt;
    }

    private CompletableFuture<Receipt> submit(Reading reading) {
        Cause refusal = enter();
        if (refusal != null) {
            listener.refused(refusal);
            return CompletableFuture.completedFuture(new Receipt.Refused(refusal));
        }
        Pending pending;
        try {
            pending = pending(reading);
        } catch (RuntimeException | Error e) {
            room.release();
            throw e;
        }
        queue.add(pending);
        return pending.receipt();
    }

    private Pending pending(Reading reading) {
        Instant now = clock.instant();
        return switch (reading) {
            case Valid(ParsedEvent event, byte[] bytes) -> {
                if (log.isErased(event.userId())) {
                    yield Pending.rejected(DeadLetter.of(ERASED, bytes, Optional.empty(), Optional.empty(), now));
                }
                yield Pending.valid(enricher.enrich(event, now), bytes);
            }
            case Invalid(Problem problem, byte[] bytes, Optional<String> user, Optional<String> item) -> {
                boolean erased = user.filter(log::isErased).isPresent()
                        || item.filter(log::isErased).isPresent();
                yield Pending.rejected(DeadLetter.of(erased ? ERASED : problem, bytes, user, item, now));
            }
        };
    }

    /** Waits for room; null once there is some. */
    private @Nullable Cause enter() {
        if (closed) {
            return Cause.CLOSED;
        }
        try {
            if (!room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Cause.BACK_PRESSURE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Cause.BACK_PRESSURE;
        }
        if (closed) {
            room.release();
            return Cause.CLOSED;
        }
        return null;
    }

    /** Waits until everything that was handed in before has its receipt. */
    public void flush() {
        room.acquireUninterruptibly();
        if (closed) {
            room.release();
            return;
        }
        Pending marker = Pending.marker();
        queue.add(marker);
        marker.receipt().join();
    }

    /**
     * Waits until the consumers have taken in everything that is durable now.
     *
     * @param patience how long at most
     * @return whether they have
     */
    public boolean awaitConsumers(Duration patience) {
        long position = log.lastPosition();
        long deadline = System.nanoTime() + patience.toNanos();
        for (ConsumerFeed feed : feeds.values()) {
            if (!feed.await(position, deadline)) {
                return false;
            }
        }
        return true;
    }

    /**
     * How far a consumer is behind.
     *
     * @param positions between the last event that it took in and the last that is durable
     * @param age how long ago the next event that it has to take in arrived; zero when there is none
     */
    public record Lag(long positions, Duration age) {}

    /**
     * Tells how far a consumer is behind.
     *
     * @param consumer its name
     * @return the lag now
     * @throws IllegalArgumentException if there is no such consumer
     */
    public Lag lag(String consumer) {
        ConsumerFeed feed = feeds.get(consumer);
        if (feed == null) {
            throw new IllegalArgumentException(
                    "consumer must be one of %s, was \"%s\"".formatted(feeds.keySet(), consumer));
        }
        return feed.lag();
    }

    /** {@return the names of the consumers, in the order in which they were added} */
    public Set<String> consumers() {
        return Collections.unmodifiableSet(feeds.keySet());
    }

    /** {@return where rejected events are kept} */
    DeadLetterStore deadLetters() {
        return letters;
    }

    /** {@return how many events so far have session, device and locale, and how many got them here} */
    public Enrichment enrichment() {
        return enricher.enrichment();
    }

    /**
     * Guesses a person's time zone from what they did lately.
     *
     * @param userId the person
     * @return with its confidence; empty while nothing is known
     */
    public Optional<ZoneGuess> zone(String userId) {
        return enricher.zone(userId);
    }

    /** {@return how many events are between their callers and their receipts} */
    public int inFlight() {
        return inFlight - room.availablePermits();
    }

    @Override
    public String holderName() {
        return enricher.holderName();
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return enricher.signalGroups();
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        return enricher.export(personId);
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return enricher.forget(personId, group);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Erase from the log first: from then on it refuses what is still in flight.
     */
    @Override
    public int erase(String personId) {
        return enricher.erase(personId);
    }

    /** Refuses new events, gives every receipt that is due, and stops; log and dead letters stay open, they are the host's. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // Whoever got in before this holds room until the receipt is given.
        room.acquireUninterruptibly(inFlight);
        writer.stop();
        feeds.values().forEach(ConsumerFeed::stop);
    }

    /** Sets an ingestion up. */
    public static final class Builder {
        private final EventLog log;
        private final DeadLetterStore letters;
        private EventTypes types = EventTypes.standard();
        private EventLimits limits = EventLimits.DEFAULT;
        private InstantSource clock = InstantSource.system();
        private IngestListener listener = IngestListener.NONE;
        private final List<EventConsumer> consumers = new ArrayList<>();
        private int inFlight = DEFAULT_IN_FLIGHT;
        private int batch = DEFAULT_BATCH;
        private Duration patience = DEFAULT_PATIENCE;
        private Duration retryBudget = DEFAULT_RETRY_BUDGET;
        private Duration sessionGap = DEFAULT_SESSION_GAP;
        private int people = DEFAULT_PEOPLE;
        private int warmUp = DEFAULT_WARM_UP;
        private double alarm = DEFAULT_ALARM;
        private @Nullable Locale locale;

        private Builder(EventLog log, DeadLetterStore letters) {
            this.log = log;
            this.letters = letters;
        }

        /**
         * Sets which types are accepted, by default {@link EventTypes#standard}.
         *
         * @param accepted the same as the log's
         * @return this
         */
        public Builder types(EventTypes accepted) {
            types = accepted;
            return this;
        }

        /**
         * Sets how large and how old events may be.
         *
         * @param bounds by default {@link EventLimits#DEFAULT}
         * @return this
         */
        public Builder limits(EventLimits bounds) {
            limits = bounds;
            return this;
        }

        /**
         * Sets the clock.
         *
         * @param source by default the system's
         * @return this
         */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * Sets who hears what happens.
         *
         * @param hears by default nobody
         * @return this
         */
        public Builder listener(IngestListener hears) {
            listener = hears;
            return this;
        }

        /**
         * Adds a consumer of the log; it goes on at its own position.
         *
         * @param consumer of a name of its own
         * @return this
         */
        public Builder consumer(EventConsumer consumer) {
            consumers.add(consumer);
            return this;
        }

        /**
         * Sets how many events may be between a caller and their receipts.
         *
         * @param events by default {@link #DEFAULT_IN_FLIGHT}
         * @return this
         */
        public Builder inFlight(int events) {
            inFlight = positive("inFlight", events);
            return this;
        }

        /**
         * Sets how many events are forced to disk together at most. There is no waiting for more: while one group is
         * forced, the next comes together.
         *
         * @param events by default {@link #DEFAULT_BATCH}
         * @return this
         */
        public Builder batch(int events) {
            batch = positive("batch", events);
            return this;
        }

        /**
         * Sets how long a caller waits for room.
         *
         * @param wait by default {@link #DEFAULT_PATIENCE}
         * @return this
         */
        public Builder patience(Duration wait) {
            patience = wait;
            return this;
        }

        /**
         * Sets for how long a write is tried again that failed for a reason that may pass.
         *
         * @param budget by default {@link #DEFAULT_RETRY_BUDGET}
         * @return this
         */
        public Builder retryBudget(Duration budget) {
            retryBudget = budget;
            return this;
        }

        /**
         * Sets after how long without events a session ends.
         *
         * @param gap by default {@link #DEFAULT_SESSION_GAP}
         * @return this
         */
        public Builder sessionGap(Duration gap) {
            sessionGap = gap;
            return this;
        }

        /**
         * Sets of how many people something is kept to complete their events.
         *
         * @param count by default {@link #DEFAULT_PEOPLE}
         * @return this
         */
        public Builder people(int count) {
            people = positive("people", count);
            return this;
        }

        /**
         * Sets how many of the log's last events are read at the start to learn about people.
         *
         * @param events by default {@link #DEFAULT_WARM_UP}; 0 for none
         * @return this
         */
        public Builder warmUp(int events) {
            warmUp = Math.max(0, events);
            return this;
        }

        /**
         * Sets the locale of people who never sent one; by default there is none.
         *
         * @param fallback the host's
         * @return this
         */
        public Builder defaultLocale(Locale fallback) {
            locale = fallback;
            return this;
        }

        /**
         * Sets the share of rejected events, of the last thousand, above which the listener is alarmed.
         *
         * @param share by default {@link #DEFAULT_ALARM}, in (0, 1]
         * @return this
         */
        public Builder alarm(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "alarm must be in (0, 1], was %s; use for example 0.05".formatted(share));
            }
            alarm = share;
            return this;
        }

        /**
         * Starts.
         *
         * @return an ingestion that takes events in
         */
        public SignalIngest start() {
            return new SignalIngest(this);
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(
                        "%s must be 1 or more, was %d; see its default".formatted(name, value));
            }
            return value;
        }
    }

    /**
     * An event on its way to its receipt: a valid one, a letter, or neither for a marker.
     *
     * @param event to be appended
     * @param letter to be kept
     * @param bytes the event's own, for the letter that it may become
     * @param receipt to be given
     */
    // The bytes are handed on, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Pending(
            @Nullable SignalEvent event,
            @Nullable DeadLetter letter,
            byte[] bytes,
            CompletableFuture<Receipt> receipt) {
        private static final byte[] NONE = {};

        static Pending valid(SignalEvent event, byte[] bytes) {
            return new Pending(event, null, bytes, new CompletableFuture<>());
        }

        static Pending rejected(DeadLetter letter) {
            return new Pending(null, letter, NONE, new CompletableFuture<>());
        }

        static Pending marker() {
            return new Pending(null, null, NONE, new CompletableFuture<>());
        }

        boolean isMarker() {
            return event == null && letter == null;
        }

        /** The letter that an event becomes; of somebody who was erased meanwhile nothing is kept. */
        DeadLetter notStored(SignalEvent of, boolean erased, Instant now) {
            return DeadLetter.of(erased ? ERASED : NOT_STORED, bytes, Optional.of(of.userId()), of.itemId(), now);
        }
    }
}
