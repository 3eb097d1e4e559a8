package io.github.discovery4j.core.privacy;

import io.github.discovery4j.core.model.KeyedHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM under a key of the ring. */
/*
 * 1. Layout: 4 bytes of magic, the length of the key's id in one byte, the id, 16 bytes of salt, 12 of nonce, the
 *    ciphertext, 16 of tag.
 * 2. Random nonces of 96 bits bear some 2^32 messages under one key (NIST SP 800-38D, 8.3). A database has more rows than
 *    that, so each message has a key of its own: HMAC-SHA-256 of the salt under the ring's key for this purpose. That costs
 *    one hash and lifts the bound out of reach.
 * 3. The head and the place are authenticated with the text: a row that is copied over another's is refused.
 */
final class AesGcmCodec implements PersonalDataCodec {

    private static final byte[] MAGIC = {(byte) 0xD4, 'p', 'd', 1};
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String PURPOSE = "encryption";

    private final KeyRing.Hashes keys;
    private final KeyRing ring;
    private final boolean readsPlain;
    private final SecureRandom random = new SecureRandom();

    AesGcmCodec(KeyRing ring, boolean readsPlain) {
        this.ring = ring;
        this.keys = ring.hashes(PURPOSE);
        this.readsPlain = readsPlain;
    }

    @Override
    public byte[] encode(byte[] bytes, String place) {
        String id = keys.currentId();
        byte[] name = id.getBytes(StandardCharsets.US_ASCII);
        byte[] drawn = new byte[SALT + NONCE];
        random.nextBytes(drawn);
        byte[] head = ByteBuffer.allocate(MAGIC.length + 1 + name.length + drawn.length)
                .put(MAGIC)
                .put((byte) name.length)
                .put(name)
                .put(drawn)
                .array();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, id, head, place);
            byte[] stored = Arrays.copyOf(head, head.length + cipher.getOutputSize(bytes.length));
            cipher.doFinal(bytes, 0, bytes.length, stored, head.length);
            return stored;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }

    @Override
    public byte[] decode(byte[] stored, String place) {
        if (!encrypted(stored)) {
            if (readsPlain) {
                return stored;
            }
            throw new KeyException(
                    "stored bytes of a personal column must be encrypted and were not; if they are older than encryption, read them with encryptingFromNowOn");
        }
        String id = keyId(stored);
        int head = MAGIC.length + 1 + id.length() + SALT + NONCE;
        try {
            return cipher(Cipher.DECRYPT_MODE, id, Arrays.copyOf(stored, head), place)
                    .doFinal(stored, head, stored.length - head);
        } catch (AEADBadTagException e) {
            throw new KeyException(
                    "what was written under key \"%s\" does not open with it: the ring has another key of this id, or the bytes were changed or moved"
                            .formatted(id));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }

    @Override
    public boolean current(byte[] stored) {
        return encrypted(stored) && keyId(stored).equals(keys.currentId());
    }

    private static boolean encrypted(byte[] stored) {
        return stored.length > MAGIC.length
                && Arrays.equals(stored, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && stored.length >= MAGIC.length + 1 + (stored[MAGIC.length] & 0xFF) + SALT + NONCE + TAG_BITS / 8;
    }

    private static String keyId(byte[] stored) {
        return new String(stored, MAGIC.length + 1, stored[MAGIC.length] & 0xFF, StandardCharsets.US_ASCII);
    }

    private Cipher cipher(int mode, String id, byte[] head, String place) throws GeneralSecurityException {
        KeyedHash key = keys.of(id);
        byte[] salt = Arrays.copyOfRange(head, head.length - NONCE - SALT, head.length - NONCE);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key.bytes(salt), "AES"),
                new GCMParameterSpec(TAG_BITS, head, head.length - NONCE, NONCE));
        cipher.updateAAD(head);
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "PersonalDataCodec[AES-256-GCM, current key %s]".formatted(ring.currentId());
    }
}
