package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.privacy.ErasureJournal;
import io.github.discovery4j.core.privacy.KeyRing;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A journal of erasures, and of changes of consent that have to be followed, in a database.
 *
 * <p>The id of somebody whose erasure is not finished is there, encrypted; it goes when the erasure is finished. So is that of
 * somebody whose derived values have not followed a change. <b>Cost:</b> a change is noted and settled in a transaction each.
 * <b>Threads:</b> safe, several processes too.
 */
public final class JdbcErasureJournal implements ErasureJournal {

    private static final String PLACE = "discovery_erasure ";
    private static final String UNSETTLED_PLACE = "discovery_unsettled ";

    private final Database database;
    private final KeyRing.Hashes hashes;
    private final PersonalDataCodec codec;
    private final InstantSource clock;

    /**
     * Uses a journal.
     *
     * @param database whose tables exist
     * @param keys hide and encrypt the ids
     */
    public JdbcErasureJournal(Database database, KeyRing keys) {
        this(database, keys, InstantSource.system());
    }

    /**
     * Uses a journal.
     *
     * @param database whose tables exist
     * @param keys hide and encrypt the ids
     * @param clock tells when an erasure began
     */
    public JdbcErasureJournal(Database database, KeyRing keys, InstantSource clock) {
        this.database = database;
        this.hashes = keys.hashes("erasure journal");
        this.codec = PersonalDataCodec.encrypting(keys);
        this.clock = clock;
    }

    @Override
    public Pending begin(String personId) {
        String token = hashes.of(hashes.currentId()).of(personId);
        byte[] person = codec.encode(personId.getBytes(StandardCharsets.UTF_8), PLACE + token);
        database.write(connection -> {
            delete(connection, "discovery_erasure_confirmed", token);
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO discovery_erasure (person_hash, person, at_millis) VALUES (?, ?, ?)
                    ON CONFLICT (person_hash) DO NOTHING""")) {
                statement.setString(1, token);
                statement.setBytes(2, person);
                statement.setLong(3, clock.millis());
                return statement.executeUpdate();
            }
        });
        return new Pending(token, personId, Set.of());
    }

    @Override
    public void confirm(String token, String holder) {
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO discovery_erasure_confirmed (person_hash, holder) VALUES (?, ?)
                    ON CONFLICT (person_hash, holder) DO NOTHING""")) {
                statement.setString(1, token);
                statement.setString(2, holder);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void finish(String token) {
        database.write(connection -> {
            delete(connection, "discovery_erasure_confirmed", token);
            return delete(connection, "discovery_erasure", token);
        });
    }

    private static int delete(Connection connection, String table, String token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + table + " WHERE person_hash = ?")) {
            statement.setString(1, token);
            return statement.executeUpdate();
        }
    }

    @Override
    public List<Pending> pending() {
        return database.read(connection -> {
            Map<String, byte[]> people = new LinkedHashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT person_hash, person FROM discovery_erasure ORDER BY at_millis, person_hash");
                    ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    people.put(found.getString(1), found.getBytes(2));
                }
            }
            List<Pending> pending = new ArrayList<>();
            for (Map.Entry<String, byte[]> person : people.entrySet()) {
                byte[] id = codec.decode(person.getValue(), PLACE + person.getKey());
                pending.add(new Pending(
                        person.getKey(),
                        new String(id, StandardCharsets.UTF_8),
                        confirmed(connection, person.getKey())));
            }
            return pending;
        });
    }

    @Override
    public List<Unsettled> beginSettling(String personId, Set<SignalGroup> groups) {
        List<Unsettled> begun = groups.stream()
                .map(group -> new Unsettled(UUID.randomUUID().toString(), personId, group))
                .toList();
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO discovery_unsettled (token, signal_group, person, at_millis) VALUES (?, ?, ?, ?)")) {
                for (Unsettled note : begun) {
                    byte[] person = personId.getBytes(StandardCharsets.UTF_8);
                    statement.setString(1, note.token());
                    statement.setString(2, note.group().name());
                    statement.setBytes(3, codec.encode(person, UNSETTLED_PLACE + note.token()));
                    statement.setLong(4, clock.millis());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
        return begun;
    }

    @Override
    public void settled(Collection<String> tokens) {
        database.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM discovery_unsettled WHERE token = ?")) {
                for (String token : tokens) {
                    statement.setString(1, token);
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }

    @Override
    public List<Unsettled> unsettled() {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT token, signal_group, person FROM discovery_unsettled ORDER BY at_millis, token");
                    ResultSet found = statement.executeQuery()) {
                List<Unsettled> notes = new ArrayList<>();
                while (found.next()) {
                    String token = found.getString(1);
                    byte[] id = codec.decode(found.getBytes(3), UNSETTLED_PLACE + token);
                    notes.add(new Unsettled(
                            token, new String(id, StandardCharsets.UTF_8), new SignalGroup(found.getString(2))));
                }
                return notes;
            }
        });
    }

    private static Set<String> confirmed(Connection connection, String token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT holder FROM discovery_erasure_confirmed WHERE person_hash = ?")) {
            statement.setString(1, token);
            Set<String> holders = new HashSet<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    holders.add(found.getString(1));
                }
            }
            return holders;
        }
    }
}
