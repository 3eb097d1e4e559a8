package io.github.discovery4j.examples.signals;

import io.github.discovery4j.core.adapter.jdbc.Database;
import io.github.discovery4j.core.adapter.jdbc.DatabaseException;
import io.github.discovery4j.core.adapter.jdbc.JdbcConsentLedger;
import io.github.discovery4j.core.adapter.jdbc.JdbcDeadLetterStore;
import io.github.discovery4j.core.adapter.jdbc.JdbcEventLog;
import io.github.discovery4j.core.consent.ConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.privacy.Privacy;
import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventLog;
import io.github.discovery4j.core.signal.EventLogException;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.SignalFileException;
import io.github.discovery4j.core.signal.SignalIngest;
import io.github.discovery4j.core.signal.Windows;
import io.github.discovery4j.examples.signals.SignalStoreException.Why;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The whole chain over one store: a log and dead letters in SQLite, the windows of {@link SignalFeatures} and what they feed, a
 * durable ledger of consent, and what people may ask for.
 *
 * <p>Features are in memory: they are made again from the windows' snapshot and the log. <b>Threads:</b> safe.
 */
public final class SignalChain implements AutoCloseable {

    /** Enough that the log always has a group to write, few enough that a receipt does not wait for long. */
    private static final int IN_FLIGHT = 2_000;

    /** Whoever reads a file can wait. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    /** A disk that is full for so long is not going to be emptied while we wait. */
    private static final Duration RETRY_BUDGET = Duration.ofSeconds(3);

    /** Of any age: what time it is taken to be may be long ago, and another with the next run. */
    private static final Bounds LETTERS = new Bounds(Bounds.DEFAULT.letters(), Duration.ofDays(100 * 365));

    /** SQLite's codes of a disk or a file that cannot be written: read-only, input or output, full, cannot open. */
    private static final Set<Integer> UNWRITABLE = Set.of(8, 10, 13, 14);

    private final SignalStore store;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final EventLog log;
    private final DeadLetterStore letters;
    private final ConsentLedger ledger;
    private final FeatureStore features;
    private final Windows windows;
    private final SignalIngest ingest;
    private final Privacy privacy;
    private final Set<SignalGroup> groups;

    private SignalChain(SignalStore store, InstantSource clock) {
        this.store = store;
        try {
            Database database = opened(Database.sqlite(store.database())).migrate();
            log = opened(JdbcEventLog.open(database, EventTypes.standard()));
            letters = opened(new DistinctLetters(JdbcDeadLetterStore.open(database, LETTERS, clock)));
            ledger = opened(JdbcConsentLedger.open(database, store.keys()));
            features = new InMemoryFeatureStore(FeatureStoreSettings.of(SignalFeatures.registry(), ledger)
                    .clock(clock)
                    .history(0));
            store.windowsAt(clock.instant());
            windows = opened(Windows.over(log, features, ledger)
                    .keep(SignalFeatures.windows())
                    .clock(clock)
                    .flushEvery(Duration.ZERO)
                    .snapshots(store.snapshot())
                    .start());
            ingest = opened(SignalIngest.into(log, letters)
                    .clock(clock)
                    .consumer(windows)
                    .inFlight(IN_FLIGHT)
                    .patience(PATIENCE)
                    .retryBudget(RETRY_BUDGET)
                    .start());
            List<PersonalDataHolder> holders = List.of(log, letters, ingest, windows, features);
            Privacy.Builder service = Privacy.builder(ledger);
            holders.forEach(service::holder);
            privacy = service.build();
            groups = new TreeSet<>((one, other) -> one.name().compareTo(other.name()));
            holders.forEach(holder -> groups.addAll(holder.signalGroups()));
        } catch (RuntimeException e) {
            closeQuietly();
            throw e;
        }
    }

    /**
     * Opens a chain.
     *
     * @param clock what time it is taken to be, for events and windows
     * @throws SignalStoreException if the store cannot be used
     */
    public static SignalChain open(SignalStore store, InstantSource clock) {
        return explained(store, () -> new SignalChain(store, clock));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Does something with the store; what it fails with is said of the store. */
    private static <T> T explained(SignalStore store, Supplier<T> work) {
        try {
            return work.get();
        } catch (DatabaseException | EventLogException | SignalFileException e) {
            Optional<Integer> code = code(e);
            boolean unwritable = code.filter(UNWRITABLE::contains).isPresent();
            throw new SignalStoreException(
                    unwritable ? Why.UNWRITABLE : Why.UNREADABLE,
                    "%s: the store cannot be used (%s%s); %s"
                            .formatted(
                                    store.database(),
                                    e.getMessage(),
                                    code.map(number -> ", SQLite's code " + number)
                                            .orElse(""),
                                    unwritable
                                            ? "make room on the disk, or name another store"
                                            : "restore the store, or name another"),
                    e);
        }
    }

    private static Optional<Integer> code(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql.getErrorCode() & 0xFF);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads what is kept.
     *
     * @param work reads from this chain
     * @return what the work returns
     * @throws SignalStoreException if the store is damaged where the work reads
     */
    public <T> T read(Function<SignalChain, T> work) {
        return explained(store, () -> work.apply(this));
    }

    /** {@return every event that was taken in} */
    public EventLog log() {
        return log;
    }

    /** Returns the ingestion. */
    public SignalIngest ingest() {
        return ingest;
    }

    /** Returns what could not be accepted. */
    public DeadLetterStore letters() {
        return letters;
    }

    /** Returns what people allow. */
    public ConsentLedger ledger() {
        return ledger;
    }

    /** Returns what people may ask for. */
    public Privacy privacy() {
        return privacy;
    }

    /** Returns the signal groups of everything that is kept, by name. */
    public Set<SignalGroup> groups() {
        return groups;
    }

    /**
     * Waits until the windows have counted what is in the log, and the features say so.
     *
     * @throws SignalStoreException if they cannot be read or do not come to an end
     */
    public void catchUp(Duration patience) {
        explained(store, () -> {
            if (!ingest.awaitConsumers(patience)) {
                throw new SignalStoreException(
                        Why.UNREADABLE,
                        "%s: the windows did not catch up with the log in %s; run this again"
                                .formatted(store.database(), patience));
            }
            windows.flush();
            return true;
        });
    }

    /** Returns the features that the windows feed, for the views of an engine. */
    public FeatureStore features() {
        return features;
    }

    /** Returns a person's windows as the engine would read them. */
    public FeatureRow windowsOf(String personId) {
        return features.row(personId);
    }

    /** Returns who did what came last. */
    public Optional<String> lastActive() {
        long last = log.lastPosition();
        for (long back = 1; back <= last; back *= 2) {
            List<EventLog.Logged> found = log.read(last - back, (int) Math.min(back, 1_000));
            if (!found.isEmpty()) {
                return Optional.of(found.getLast().event().userId());
            }
        }
        return Optional.empty();
    }

    /** Closes in the order of the chain, so that what is in flight is written, and the windows' snapshot is made. */
    @Override
    public void close() {
        explained(store, () -> {
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (RuntimeException e) {
                    closeQuietly();
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException("a part of the chain could not be closed", e);
                }
            }
            return true;
        });
    }

    private void closeQuietly() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // The first failure is the one that is told.
            }
        }
    }
}
