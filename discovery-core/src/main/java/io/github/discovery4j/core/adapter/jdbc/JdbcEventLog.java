package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.adapter.jdbc.EventCells.Cells;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.signal.EventLog;
import io.github.discovery4j.core.signal.EventLogException;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.PersonalEvents;
import io.github.discovery4j.core.signal.SignalEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event log in a database.
 *
 * <p>What {@link #append} returned from has been forced to disk: by SQLite in a {@link Database#sqlite file of ours}, by
 * PostgreSQL unless its {@code synchronous_commit} is off. It survives the death of the process, and of the power where the
 * disk keeps what it says it has written.
 *
 * <p>An append is one transaction. Its first statement takes the next positions from the one row of {@code discovery_event_state} and
 * so keeps other writers out until the commit: positions become visible in their order. The index of ids tells new events
 * from known ones, also after a restart. People are indexed in blocks of {@value #BLOCK} positions, sorted, so that nothing
 * is written in the middle of a large index; the events since the last block are searched one by one.
 *
 * <p>With a codec that encrypts, who did what, with which label and in which session is one sealed text, and the secret of
 * the keyed hashes is sealed too; types, times, amounts, device, locale, zone and the events' ids stay readable.
 *
 * <p>Who was erased is known by {@link Tombstones}. With a host's {@link JdbcTombstones}, an append also heeds what other
 * processes erased before it. Events that were removed leave the keyed hash of their id.
 *
 * <p><b>Cost:</b> an append writes little but the events, as long as ids begin with a time, as those that ingestion makes do;
 * random ids cost a page each. A person's events cost one look-up a block, and a scan of at most one block.
 *
 * <p><b>Threads:</b> safe; one append at a time.
 */
public final class JdbcEventLog implements EventLog {

    private static final int BLOCK = 8_192;
    private static final int PAGE = 1_000;

    private static final String COLUMNS =
            "seq, id, user_id, type, item_id, time_ms, received_ms, amount, label, session_id, device_type, locale, zone";
    private static final String ALL_COLUMNS =
            "seq, id, user_key, target_key, user_id, type, item_id, time_ms, received_ms, amount, label, session_id, device_type, locale, zone";

    private static final String TAKE_POSITIONS =
            "update discovery_event_state set last_seq = last_seq + ? where id = 1 returning last_seq, indexed_seq, erasures";
    private static final String INSERT = "insert into discovery_event (" + ALL_COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing";
    private static final String INSERT_ARRAYS = "insert into discovery_event (" + ALL_COLUMNS
            + ") select * from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[],"
            + " ?::bigint[], ?::bigint[], ?::float8[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])"
            + " on conflict (id) do nothing returning seq";
    private static final String INDEX_PEOPLE = "insert into discovery_event_person (block, person_key, seq)"
            + " select cast(? as bigint), k, seq from ("
            + "select user_key as k, seq from discovery_event where seq > ? and seq <= ?"
            + " union all select target_key, seq from discovery_event where seq > ? and seq <= ? and target_key is not null"
            + ") as named where true order by k on conflict do nothing";
    private static final String NAMING = "e.seq in ("
            + "select p.seq from discovery_event_person p"
            + " where p.block in (select block from discovery_event_block) and p.person_key = ?"
            + " union all select t.seq from discovery_event t where t.seq > (select indexed_seq from discovery_event_state)"
            + " and (t.user_key = ? or t.target_key = ?))";
    private static final String READ = "select " + COLUMNS + " from discovery_event where seq > ? order by seq limit ?";
    private static final String FIND = "select " + COLUMNS + " from discovery_event where id = ?";
    static final String READ_USER = "select " + COLUMNS + " from discovery_event e where e.user_key = ?"
            + " and e.time_ms >= ? and e.time_ms < ? and " + NAMING + " order by e.time_ms, e.seq";
    static final String READ_NAMED = "select " + COLUMNS + " from discovery_event e where (e.user_key = ?"
            + " or e.target_key = ?) and " + NAMING + " order by e.seq";

    private final Database database;
    private final EventTypes types;
    private final Held writer;
    private final Held reader;
    private final PersonKeys keys;
    private final PersonalDataCodec codec;
    private final EventCells cells;
    private final Optional<JdbcTombstones> own;
    private final Tombstones stones;
    private final Optional<Checkpointer> checkpointer;
    private long erasures = -1;
    private boolean anyRemoved;
    private volatile long last;

    private JdbcEventLog(Database database, EventTypes types, Optional<Tombstones> given, PersonalDataCodec codec) {
        this.database = database;
        this.types = types;
        this.codec = codec;
        this.cells = new EventCells(codec);
        boolean embedded = database.dialect() == Dialect.SQLITE;
        writer = embedded ? new Held(database, "pragma wal_autocheckpoint = 0") : new Held(database);
        reader = new Held(database);
        keys = writer.run("opening the event log", held -> PersonKeys.open(held.connection(), codec));
        given.ifPresent(this::checkKnowsOwnStones);
        own = given.isPresent() ? Optional.empty() : Optional.of(JdbcTombstones.ofLog(database, keys));
        stones = given.isPresent() ? given.get() : own.orElseThrow();
        writer.run("opening the event log", held -> {
            takePositions(held, 0);
            return true;
        });
        checkpointer = embedded ? Optional.of(new Checkpointer(database, writer)) : Optional.empty();
        checkpointer.ifPresent(Checkpointer::start);
    }

    /**
     * Opens the log of a database, with stones of its own and nothing encrypted; for hosts without a {@code Privacy}. One that
     * lets a person in again is heard within a second.
     *
     * @param database where events are kept
     * @param types all that the log has and will have
     * @return the log
     * @throws EventLogException if the database fails
     * @throws DatabaseException if the database fails
     */
    public static JdbcEventLog open(Database database, EventTypes types) {
        return new JdbcEventLog(database, types, Optional.empty(), PersonalDataCodec.PLAIN);
    }

    /**
     * Opens the log of a database; the first opening makes its secret.
     *
     * @param database where events are kept
     * @param types all that the log has and will have
     * @param erased who was erased; the same that the host's {@code Privacy} has
     * @param codec how it is written who did what
     * @return the log
     * @throws EventLogException if the database fails
     * @throws IllegalStateException if the log has stones of its own that the given ones do not know
     * @throws io.github.discovery4j.core.privacy.KeyException if the log is encrypted and the codec cannot read it, or the
     *     other way round
     */
    public static JdbcEventLog open(Database database, EventTypes types, Tombstones erased, PersonalDataCodec codec) {
        return new JdbcEventLog(database, types, Optional.of(erased), codec);
    }

    /** Whoever was erased while the log kept stones of its own must stay out. */
    private void checkKnowsOwnStones(Tombstones given) {
        boolean has = reader.read("looking for stones", held -> {
            PreparedStatement look =
                    held.statement("select 1 from discovery_tombstone where key_id = ? and standing = 1 limit 1");
            look.setString(1, JdbcTombstones.LOG_KEY);
            try (ResultSet row = look.executeQuery()) {
                return row.next();
            }
        });
        if (has && !(given instanceof JdbcTombstones known && known.haveOnesOfLog())) {
            throw new IllegalStateException(
                    "event log must be opened with the tombstones of its database, because it has set some there itself, was opened with others; use JdbcTombstones.open(database, keys)");
        }
    }

    @Override
    public Batch append(List<SignalEvent> events) {
        if (events.isEmpty()) {
            return new Batch(last, last, List.of());
        }
        Batch batch = writer.run("appending %d events".formatted(events.size()), held -> appendIn(held, events));
        last = batch.after();
        checkpointer.ifPresent(thread -> thread.appended(events.size()));
        return batch;
    }

    private Batch appendIn(Held held, List<SignalEvent> events) throws SQLException {
        State state = takePositions(held, events.size());
        long before = state.last() - events.size();
        boolean[] refused = new boolean[events.size()];
        Set<String> removed = removedOf(held, events);
        List<Row> rows = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            SignalEvent event = events.get(i);
            refused[i] = refuses(event);
            if (!refused[i] && (removed.isEmpty() || !removed.contains(keys.hash(event.id())))) {
                rows.add(row(i, before + 1 + i, event));
            }
        }
        BitSet inserted =
                database.dialect() == Dialect.SQLITE ? insertEach(held, rows) : insertArrays(held, rows, before + 1);
        List<Appended> each = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            long position = before + 1 + i;
            each.add(
                    refused[i]
                            ? Appended.ERASED
                            : inserted.get(i) ? new Appended(Outcome.NEW, position) : Appended.KNOWN);
        }
        indexBlocks(held, state);
        return new Batch(before, state.last(), each);
    }

    private record State(long last, long indexed) {}

    /** Takes positions and the lock; learns whom other processes erased. */
    private State takePositions(Held held, int count) throws SQLException {
        PreparedStatement take = held.statement(TAKE_POSITIONS);
        take.setLong(1, count);
        State state;
        long erasuresNow;
        try (ResultSet row = take.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("discovery_event_state must have its row, has none; restore the database");
            }
            state = new State(row.getLong(1), row.getLong(2));
            erasuresNow = row.getLong(3);
        }
        if (erasuresNow != erasures) {
            if (stones instanceof JdbcTombstones shared) {
                shared.follow();
            }
            try (ResultSet row = held.statement("select 1 from discovery_event_removed limit 1")
                    .executeQuery()) {
                anyRemoved = row.next();
            }
            erasures = erasuresNow;
        }
        if (count == 0) {
            last = state.last();
        }
        return state;
    }

    /** Returns the hashes of those events that were removed before. */
    private Set<String> removedOf(Held held, List<SignalEvent> events) throws SQLException {
        Set<String> removed = new HashSet<>();
        for (int from = 0; anyRemoved && from < events.size(); from += Dialect.MOST_VALUES) {
            List<String> hashes = events.subList(from, Math.min(events.size(), from + Dialect.MOST_VALUES)).stream()
                    .map(event -> keys.hash(event.id()))
                    .toList();
            PreparedStatement look = held.statement("select id_hash from discovery_event_removed where "
                    + database.dialect().among("id_hash", hashes.size()));
            database.dialect().bindAmong(look, 1, hashes);
            try (ResultSet row = look.executeQuery()) {
                while (row.next()) {
                    removed.add(row.getString(1));
                }
            }
        }
        return removed;
    }

    private record Row(
            int index, long seq, long userKey, @Nullable Long targetKey, Cells cells, SignalEvent event) {}

    private Row row(int index, long seq, SignalEvent event) {
        Long targetKey =
                event.type().mayNamePerson() ? event.itemId().map(keys::key).orElse(null) : null;
        return new Row(index, seq, keys.key(event.userId()), targetKey, cells.written(seq, event), event);
    }

    private static BitSet insertEach(Held held, List<Row> rows) throws SQLException {
        PreparedStatement insert = held.statement(INSERT);
        for (Row row : rows) {
            SignalEvent event = row.event();
            insert.setLong(1, row.seq());
            insert.setString(2, event.id());
            insert.setLong(3, row.userKey());
            if (row.targetKey() == null) {
                insert.setNull(4, Types.BIGINT);
            } else {
                insert.setLong(4, row.targetKey());
            }
            insert.setString(5, row.cells().userId());
            insert.setString(6, event.type().name());
            insert.setString(7, row.cells().itemId());
            insert.setLong(8, event.time().toEpochMilli());
            insert.setLong(9, event.receivedAt().toEpochMilli());
            if (event.amount().isPresent()) {
                insert.setDouble(10, event.amount().getAsDouble());
            } else {
                insert.setNull(10, Types.DOUBLE);
            }
            insert.setString(11, row.cells().label());
            insert.setString(12, row.cells().sessionId());
            insert.setString(13, event.deviceType().orElse(null));
            insert.setString(14, event.locale().orElse(null));
            insert.setString(15, event.zone().map(ZoneId::getId).orElse(null));
            insert.addBatch();
        }
        BitSet inserted = new BitSet();
        int[] counts = insert.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                inserted.set(rows.get(i).index());
            }
        }
        return inserted;
    }

    /** One statement with a column an array: one round trip. What both give back: which of the events were new. */
    private static BitSet insertArrays(Held held, List<Row> rows, long first) throws SQLException {
        Object[][] columns = new Object[15][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            SignalEvent event = row.event();
            @Nullable
            Object[] values = {
                row.seq(),
                event.id(),
                row.userKey(),
                row.targetKey(),
                row.cells().userId(),
                event.type().name(),
                row.cells().itemId(),
                event.time().toEpochMilli(),
                event.receivedAt().toEpochMilli(),
                event.amount().isPresent() ? (Double) event.amount().getAsDouble() : null,
                row.cells().label(),
                row.cells().sessionId(),
                event.deviceType().orElse(null),
                event.locale().orElse(null),
                event.zone().map(ZoneId::getId).orElse(null)
            };
            for (int column = 0; column < values.length; column++) {
                columns[column][i] = values[column];
            }
        }
        Connection connection = held.connection();
        PreparedStatement insert = held.statement(INSERT_ARRAYS);
        List<Array> arrays = new ArrayList<>();
        for (int column = 0; column < columns.length; column++) {
            String type = switch (column) {
                case 0, 2, 3, 7, 8 -> "bigint";
                case 9 -> "float8";
                default -> "text";
            };
            Array array = connection.createArrayOf(type, columns[column]);
            arrays.add(array);
            insert.setArray(column + 1, array);
        }
        BitSet inserted = new BitSet();
        try (ResultSet seqs = insert.executeQuery()) {
            while (seqs.next()) {
                inserted.set((int) (seqs.getLong(1) - first));
            }
        }
        for (Array array : arrays) {
            array.free();
        }
        return inserted;
    }

    private static void indexBlocks(Held held, State state) throws SQLException {
        long indexed = state.indexed();
        while (state.last() - indexed >= BLOCK) {
            long until = indexed + BLOCK;
            PreparedStatement index = held.statement(INDEX_PEOPLE);
            index.setLong(1, until);
            index.setLong(2, indexed);
            index.setLong(3, until);
            index.setLong(4, indexed);
            index.setLong(5, until);
            index.executeUpdate();
            PreparedStatement block = held.statement("insert into discovery_event_block (block) values (?)");
            block.setLong(1, until);
            block.executeUpdate();
            PreparedStatement done = held.statement("update discovery_event_state set indexed_seq = ? where id = 1");
            done.setLong(1, until);
            done.executeUpdate();
            indexed = until;
        }
    }

    @Override
    public boolean isErased(String personId) {
        return stones.contains(personId);
    }

    @Override
    public List<Logged> read(long after, int limit) {
        return reader.read("reading the event log", held -> {
            PreparedStatement read = held.statement(READ);
            read.setLong(1, after);
            read.setInt(2, limit);
            return logged(read);
        });
    }

    @Override
    public void readUser(String userId, Instant from, Instant until, Consumer<Logged> consumer) {
        long key = keys.key(userId);
        reader
                .read("reading a person's events", held -> {
                    PreparedStatement read = held.statement(READ_USER);
                    read.setLong(1, key);
                    read.setLong(2, from.toEpochMilli());
                    read.setLong(3, until.toEpochMilli());
                    for (int i = 4; i <= 6; i++) {
                        read.setLong(i, key);
                    }
                    return logged(read);
                })
                .stream()
                .filter(logged -> logged.event().userId().equals(userId))
                .forEach(consumer);
    }

    private List<Logged> named(Held held, String personId) throws SQLException {
        long key = keys.key(personId);
        PreparedStatement read = held.statement(READ_NAMED);
        for (int i = 1; i <= 5; i++) {
            read.setLong(i, key);
        }
        return logged(read).stream()
                .filter(logged -> names(logged.event(), personId))
                .toList();
    }

    /** The keyed hash has found it; the ids decide, whatever the type says of its item today. */
    private static boolean names(SignalEvent event, String personId) {
        return event.userId().equals(personId)
                || event.itemId().filter(personId::equals).isPresent();
    }

    private List<Logged> logged(PreparedStatement read) throws SQLException {
        List<Logged> events = new ArrayList<>();
        try (ResultSet row = read.executeQuery()) {
            while (row.next()) {
                double amount = row.getDouble(8);
                boolean hasAmount = !row.wasNull();
                long seq = row.getLong(1);
                String id = row.getString(2);
                Cells who = cells.read(seq, id, cellsOf(row));
                events.add(new Logged(
                        seq,
                        new SignalEvent(
                                id,
                                who.userId(),
                                type(row.getString(4)),
                                Optional.ofNullable(who.itemId()),
                                Instant.ofEpochMilli(row.getLong(6)),
                                Instant.ofEpochMilli(row.getLong(7)),
                                hasAmount ? OptionalDouble.of(amount) : OptionalDouble.empty(),
                                Optional.ofNullable(who.label()),
                                Optional.ofNullable(who.sessionId()),
                                Optional.ofNullable(row.getString(11)),
                                Optional.ofNullable(row.getString(12)),
                                Optional.ofNullable(row.getString(13)).map(ZoneId::of))));
            }
        }
        return events;
    }

    private static Cells cellsOf(ResultSet row) throws SQLException {
        return new Cells(row.getString(3), row.getString(5), row.getString(9), row.getString(10));
    }

    private EventType type(String name) {
        return types.named(name)
                .orElseThrow(() -> new EventLogException(
                        "the log has events of type \"%s\", which is none of %s (%s); open it with that type too"
                                .formatted(
                                        name,
                                        types.all().stream()
                                                .map(EventType::name)
                                                .toList(),
                                        database.dialect()),
                        false,
                        null));
    }

    @Override
    public long lastPosition() {
        if (database.dialect() == Dialect.SQLITE) {
            return last;
        }
        return reader.read("reading the last position", held -> {
            try (ResultSet row =
                    held.statement("select last_seq from discovery_event_state").executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public String holderName() {
        return "event log";
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return PersonalEvents.groups(types);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        return reader.read("reading a person's events", held -> named(held, personId)).stream()
                .map(logged -> PersonalEvents.record(holderName(), logged.event(), personId))
                .toList();
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public boolean remove(String personId, String key) {
        boolean removed = writer.run("removing an event", held -> removeIn(held, personId, key));
        if (removed) {
            writer.leaveNoTrace();
        }
        return removed;
    }

    private boolean removeIn(Held held, String personId, String key) throws SQLException {
        announce(held);
        PreparedStatement find = held.statement(FIND);
        find.setString(1, key);
        Optional<Logged> found = logged(find).stream()
                .filter(logged -> logged.event().userId().equals(personId))
                .findFirst();
        if (found.isEmpty()) {
            return false;
        }
        PreparedStatement known = held.statement(
                "insert into discovery_event_removed (id_hash) values (?) on conflict (id_hash) do nothing");
        known.setString(1, keys.hash(key));
        known.executeUpdate();
        delete(held, found.get());
        return true;
    }

    @Override
    public int erase(String personId) {
        stones.add(personId);
        int count = writer.run("erasing from the event log", held -> eraseIn(held, personId));
        writer.leaveNoTrace();
        return count;
    }

    private int eraseIn(Held held, String personId) throws SQLException {
        announce(held);
        List<Logged> events = named(held, personId);
        for (Logged logged : events) {
            delete(held, logged);
        }
        return events.size();
    }

    /** Takes the lock; with their next append other writers look who was erased and what was removed. */
    private static void announce(Held held) throws SQLException {
        held.statement("update discovery_event_state set erasures = erasures + 1 where id = 1")
                .executeUpdate();
    }

    private void delete(Held held, Logged logged) throws SQLException {
        SignalEvent event = logged.event();
        deleteIndexed(held, event.userId(), logged.position());
        if (event.itemId().isPresent()) {
            deleteIndexed(held, event.itemId().get(), logged.position());
        }
        PreparedStatement delete = held.statement("delete from discovery_event where seq = ?");
        delete.setLong(1, logged.position());
        delete.executeUpdate();
    }

    private void deleteIndexed(Held held, String id, long position) throws SQLException {
        PreparedStatement delete =
                held.statement("delete from discovery_event_person where block = ? and person_key = ? and seq = ?");
        delete.setLong(1, (position + BLOCK - 1) / BLOCK * BLOCK);
        delete.setLong(2, keys.key(id));
        delete.setLong(3, position);
        delete.executeUpdate();
    }

    /**
     * Writes every event again that the codec would write otherwise now: after a key was rotated, or encryption switched on.
     * May be interrupted and repeated; appends and reads go on meanwhile.
     *
     * @return how many events were written again
     * @throws io.github.discovery4j.core.privacy.KeyException if one cannot be read with the keys at hand
     * @throws EventLogException if the database fails
     */
    public int reencrypt() {
        writer.run("encrypting the event log's secret", held -> keys.rewrite(held.connection(), codec));
        int written = 0;
        long after = 0;
        while (after >= 0) {
            long from = after;
            Page page = writer.run("encrypting events", held -> reencrypt(held, from));
            written += page.written();
            after = page.next();
        }
        writer.leaveNoTrace();
        return written;
    }

    /** What became of some events; {@code next} is negative after the last. */
    private record Page(int written, long next) {}

    private Page reencrypt(Held held, long after) throws SQLException {
        held.statement("update discovery_event_state set erasures = erasures where id = 1")
                .executeUpdate();
        PreparedStatement read = held.statement(READ);
        read.setLong(1, after);
        read.setInt(2, PAGE);
        PreparedStatement update = held.statement(
                "update discovery_event set user_id = ?, item_id = ?, label = ?, session_id = ? where seq = ?");
        int rows = 0;
        int written = 0;
        long last = -1;
        try (ResultSet row = read.executeQuery()) {
            while (row.next()) {
                rows++;
                last = row.getLong(1);
                Cells stored = cellsOf(row);
                if (!cells.current(stored)) {
                    String id = row.getString(2);
                    Cells fresh = cells.written(last, id, cells.read(last, id, stored));
                    update.setString(1, fresh.userId());
                    update.setString(2, fresh.itemId());
                    update.setString(3, fresh.label());
                    update.setString(4, fresh.sessionId());
                    update.setLong(5, last);
                    update.addBatch();
                    written++;
                }
            }
        }
        if (written > 0) {
            update.executeBatch();
        }
        return new Page(written, rows < PAGE ? -1 : last);
    }

    /** Closes the connections; what was appended is on disk already. */
    @Override
    public void close() {
        checkpointer.ifPresent(Checkpointer::close);
        own.ifPresent(JdbcTombstones::close);
        writer.close();
        reader.close();
    }
}
