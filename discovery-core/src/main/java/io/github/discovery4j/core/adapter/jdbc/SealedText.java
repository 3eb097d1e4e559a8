package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.privacy.KeyException;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import java.util.Base64;

/**
 * Personal bytes in a column of text: a mark that no id begins with, then what the codec made of them, in Base64.
 *
 * <p><b>Threads:</b> safe.
 */
final class SealedText {

    private static final char MARK = '\u0001';
    private static final byte[] NOT_ENCRYPTED = {};

    private final PersonalDataCodec codec;

    SealedText(PersonalDataCodec codec) {
        this.codec = codec;
    }

    /** Tells whether what is written now is encrypted. */
    boolean seals() {
        return codec != PersonalDataCodec.PLAIN;
    }

    static boolean isSealed(String stored) {
        return !stored.isEmpty() && stored.charAt(0) == MARK;
    }

    String seal(byte[] bytes, String place) {
        return MARK + Base64.getEncoder().withoutPadding().encodeToString(codec.encode(bytes, place));
    }

    /** Opens what {@link #seal} made. */
    byte[] open(String stored, String place) {
        byte[] bytes = bytes(stored);
        if (!seals()) {
            throw new KeyException(
                    "what is stored encrypted must be read with the keys, was opened without; open it with PersonalDataCodec.encrypting(keys)");
        }
        return codec.decode(bytes, place);
    }

    /** Refuses what is stored as it is, unless the codec still takes it. */
    void checkPlain(String place) {
        codec.decode(NOT_ENCRYPTED, place);
    }

    /** Tells whether something would be written so now. */
    boolean current(String stored) {
        return codec.current(isSealed(stored) ? bytes(stored) : NOT_ENCRYPTED);
    }

    private static byte[] bytes(String stored) {
        try {
            return Base64.getDecoder().decode(stored.substring(1));
        } catch (IllegalArgumentException e) {
            throw new KeyException("what is stored encrypted must be Base64 and is not: it was changed; restore it");
        }
    }
}
