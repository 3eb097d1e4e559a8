package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.consent.ConsentChoices;
import io.github.discovery4j.core.consent.ConsentNotKeptException;
import io.github.discovery4j.core.consent.HeldConsentLedger;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.privacy.KeyRing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A consent ledger in a database.
 *
 * <p>A choice is on disk before its call returns. Reads never ask the database: the choices of all who made any are in
 * memory, loaded at the start. Other processes hear of a choice when they next look, by default once a second
 * ({@link #DEFAULT_FOLLOW_EVERY}), plus the time of the look itself; {@link #silence} tells how long ago the last look was.
 *
 * <p><b>When the database is away:</b> reads go on by what is in memory. What protects (opting out, withdrawing, erasing, a
 * narrower audience) takes effect in memory first, is written after, and stays in effect if that fails: the call throws, and
 * every look tries to write it again. What allows more is written first and takes effect after; if it cannot be written, it
 * does not take effect.
 *
 * <p><b>Epochs:</b> given by each process; a start takes them a million beyond all that were written, so that they
 * never go back unless more choices than that failed to be written. <b>Erased people:</b> their rows are deleted once other
 * processes have had ten minutes to hear of it; in the memory of each process they count as withdrawn until it ends. <b>Cost:</b> a choice is one transaction; transactions of all processes follow one another.
 * <b>Threads:</b> safe; readers never lock.
 */
/*
 * 1. Each row has the number of its last change, and numbers commit in order (Revisions). What was read or written is
 *    applied to memory only if its number is not smaller than the last applied one of that row: a slow look cannot undo a
 *    choice that was made after it began.
 * 2. What protects and is not written yet is kept as pending and laid over whatever row is applied meanwhile. It is taken
 *    away in the same step in which its own row is applied, or when the person allowed the same thing again after it had
 *    failed.
 */
public final class JdbcConsentLedger extends HeldConsentLedger implements AutoCloseable {

    /** How often to look for changes of other processes unless said otherwise. */
    public static final Duration DEFAULT_FOLLOW_EVERY = Duration.ofSeconds(1);

    private static final long LEAP = 1 << 20;
    private static final Duration ERASED_ROWS_STAY = Duration.ofMinutes(10);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private static final String REVISION = "consent";
    private static final String WHOLE_PERSON = "*";
    private static final int ON = 0;
    private static final int OFF = 1;
    private static final int ERASED = 2;

    private enum Kind {
        OPT_OUT(OFF),
        OPT_IN(ON),
        WITHDRAW(OFF),
        REJOIN(ON),
        SHOW(ON),
        ERASE(ERASED);

        private final int state;

        Kind(int state) {
            this.state = state;
        }
    }

    private record Place(String personId, String group) {}

    private record Row(Place place, int state, @Nullable String visibility, long revision) {}

    /** Something to be written; one that failed is tried again. */
    private static final class Change {
        private final Place place;
        private final Kind kind;
        private final @Nullable Visibility audience;
        private boolean failed;

        Change(String personId, String group, Kind kind, @Nullable Visibility audience) {
            this.place = new Place(personId, group);
            this.kind = kind;
            this.audience = audience;
        }

        ConsentChoices apply(ConsentChoices choices) {
            return switch (kind) {
                case OPT_OUT, OPT_IN -> choices.withOff(new SignalGroup(place.group()), kind == Kind.OPT_OUT);
                case WITHDRAW, REJOIN -> choices.withWithdrawn(kind == Kind.WITHDRAW);
                case SHOW ->
                    audience == null ? choices : choices.withVisibility(new SignalGroup(place.group()), audience);
                case ERASE -> ConsentChoices.ERASED;
            };
        }

        /** Tells whether a later change of the same place makes an earlier one that failed pointless. */
        boolean supersedes(Change earlier) {
            return place.equals(earlier.place) && (kind == Kind.SHOW) == (earlier.kind == Kind.SHOW);
        }
    }

    private final Database database;
    private final InstantSource clock;
    private final ConsentTrail trail;
    private final ReentrantLock held = new ReentrantLock();
    private final ReentrantLock following = new ReentrantLock();
    private final Map<String, Map<String, Long>> revisions = new HashMap<>();
    private final List<Change> pending = new ArrayList<>();
    private final List<Runnable> untold = new ArrayList<>();
    private final Follower follower;
    private long followedTo;
    private volatile Instant heard;
    private Instant swept = Instant.EPOCH;

    private JdbcConsentLedger(Database database, KeyRing keys, Duration followEvery, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.trail = new ConsentTrail(database, keys);
        this.heard = clock.instant();
        startAt(database.write(
                connection -> Revisions.next(connection, REVISION, Revisions.next(connection, REVISION, 0) + LEAP)));
        load();
        this.follower = new Follower("consent", followEvery, this::follow);
    }

    /**
     * Opens a ledger and loads it.
     *
     * @param database whose tables exist
     * @param keys hide people in the trail
     * @return the ledger, to be closed by whoever opened it; the database stays open
     * @throws DatabaseException if the database fails, or has no tables
     */
    public static JdbcConsentLedger open(Database database, KeyRing keys) {
        return open(database, keys, DEFAULT_FOLLOW_EVERY, InstantSource.system());
    }

    /**
     * Opens a ledger and loads it.
     *
     * @param database whose tables exist
     * @param keys hide people in the trail
     * @param followEvery how long to wait between two looks for changes of other processes
     * @param clock tells when a choice was made
     * @return the ledger, to be closed by whoever opened it; the database stays open
     * @throws DatabaseException if the database fails, or has no tables
     */
    public static JdbcConsentLedger open(Database database, KeyRing keys, Duration followEvery, InstantSource clock) {
        return new JdbcConsentLedger(database, keys, followEvery, clock);
    }

    @Override
    public void optOut(String personId, SignalGroup group) {
        protect(new Change(personId, group.name(), Kind.OPT_OUT, null));
    }

    @Override
    public void optIn(String personId, SignalGroup group) {
        allow(new Change(personId, group.name(), Kind.OPT_IN, null));
    }

    @Override
    public void withdraw(String personId) {
        protect(new Change(personId, WHOLE_PERSON, Kind.WITHDRAW, null));
    }

    @Override
    public void rejoin(String personId) {
        allow(new Change(personId, WHOLE_PERSON, Kind.REJOIN, null));
    }

    @Override
    public void show(String personId, SignalGroup group, Visibility visibility) {
        Change change = new Change(personId, group.name(), Kind.SHOW, visibility);
        if (visibility.narrower(visibility(personId, group)) == visibility) {
            protect(change);
        } else {
            allow(change);
        }
    }

    @Override
    public void erase(String personId) {
        protect(new Change(personId, WHOLE_PERSON, Kind.ERASE, null));
    }

    private void protect(Change change) {
        checkStorable(change);
        locked(() -> {
            pending.add(change);
            untold.add(hold(change.place.personId(), change::apply));
        });
        try {
            write(change);
        } catch (RuntimeException e) {
            locked(() -> change.failed = true);
            throw new ConsentNotKeptException(true, e);
        }
    }

    private void allow(Change change) {
        checkStorable(change);
        List<Change> failedBefore = new ArrayList<>();
        locked(() -> pending.stream().filter(earlier -> earlier.failed).forEach(failedBefore::add));
        try {
            Row row = database.write(connection -> store(connection, change));
            locked(() -> {
                pending.removeIf(earlier -> failedBefore.contains(earlier) && change.supersedes(earlier));
                apply(row);
            });
        } catch (DatabaseException e) {
            throw new ConsentNotKeptException(false, e);
        }
    }

    /** Databases keep text as UTF-8, in which half a surrogate pair cannot be written, and PostgreSQL no zero. */
    private static void checkStorable(Change change) {
        if (!JdbcFeatureStore.storable(change.place.personId())) {
            throw new IllegalArgumentException(
                    "id must be well-formed Unicode without the character 0 to be kept in a database; use another id");
        }
    }

    private void write(Change change) {
        Row row = database.write(connection -> store(connection, change));
        locked(() -> {
            pending.remove(change);
            apply(row);
        });
    }

    /** Changes memory, and tells the listeners after. */
    private void locked(Runnable work) {
        List<Runnable> notices;
        held.lock();
        try {
            work.run();
            notices = List.copyOf(untold);
            untold.clear();
        } finally {
            held.unlock();
        }
        notices.forEach(Runnable::run);
    }

    /** Writes a change and its entry of the trail, and returns the row as it then stands. */
    private Row store(Connection connection, Change change) throws SQLException {
        long revision = Revisions.next(connection, REVISION, latestEpoch());
        long now = clock.millis();
        Place place = change.place;
        if (change.kind == Kind.ERASE) {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM discovery_consent WHERE person_id = ?")) {
                statement.setString(1, place.personId());
                statement.executeUpdate();
            }
        }
        String update = change.kind == Kind.SHOW ? "visibility = excluded.visibility" : "state = excluded.state";
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO discovery_consent (person_id, signal_group, state, visibility, revision, at_millis)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (person_id, signal_group)
                DO UPDATE SET revision = excluded.revision, at_millis = excluded.at_millis,\s""" + update)) {
            statement.setString(1, place.personId());
            statement.setString(2, place.group());
            statement.setInt(3, change.kind.state);
            statement.setString(4, change.audience == null ? null : change.audience.name());
            statement.setLong(5, revision);
            statement.setLong(6, now);
            statement.executeUpdate();
        }
        trail.add(connection, place.personId(), place.group(), change.kind.name(), now);
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT person_id, signal_group, state, visibility, revision FROM discovery_consent WHERE person_id = ? AND signal_group = ?")) {
            statement.setString(1, place.personId());
            statement.setString(2, place.group());
            return rows(statement).getFirst();
        }
    }

    private static List<Row> rows(PreparedStatement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(new Row(
                        new Place(found.getString(1), found.getString(2)),
                        found.getInt(3),
                        found.getString(4),
                        found.getLong(5)));
            }
        }
        return rows;
    }

    /** Takes a row over into memory unless a later state of it is there; what is pending is laid over it. */
    private void apply(Row row) {
        Place place = row.place();
        Map<String, Long> known = revisions.computeIfAbsent(place.personId(), id -> new HashMap<>(2));
        boolean ofBeforeTheErasure =
                choices(place.personId()).erased() && known.getOrDefault(WHOLE_PERSON, 0L) > row.revision();
        if (ofBeforeTheErasure || known.getOrDefault(place.group(), 0L) > row.revision()) {
            return;
        }
        known.put(place.group(), row.revision());
        ConsentChoices before = choices(place.personId());
        ConsentChoices after = stored(before, row);
        for (Change change : pending) {
            if (change.place.personId().equals(place.personId())) {
                after = change.apply(after);
            }
        }
        if (!after.equals(before)) {
            ConsentChoices applied = after;
            untold.add(hold(place.personId(), same -> applied));
        }
    }

    private static ConsentChoices stored(ConsentChoices before, Row row) {
        if (row.place().group().equals(WHOLE_PERSON)) {
            return row.state() == ERASED
                    ? new ConsentChoices(before.epoch(), true, true, Set.of(), Map.of())
                    : before.withWithdrawn(row.state() == OFF);
        }
        SignalGroup group = new SignalGroup(row.place().group());
        ConsentChoices after = before.withOff(group, row.state() == OFF);
        return row.visibility() == null ? after : after.withVisibility(group, Visibility.valueOf(row.visibility()));
    }

    /** Reads everything: whoever is held and has no row was erased so long ago that the rows are gone. */
    private void load() {
        List<Row> all = database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT person_id, signal_group, state, visibility, revision FROM discovery_consent ORDER BY revision")) {
                return rows(statement);
            }
        });
        locked(() -> {
            Set<String> stored = new HashSet<>();
            for (Row row : all) {
                stored.add(row.place().personId());
                apply(row);
                followedTo = Math.max(followedTo, row.revision());
            }
            Set<String> gone = new HashSet<>(revisions.keySet());
            gone.removeAll(stored);
            pending.forEach(change -> gone.remove(change.place.personId()));
            gone.stream()
                    .filter(person -> !choices(person).erased())
                    .forEach(person -> untold.add(hold(person, choices -> ConsentChoices.ERASED)));
        });
    }

    /**
     * Looks now for what other processes changed, and writes again what could not be written; done by itself every so often.
     *
     * @throws DatabaseException if the database fails
     */
    public void follow() {
        following.lock();
        try {
            Instant began = clock.instant();
            if (silence().compareTo(ERASED_ROWS_STAY.dividedBy(2)) > 0) {
                load();
            } else {
                List<Row> changed = database.read(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT person_id, signal_group, state, visibility, revision FROM discovery_consent WHERE revision > ? ORDER BY revision")) {
                        statement.setLong(1, followedTo);
                        return rows(statement);
                    }
                });
                for (Row row : changed) {
                    locked(() -> apply(row));
                    followedTo = row.revision();
                }
            }
            heard = began;
            writeAgain();
            sweep();
        } finally {
            following.unlock();
        }
    }

    private void writeAgain() {
        List<Change> failed = new ArrayList<>();
        locked(() -> pending.stream().filter(change -> change.failed).forEach(failed::add));
        failed.forEach(this::write);
    }

    /** Deletes rows of erased people that every process has heard of. */
    private void sweep() {
        Instant now = clock.instant();
        if (Duration.between(swept, now).compareTo(SWEEP_EVERY) < 0) {
            return;
        }
        database.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM discovery_consent WHERE state = ? AND at_millis < ?")) {
                statement.setInt(1, ERASED);
                statement.setLong(2, now.minus(ERASED_ROWS_STAY).toEpochMilli());
                return statement.executeUpdate();
            }
        });
        swept = now;
    }

    /**
     * Tells how long other processes have not been heard.
     *
     * @return about the time between two looks while all is well
     */
    public Duration silence() {
        return Duration.between(heard, clock.instant());
    }

    /** {@return how many choices hold in this process and could not be written yet} */
    public int unwritten() {
        held.lock();
        try {
            return (int) pending.stream().filter(change -> change.failed).count();
        } finally {
            held.unlock();
        }
    }

    @Override
    public List<PersonalRecord> history(String personId) {
        return trail.of(personId).stream()
                .map(entry -> new PersonalRecord(
                        "consent", CONSENT, entry.kind().toLowerCase(Locale.ROOT), entry.group() + " at " + entry.at()))
                .toList();
    }

    /** {@return the changes of consent, without anybody's name} */
    public ConsentTrail trail() {
        return trail;
    }

    /** Stops following; reads go on by what was heard so far. */
    @Override
    public void close() {
        follower.close();
    }
}
