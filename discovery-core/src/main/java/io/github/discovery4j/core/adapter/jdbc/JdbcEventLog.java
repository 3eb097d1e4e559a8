package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.EventLog;
import io.github.discovery4j.core.signal.EventLogException;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.PersonalEvents;
import io.github.discovery4j.core.signal.SignalEvent;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * <p><b>Cost:</b> an append writes little but the events, as long as ids begin with a time, as those that ingestion makes do;
 * random ids cost a page each. A person's events cost one look-up a block, and a scan of at most one block.
 *
 * <p><b>Threads:</b> safe; one append at a time.
 */
public final class JdbcEventLog implements EventLog {

    private static final int BLOCK = 8_192;
    private static final int SECRET_BYTES = 16;

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
    static final String READ_USER = "select " + COLUMNS + " from discovery_event e where e.user_id = ?"
            + " and e.time_ms >= ? and e.time_ms < ? and " + NAMING + " order by e.time_ms, e.seq";
    static final String READ_NAMED = "select " + COLUMNS + " from discovery_event e where (e.user_id = ?"
            + " or (e.target_key is not null and e.item_id = ?)) and " + NAMING + " order by e.seq";

    private final Database database;
    private final EventTypes types;
    private final Held writer;
    private final Held reader;
    private final PersonKeys keys;
    private final Optional<Checkpointer> checkpointer;
    private final Set<String> erased = ConcurrentHashMap.newKeySet();
    private long erasures = -1;
    private volatile long last;

    private JdbcEventLog(Database database, EventTypes types) {
        this.database = database;
        this.types = types;
        boolean embedded = database.dialect() == Dialect.SQLITE;
        writer = embedded ? new Held(database, "pragma wal_autocheckpoint = 0") : new Held(database);
        reader = new Held(database);
        keys = new PersonKeys(writer.run("opening the event log", JdbcEventLog::secret));
        writer.run("opening the event log", held -> {
            takePositions(held, 0);
            return true;
        });
        checkpointer = embedded ? Optional.of(new Checkpointer(database, writer)) : Optional.empty();
        checkpointer.ifPresent(Checkpointer::start);
    }

    /**
     * Opens the log of a database; the first opening makes its secret.
     *
     * @param database where events are kept
     * @param types all that the log has and will have
     * @return the log
     * @throws EventLogException if the database fails
     */
    public static JdbcEventLog open(Database database, EventTypes types) {
        return new JdbcEventLog(database, types);
    }

    private static String secret(Held held) throws SQLException {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        PreparedStatement insert =
                held.statement("insert into discovery_event_state (id, last_seq, indexed_seq, erasures, secret)"
                        + " values (1, 0, 0, 0, ?) on conflict (id) do nothing");
        insert.setString(1, HexFormat.of().formatHex(fresh));
        insert.executeUpdate();
        try (ResultSet row = held.statement("select secret from discovery_event_state where id = 1")
                .executeQuery()) {
            row.next();
            return row.getString(1);
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
        List<Row> rows = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            SignalEvent event = events.get(i);
            refused[i] = isErased(event.userId())
                    || (event.type().mayNamePerson()
                            && event.itemId().filter(this::isErased).isPresent());
            if (!refused[i]) {
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
            try (ResultSet rows = held.statement("select person_hash from discovery_event_erased")
                    .executeQuery()) {
                while (rows.next()) {
                    erased.add(rows.getString(1));
                }
            }
            erasures = erasuresNow;
        }
        if (count == 0) {
            last = state.last();
        }
        return state;
    }

    private record Row(
            int index, long seq, long userKey, @Nullable Long targetKey, SignalEvent event) {}

    private Row row(int index, long seq, SignalEvent event) {
        Long targetKey =
                event.type().mayNamePerson() ? event.itemId().map(keys::key).orElse(null) : null;
        return new Row(index, seq, keys.key(event.userId()), targetKey, event);
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
            insert.setString(5, event.userId());
            insert.setString(6, event.type().name());
            insert.setString(7, event.itemId().orElse(null));
            insert.setLong(8, event.time().toEpochMilli());
            insert.setLong(9, event.receivedAt().toEpochMilli());
            if (event.amount().isPresent()) {
                insert.setDouble(10, event.amount().getAsDouble());
            } else {
                insert.setNull(10, Types.DOUBLE);
            }
            insert.setString(11, event.label().orElse(null));
            insert.setString(12, event.sessionId().orElse(null));
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
                event.userId(),
                event.type().name(),
                event.itemId().orElse(null),
                event.time().toEpochMilli(),
                event.receivedAt().toEpochMilli(),
                event.amount().isPresent() ? (Double) event.amount().getAsDouble() : null,
                event.label().orElse(null),
                event.sessionId().orElse(null),
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
        return !erased.isEmpty() && erased.contains(keys.hash(personId));
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
        reader.read("reading a person's events", held -> {
                    PreparedStatement read = held.statement(READ_USER);
                    read.setString(1, userId);
                    read.setLong(2, from.toEpochMilli());
                    read.setLong(3, until.toEpochMilli());
                    for (int i = 4; i <= 6; i++) {
                        read.setLong(i, key);
                    }
                    return logged(read);
                })
                .forEach(consumer);
    }

    private List<Logged> named(Held held, String personId) throws SQLException {
        long key = keys.key(personId);
        PreparedStatement read = held.statement(READ_NAMED);
        read.setString(1, personId);
        read.setString(2, personId);
        for (int i = 3; i <= 5; i++) {
            read.setLong(i, key);
        }
        return logged(read);
    }

    private List<Logged> logged(PreparedStatement read) throws SQLException {
        List<Logged> events = new ArrayList<>();
        try (ResultSet row = read.executeQuery()) {
            while (row.next()) {
                double amount = row.getDouble(8);
                boolean hasAmount = !row.wasNull();
                events.add(new Logged(
                        row.getLong(1),
                        new SignalEvent(
                                row.getString(2),
                                row.getString(3),
                                type(row.getString(4)),
                                Optional.ofNullable(row.getString(5)),
                                Instant.ofEpochMilli(row.getLong(6)),
                                Instant.ofEpochMilli(row.getLong(7)),
                                hasAmount ? OptionalDouble.of(amount) : OptionalDouble.empty(),
                                Optional.ofNullable(row.getString(9)),
                                Optional.ofNullable(row.getString(10)),
                                Optional.ofNullable(row.getString(11)),
                                Optional.ofNullable(row.getString(12)),
                                Optional.ofNullable(row.getString(13)).map(ZoneId::of))));
            }
        }
        return events;
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
    public int erase(String personId) {
        int count = writer.run("erasing from the event log", held -> eraseIn(held, personId));
        erased.add(keys.hash(personId));
        if (database.dialect() == Dialect.SQLITE) {
            // The write-ahead log still holds what was erased.
            writer.read("erasing from the write-ahead log", held -> {
                try (Statement checkpoint = held.connection().createStatement()) {
                    return checkpoint.execute("pragma wal_checkpoint(truncate)");
                }
            });
        }
        return count;
    }

    private int eraseIn(Held held, String personId) throws SQLException {
        held.statement("update discovery_event_state set erasures = erasures + 1 where id = 1")
                .executeUpdate();
        PreparedStatement tombstone = held.statement(
                "insert into discovery_event_erased (person_hash) values (?) on conflict (person_hash) do nothing");
        tombstone.setString(1, keys.hash(personId));
        tombstone.executeUpdate();
        List<Logged> events = named(held, personId);
        PreparedStatement ofPeople =
                held.statement("delete from discovery_event_person where block = ? and person_key = ? and seq = ?");
        PreparedStatement delete = held.statement("delete from discovery_event where seq = ?");
        long key = keys.key(personId);
        for (Logged logged : events) {
            ofPeople.setLong(1, (logged.position() + BLOCK - 1) / BLOCK * BLOCK);
            ofPeople.setLong(2, key);
            ofPeople.setLong(3, logged.position());
            ofPeople.executeUpdate();
            delete.setLong(1, logged.position());
            delete.executeUpdate();
        }
        return events.size();
    }

    /** Closes the connections; what was appended is on disk already. */
    @Override
    public void close() {
        checkpointer.ifPresent(Checkpointer::close);
        writer.close();
        reader.close();
    }
}
