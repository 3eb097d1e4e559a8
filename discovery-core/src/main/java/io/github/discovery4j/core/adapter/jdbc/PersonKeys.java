package io.github.discovery4j.core.adapter.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keyed hashes of ids: SHA-256 of a secret of fixed length, then the id. <b>Threads:</b> safe. */
final class PersonKeys {

    private static final int HASH_BYTES = 16;

    private final byte[] secret;
    private final ThreadLocal<MessageDigest> digests = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    });

    PersonKeys(String secret) {
        this.secret = HexFormat.of().parseHex(secret);
    }

    /** Finds; may be shared by two people. */
    long key(String id) {
        return ByteBuffer.wrap(digest(id)).getLong();
    }

    /** Stands for the person when the id is gone. */
    String hash(String id) {
        return HexFormat.of().formatHex(digest(id), 0, HASH_BYTES);
    }

    private byte[] digest(String id) {
        MessageDigest digest = digests.get();
        digest.update(secret);
        return digest.digest(id.getBytes(StandardCharsets.UTF_8));
    }
}
