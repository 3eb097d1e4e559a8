package io.github.discovery4j.core.privacy;

import io.github.discovery4j.core.model.KeyedHash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A host's secret keys, by name.
 *
 * <p>New things are written under the current key; old ones name the key that they were written under. So a key is rotated by
 * adding a new one and making it current, and an old one may go once nothing names it any more. For each purpose (hashes,
 * encryption) a key of its own is derived. Laws: a key never changes; a new key has a new id; ids are not secret and stand
 * beside what was written. <b>Threads:</b> safe, and quick: asked at every write.
 */
public interface KeyRing {

    /** The length of a key in bytes. */
    int KEY_BYTES = 32;

    /**
     * Returns which key to write under.
     *
     * @return the id of a key of this ring; 1 to 64 letters, digits, {@code -}, {@code _} or {@code .}
     */
    String currentId();

    /**
     * Returns a key.
     *
     * @param id its id
     * @return {@value #KEY_BYTES} secret bytes; empty when the ring has no such key
     */
    Optional<byte[]> key(String id);

    /**
     * Makes a ring of keys that the host has at hand.
     *
     * @param currentId which to write under
     * @param keys 32 bytes each, by id; copied
     * @return the ring
     * @throws IllegalArgumentException if the current key is missing, an id is malformed or a key has another length
     */
    static KeyRing of(String currentId, Map<String, byte[]> keys) {
        return new GivenKeys(currentId, keys);
    }

    /**
     * Returns the hash of a key for one purpose.
     *
     * @param id of the key
     * @param purpose such as {@code tombstones}
     * @return the hash
     * @throws KeyException if the ring has no such key
     */
    default KeyedHash hash(String id, String purpose) {
        return KeyedHash.of(key(id).orElseThrow(() -> KeyException.missing(id))).forPurpose(purpose);
    }

    /**
     * Returns the hashes for one purpose, each made once.
     *
     * @param purpose such as {@code tombstones}
     * @return the hashes
     */
    default Hashes hashes(String purpose) {
        return new Hashes(this, purpose);
    }

    /** Hashes of one purpose by key. <b>Threads:</b> safe. */
    final class Hashes {
        private final KeyRing keys;
        private final String purpose;
        private volatile Map<String, KeyedHash> byId = Map.of();

        private Hashes(KeyRing keys, String purpose) {
            this.keys = keys;
            this.purpose = purpose;
        }

        /**
         * Returns which key to write under.
         *
         * @return its id
         */
        public String currentId() {
            return keys.currentId();
        }

        /**
         * Returns the hash under a key.
         *
         * @param id of the key
         * @return the hash
         * @throws KeyException if the ring has no such key
         */
        public KeyedHash of(String id) {
            KeyedHash known = byId.get(id);
            if (known == null) {
                known = keys.hash(id, purpose);
                Map<String, KeyedHash> more = new HashMap<>(byId);
                more.put(id, known);
                byId = Map.copyOf(more);
            }
            return known;
        }
    }
}
