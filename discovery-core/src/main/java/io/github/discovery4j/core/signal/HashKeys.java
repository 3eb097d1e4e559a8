package io.github.discovery4j.core.signal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The host's keys for hashes of external ids: the current one, and older ones that still match.
 *
 * <p>Keys come from the host's own vault, are kept in memory alone, and appear in no text. <b>Threads:</b> immutable.
 */
public final class HashKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int FEWEST_BYTES = 32;
    private static final int LONGEST_ID = 64;

    private final SequencedMap<String, SecretKeySpec> keys;

    private HashKeys(SequencedMap<String, SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * One key.
     *
     * @param keyId kept beside each hash, such as {@code 2026-03}; at most 64 characters
     * @param secret at least 32 random bytes; copied
     * @return that key alone
     */
    public static HashKeys of(String keyId, byte[] secret) {
        return new HashKeys(new LinkedHashMap<>()).and(keyId, secret);
    }

    /**
     * Adds an older key: hashes made with it are found, and made again with the current one when they are.
     *
     * @param keyId as it was
     * @param secret as it was
     * @return these keys and the older one
     * @throws IllegalArgumentException if there is a key of that id, or the secret is short
     */
    public HashKeys and(String keyId, byte[] secret) {
        Intent.require("key's id", keyId, LONGEST_ID);
        if (secret.length < FEWEST_BYTES) {
            throw new IllegalArgumentException("secret of a key must have at least %d bytes, had %d (key \"%s\")"
                    .formatted(FEWEST_BYTES, secret.length, keyId));
        }
        SequencedMap<String, SecretKeySpec> all = new LinkedHashMap<>(keys);
        if (all.put(keyId, new SecretKeySpec(secret, ALGORITHM)) != null) {
            throw new IllegalArgumentException("keys must have different ids, \"%s\" stands twice".formatted(keyId));
        }
        return new HashKeys(all);
    }

    String currentId() {
        return keys.firstEntry().getKey();
    }

    /** Returns the ids, the current one first. */
    List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    /** Hashes some texts; each counts with its length, so that no two lists give the same bytes. */
    byte[] hash(String keyId, String... texts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(keys.get(keyId));
            for (String text : texts) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
                mac.update(utf8);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "HashKeys" + keys.keySet();
    }
}
