package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.PersonalEvents;
import io.github.discovery4j.core.signal.Rejection;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters in a database, as durable as {@link JdbcEventLog}. To outlast a failure of the log, give it a database
 * of its own, such as a file beside the process where the log is in PostgreSQL.
 *
 * <p>With a codec that encrypts, the text and the ids of a letter are one sealed text, bound to the letter. Reason, message and
 * times, which name nobody, stay readable.
 *
 * <p><b>Cost:</b> erasing and exporting one person read all letters, which are bounded. <b>Threads:</b> safe.
 */
public final class JdbcDeadLetterStore implements DeadLetterStore {

    private static final String COLUMNS =
            "id, reason, message, json, cut, user_id, item_id, first_ms, last_ms, attempts";
    private static final int PAGE = 1_000;
    private static final String PLACE = "discovery_dead_letter ";

    /** In the column of flags: the text was cut; text and ids are sealed. */
    private static final int CUT = 1;

    private static final int SEALED = 2;

    private final Bounds bounds;
    private final InstantSource clock;
    private final Held connection;
    private final SealedText sealed;
    private int count;
    private final AtomicLong dropped = new AtomicLong();

    private JdbcDeadLetterStore(Database database, Bounds bounds, InstantSource clock, PersonalDataCodec codec) {
        this.bounds = bounds;
        this.clock = clock;
        this.sealed = new SealedText(codec);
        connection = new Held(database);
        count = count();
    }

    /**
     * Opens the dead letters of a database.
     *
     * @param database where they are kept
     * @param bounds how much is kept
     * @param clock tells how old letters are
     * @return the store
     */
    public static JdbcDeadLetterStore open(Database database, Bounds bounds, InstantSource clock) {
        return open(database, bounds, clock, PersonalDataCodec.PLAIN);
    }

    /**
     * Opens the dead letters of a database.
     *
     * @param database where they are kept
     * @param bounds how much is kept
     * @param clock tells how old letters are
     * @param codec how texts and ids are written
     * @return the store
     */
    public static JdbcDeadLetterStore open(
            Database database, Bounds bounds, InstantSource clock, PersonalDataCodec codec) {
        return new JdbcDeadLetterStore(database, bounds, clock, codec);
    }

    @Override
    public List<Long> add(List<DeadLetter> letters) {
        return connection.run("keeping %d dead letters".formatted(letters.size()), held -> {
            List<Long> ids = new ArrayList<>(letters.size());
            PreparedStatement insert = held.statement(
                    "insert into discovery_dead_letter (reason, message, json, cut, user_id, item_id, first_ms,"
                            + " last_ms, attempts) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id");
            for (DeadLetter letter : letters) {
                insert.setString(1, letter.reason().name());
                insert.setString(2, letter.message());
                boolean seal = sealed.seals();
                insert.setString(3, seal ? "" : letter.json());
                insert.setInt(4, letter.cut() ? CUT : 0);
                insert.setString(5, seal ? null : letter.userId().orElse(null));
                insert.setString(6, seal ? null : letter.itemId().orElse(null));
                insert.setLong(7, letter.first().toEpochMilli());
                insert.setLong(8, letter.last().toEpochMilli());
                insert.setInt(9, letter.attempts());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    ids.add(row.getLong(1));
                }
                if (seal) {
                    // Bound to the id, which the database gives.
                    seal(held, letter.withId(ids.getLast()));
                }
            }
            makeRoom(held, letters.size());
            return ids;
        });
    }

    private void seal(Held held, DeadLetter letter) throws SQLException {
        PreparedStatement update = held.statement(
                "update discovery_dead_letter set json = ?, cut = ?, user_id = null, item_id = null where id = ?");
        update.setString(
                1,
                sealed.seal(
                        PersonalTexts.bytes(
                                letter.json(),
                                letter.userId().orElse(null),
                                letter.itemId().orElse(null)),
                        PLACE + letter.id()));
        update.setInt(2, (letter.cut() ? CUT : 0) | SEALED);
        update.setLong(3, letter.id());
        update.executeUpdate();
    }

    /** Other processes may add too, so the table itself is counted when the bound is near. */
    private void makeRoom(Held held, int added) throws SQLException {
        PreparedStatement old = held.statement("delete from discovery_dead_letter where last_ms < ?");
        old.setLong(1, clock.instant().minus(bounds.age()).toEpochMilli());
        int gone = old.executeUpdate();
        count += added;
        if (count > bounds.letters()) {
            int now = countIn(held);
            if (now > bounds.letters()) {
                PreparedStatement oldest = held.statement(
                        "delete from discovery_dead_letter where id in (select id from discovery_dead_letter order by id limit ?)");
                oldest.setInt(1, now - bounds.letters());
                int room = oldest.executeUpdate();
                gone += room;
                now -= room;
            }
            count = now;
        }
        dropped.addAndGet(gone);
    }

    @Override
    public List<DeadLetter> list(Filter filter) {
        return connection.read("listing dead letters", held -> page(held, filter));
    }

    private List<DeadLetter> page(Held held, Filter filter) throws SQLException {
        boolean all = filter.reason().isEmpty();
        PreparedStatement read = held.statement("select " + COLUMNS + " from discovery_dead_letter where id > ?"
                + (all ? "" : " and reason = ?") + " order by id limit ?");
        read.setLong(1, filter.after());
        if (!all) {
            read.setString(2, filter.reason().orElseThrow().name());
        }
        read.setInt(all ? 2 : 3, filter.limit());
        return letters(read);
    }

    private List<DeadLetter> letters(PreparedStatement read) throws SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        try (ResultSet row = read.executeQuery()) {
            while (row.next()) {
                long id = row.getLong(1);
                int flags = row.getInt(5);
                @Nullable String[] texts = texts(row, id, flags);
                letters.add(new DeadLetter(
                        id,
                        Rejection.valueOf(row.getString(2)),
                        row.getString(3),
                        Objects.requireNonNullElse(texts[0], ""),
                        (flags & CUT) != 0,
                        Optional.ofNullable(texts[1]),
                        Optional.ofNullable(texts[2]),
                        Instant.ofEpochMilli(row.getLong(8)),
                        Instant.ofEpochMilli(row.getLong(9)),
                        row.getInt(10)));
            }
        }
        return letters;
    }

    /** Text, user and item. */
    private @Nullable String[] texts(ResultSet row, long id, int flags) throws SQLException {
        String place = PLACE + id;
        if ((flags & SEALED) != 0) {
            return PersonalTexts.texts(sealed.open(row.getString(4), place), 3);
        }
        sealed.checkPlain(place);
        return new @Nullable String[] {row.getString(4), row.getString(6), row.getString(7)};
    }

    /**
     * Writes every letter again that the codec would write otherwise now: after a key was rotated, or encryption switched on.
     * May be interrupted and repeated.
     *
     * @return how many letters were written again
     * @throws io.github.discovery4j.core.privacy.KeyException if one cannot be read with the keys at hand
     * @throws io.github.discovery4j.core.signal.EventLogException if the database fails
     */
    public int reencrypt() {
        int written = connection.run("encrypting dead letters", this::reencryptIn);
        connection.leaveNoTrace();
        return written;
    }

    private int reencryptIn(Held held) throws SQLException {
        takeLock(held);
        List<Long> stale = new ArrayList<>();
        try (ResultSet row = held.statement("select id, json, cut from discovery_dead_letter")
                .executeQuery()) {
            while (row.next()) {
                boolean isSealed = (row.getInt(3) & SEALED) != 0;
                if (!sealed.current(isSealed ? row.getString(2) : "")) {
                    stale.add(row.getLong(1));
                }
            }
        }
        for (long id : stale) {
            seal(held, one(held, id).orElseThrow());
        }
        return stale.size();
    }

    @Override
    public Optional<DeadLetter> find(long id) {
        return connection.read("reading a dead letter", held -> one(held, id));
    }

    private Optional<DeadLetter> one(Held held, long id) throws SQLException {
        PreparedStatement read = held.statement("select " + COLUMNS + " from discovery_dead_letter where id = ?");
        read.setLong(1, id);
        return letters(read).stream().findFirst();
    }

    @Override
    public boolean repair(long id, String json) {
        DeadLetterStore.checkLength(json.getBytes(StandardCharsets.UTF_8).length);
        return connection.run("repairing a dead letter", held -> {
            PreparedStatement update = held.statement(
                    "update discovery_dead_letter set json = ?, cut = ?, user_id = null, item_id = null where id = ?");
            update.setString(1, sealed.seals() ? sealed.seal(PersonalTexts.bytes(json, null, null), PLACE + id) : json);
            update.setInt(2, sealed.seals() ? SEALED : 0);
            update.setLong(3, id);
            return update.executeUpdate() == 1;
        });
    }

    @Override
    public void failedAgain(long id, Rejection reason, String message) {
        connection.run("noting a failed replay", held -> {
            PreparedStatement update =
                    held.statement("update discovery_dead_letter set reason = ?, message = ?, last_ms = ?,"
                            + " attempts = attempts + 1 where id = ?");
            update.setString(1, reason.name());
            update.setString(2, message);
            update.setLong(3, clock.millis());
            update.setLong(4, id);
            return update.executeUpdate();
        });
    }

    @Override
    public int remove(Collection<Long> ids) {
        return connection.run("deleting dead letters", held -> delete(held, ids));
    }

    private static int delete(Held held, Collection<Long> ids) throws SQLException {
        int gone = 0;
        PreparedStatement delete = held.statement("delete from discovery_dead_letter where id = ?");
        for (long id : ids) {
            delete.setLong(1, id);
            gone += delete.executeUpdate();
        }
        return gone;
    }

    @Override
    public boolean remove(String personId, String key) {
        boolean removed = DeadLetterStore.super.remove(personId, key);
        if (removed) {
            connection.leaveNoTrace();
        }
        return removed;
    }

    @Override
    public int count() {
        return connection.read("counting dead letters", JdbcDeadLetterStore::countIn);
    }

    private static int countIn(Held held) throws SQLException {
        try (ResultSet row =
                held.statement("select count(*) from discovery_dead_letter").executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public String holderName() {
        return "dead letters";
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(SignalGroup.BEHAVIOUR);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        return connection.read("exporting dead letters", held -> {
            List<PersonalRecord> records = new ArrayList<>();
            forEachNaming(held, personId, letter -> records.add(PersonalEvents.record(holderName(), letter, personId)));
            return records;
        });
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public int erase(String personId) {
        int erased = connection.run("erasing dead letters", held -> {
            takeLock(held);
            List<Long> ids = new ArrayList<>();
            forEachNaming(held, personId, letter -> ids.add(letter.id()));
            return delete(held, ids);
        });
        connection.leaveNoTrace();
        return erased;
    }

    /** Begins with a write, so that no other writer comes between reading and changing. */
    private static void takeLock(Held held) throws SQLException {
        held.statement("delete from discovery_dead_letter where id < 0").executeUpdate();
    }

    private void forEachNaming(Held held, String personId, Consumer<DeadLetter> consumer) throws SQLException {
        long after = 0;
        List<DeadLetter> page;
        do {
            page = page(held, new Filter(Optional.empty(), after, PAGE));
            page.stream().filter(letter -> letter.names(personId)).forEach(consumer);
            after = page.isEmpty() ? after : page.getLast().id();
        } while (page.size() == PAGE);
    }

    @Override
    public void close() {
        connection.close();
    }
}
