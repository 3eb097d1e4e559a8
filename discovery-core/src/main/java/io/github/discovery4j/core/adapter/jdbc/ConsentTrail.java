package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.privacy.KeyRing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The changes of consent, in their order, without anybody's name: for whoever has to show that a choice was honoured.
 *
 * <p>An entry has the keyed hash of the person, the group, the kind of change and the time. Its digest is keyed too and
 * covers the one before: an entry that was changed, left out or put in between is found by {@link #verify}, unless whoever
 * did it has the key. That the last ones were cut off is found by comparing with a {@linkplain #head head} that was kept
 * elsewhere.
 *
 * <p><b>Threads:</b> safe.
 */
public final class ConsentTrail {

    private static final byte[] BEGINNING = new byte[32];

    private final Database database;
    private final KeyRing.Hashes people;
    private final KeyRing.Hashes chain;

    ConsentTrail(Database database, KeyRing keys) {
        this.database = database;
        this.people = keys.hashes("consent trail, people");
        this.chain = keys.hashes("consent trail, chain");
    }

    /**
     * One change.
     *
     * @param number from 1 on, without gaps
     * @param group the group's name, {@code *} for the person as a whole
     * @param kind such as {@code OPT_OUT}
     * @param at when, by the clock of the process that made it
     */
    public record Entry(long number, String group, String kind, Instant at) {}

    /**
     * The last entry, as something to keep elsewhere.
     *
     * @param number 0 for an empty trail
     * @param digest in hexadecimal digits
     */
    public record Head(long number, String digest) {}

    /**
     * What a verification found.
     *
     * @param entries how many were read
     * @param broken the number of the first entry that is not as it was written, empty when all are
     */
    public record Check(long entries, Optional<Long> broken) {
        /** {@return whether every entry is as it was written} */
        public boolean intact() {
            return broken.isEmpty();
        }
    }

    /** Adds an entry; the transaction holds the number of consent, so that entries follow one another. */
    void add(Connection connection, String personId, String group, String kind, long atMillis) throws SQLException {
        long number = 1;
        byte[] previous = BEGINNING;
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT number, digest FROM discovery_consent_trail ORDER BY number DESC LIMIT 1");
                ResultSet last = statement.executeQuery()) {
            if (last.next()) {
                number = last.getLong(1) + 1;
                previous = last.getBytes(2);
            }
        }
        String keyId = people.currentId();
        String person = people.of(keyId).of(personId);
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO discovery_consent_trail (number, person_hash, key_id, signal_group, kind, at_millis, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?)""")) {
            statement.setLong(1, number);
            statement.setString(2, person);
            statement.setString(3, keyId);
            statement.setString(4, group);
            statement.setString(5, kind);
            statement.setLong(6, atMillis);
            statement.setBytes(7, digest(previous, number, person, keyId, group, kind, atMillis));
            statement.executeUpdate();
        }
    }

    private byte[] digest(
            byte[] previous, long number, String person, String keyId, String group, String kind, long atMillis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(previous);
        bytes.writeBytes(
                ByteBuffer.allocate(16).putLong(number).putLong(atMillis).array());
        for (String text : List.of(person, keyId, group, kind)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
            bytes.writeBytes(utf8);
        }
        return chain.of(keyId).bytes(bytes.toByteArray());
    }

    /**
     * Returns one person's entries.
     *
     * @param personId whose; whoever asks knows the id already
     * @return oldest first, under all keys that the trail names
     * @throws io.github.discovery4j.core.privacy.KeyException if one of the keys is not in the ring
     */
    public List<Entry> of(String personId) {
        return database.read(connection -> {
            Set<String> hashes = new HashSet<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT DISTINCT key_id FROM discovery_consent_trail");
                    ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    hashes.add(people.of(found.getString(1)).of(personId));
                }
            }
            List<Entry> entries = new ArrayList<>();
            if (hashes.isEmpty()) {
                return entries;
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT number, signal_group, kind, at_millis FROM discovery_consent_trail WHERE "
                            + database.dialect().among("person_hash", hashes.size()) + " ORDER BY number")) {
                database.dialect().bindAmong(statement, 1, List.copyOf(hashes));
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        entries.add(new Entry(
                                found.getLong(1),
                                found.getString(2),
                                found.getString(3),
                                Instant.ofEpochMilli(found.getLong(4))));
                    }
                }
            }
            return entries;
        });
    }

    /**
     * Returns the end of the trail.
     *
     * @return to be kept where nobody who can write to the database can write
     */
    public Head head() {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT number, digest FROM discovery_consent_trail ORDER BY number DESC LIMIT 1");
                    ResultSet last = statement.executeQuery()) {
                return last.next()
                        ? new Head(last.getLong(1), HexFormat.of().formatHex(last.getBytes(2)))
                        : new Head(0, HexFormat.of().formatHex(BEGINNING));
            }
        });
    }

    /**
     * Goes through the whole trail.
     *
     * @param known a head that was kept elsewhere; {@code new Head(0, "")} when there is none
     * @return whether all entries are as they were written, the known one included
     * @throws io.github.discovery4j.core.privacy.KeyException if a key that the trail names is not in the ring
     */
    public Check verify(Head known) {
        return database.read(connection -> {
            long expected = 1;
            byte[] previous = BEGINNING;
            boolean knownSeen = known.number() == 0;
            try (PreparedStatement statement = connection.prepareStatement("""
                            SELECT number, person_hash, key_id, signal_group, kind, at_millis, digest
                            FROM discovery_consent_trail ORDER BY number""");
                    ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    byte[] digest = found.getBytes(7);
                    boolean asWritten = found.getLong(1) == expected
                            && MessageDigest.isEqual(
                                    digest,
                                    digest(
                                            previous,
                                            expected,
                                            found.getString(2),
                                            found.getString(3),
                                            found.getString(4),
                                            found.getString(5),
                                            found.getLong(6)));
                    if (known.number() == expected) {
                        asWritten &= HexFormat.of().formatHex(digest).equals(known.digest());
                        knownSeen = true;
                    }
                    if (!asWritten) {
                        return new Check(expected, Optional.of(expected));
                    }
                    previous = digest;
                    expected++;
                }
            }
            return new Check(expected - 1, knownSeen ? Optional.empty() : Optional.of(expected));
        });
    }
}
