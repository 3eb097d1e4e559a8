package io.github.discovery4j.core.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names an id without saying it: HMAC-SHA-256 under a key.
 *
 * <p>Whoever has no key cannot tell whose hash it is, not even by hashing every id there may be. Whoever has it can only ask
 * about ids that they know already. {@link #toString} says nothing of the key.
 *
 * <p><b>Cost:</b> about a microsecond. <b>Threads:</b> safe.
 */
public final class KeyedHash {

    /** The length of a key in bytes, and of a hash. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::mac);

    private KeyedHash(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException(
                    "key of a keyed hash must have %d bytes, had %d; draw one at random and keep it"
                            .formatted(BYTES, key.length));
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Hashes under a key.
     *
     * @param key 32 secret bytes, copied
     * @return the hash
     * @throws IllegalArgumentException if the key has another length
     */
    public static KeyedHash of(byte[] key) {
        return new KeyedHash(key);
    }

    /**
     * Hashes under a key that is drawn now and ends with the process.
     *
     * @return the hash
     */
    public static KeyedHash random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return new KeyedHash(key);
    }

    /**
     * Returns a hash for one purpose, under a key derived from this one: hashes of two purposes cannot be compared.
     *
     * @param purpose such as {@code tombstones}
     * @return the hash
     */
    public KeyedHash forPurpose(String purpose) {
        return new KeyedHash(bytes(("discovery/" + purpose).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Hashes an id.
     *
     * @param id any text
     * @return 44 characters
     */
    public String of(String id) {
        return Base64.getEncoder().encodeToString(bytes(id.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Hashes bytes.
     *
     * @param text any
     * @return 32 bytes
     */
    public byte[] bytes(byte[] text) {
        return macs.get().doFinal(text);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "KeyedHash[" + ALGORITHM + "]";
    }
}
