package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.privacy.PersonalDataCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * The event log's keyed hashes of ids: SHA-256 of a secret of fixed length, then the id. The secret lies in the log's state,
 * encrypted where the log is. <b>Threads:</b> safe.
 */
final class PersonKeys {

    /** Where the secret stands. */
    private static final String PLACE = "discovery_event_state secret";

    private static final int SECRET_BYTES = 16;
    private static final int HASH_BYTES = 16;

    private final byte[] secret;
    private final ThreadLocal<MessageDigest> digests = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    });

    private PersonKeys(byte[] secret) {
        this.secret = secret.clone();
    }

    /** Reads the secret; the first time draws it, and writes the one row of the log's state. */
    static PersonKeys open(Connection connection, PersonalDataCodec codec) throws SQLException {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into discovery_event_state (id, last_seq, indexed_seq, erasures, secret)"
                        + " values (1, 0, 0, 0, ?) on conflict (id) do nothing")) {
            insert.setString(1, written(fresh, new SealedText(codec)));
            insert.executeUpdate();
        }
        return read(connection, codec);
    }

    /** Reads the secret of a log that was opened before. */
    static PersonKeys read(Connection connection, PersonalDataCodec codec) throws SQLException {
        String stored = stored(connection);
        SealedText sealed = new SealedText(codec);
        if (SealedText.isSealed(stored)) {
            return new PersonKeys(sealed.open(stored, PLACE));
        }
        sealed.checkPlain(PLACE);
        return new PersonKeys(HexFormat.of().parseHex(stored));
    }

    private static String stored(Connection connection) throws SQLException {
        try (PreparedStatement read =
                        connection.prepareStatement("select secret from discovery_event_state where id = 1");
                ResultSet row = read.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("discovery_event_state must have its row, has none; restore the database");
            }
            return row.getString(1);
        }
    }

    private static String written(byte[] secret, SealedText sealed) {
        return sealed.seals() ? sealed.seal(secret, PLACE) : HexFormat.of().formatHex(secret);
    }

    /** Writes the secret as it would be written now; false if it is. */
    boolean rewrite(Connection connection, PersonalDataCodec codec) throws SQLException {
        SealedText sealed = new SealedText(codec);
        if (sealed.current(stored(connection))) {
            return false;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update discovery_event_state set secret = ? where id = 1")) {
            update.setString(1, written(secret, sealed));
            return update.executeUpdate() == 1;
        }
    }

    /** Finds; may be shared by two people. */
    long key(String id) {
        return ByteBuffer.wrap(digest(id)).getLong();
    }

    /** Stands for a person, or an event, when the id is gone. */
    String hash(String id) {
        return HexFormat.of().formatHex(digest(id), 0, HASH_BYTES);
    }

    private byte[] digest(String id) {
        MessageDigest digest = digests.get();
        digest.update(secret);
        return digest.digest(id.getBytes(StandardCharsets.UTF_8));
    }
}
