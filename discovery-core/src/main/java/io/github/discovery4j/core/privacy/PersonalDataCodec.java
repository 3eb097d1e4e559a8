package io.github.discovery4j.core.privacy;

/**
 * How stores write the bytes of personal columns: as they are, or encrypted.
 *
 * <p>Laws: {@code decode(encode(bytes, place), place)} gives the bytes back, as long as the key is in the ring.
 * <b>Threads:</b> safe.
 */
public interface PersonalDataCodec {

    /** Writes bytes as they are. */
    PersonalDataCodec PLAIN = new PersonalDataCodec() {
        @Override
        public byte[] encode(byte[] bytes, String place) {
            return bytes;
        }

        @Override
        public byte[] decode(byte[] stored, String place) {
            return stored;
        }

        @Override
        public boolean current(byte[] stored) {
            return true;
        }

        @Override
        public String toString() {
            return "PersonalDataCodec[plain]";
        }
    };

    /**
     * Encrypts under the ring's current key and reads what any of its keys wrote.
     *
     * @param keys the host's
     * @return the codec; it refuses bytes that are not encrypted
     */
    static PersonalDataCodec encrypting(KeyRing keys) {
        return new AesGcmCodec(keys, false);
    }

    /**
     * As {@link #encrypting}, and reads what was written before encryption was switched on. It can be led to take bytes that
     * somebody put into the database for a person's, so write all rows again and change to the strict one.
     *
     * @param keys the host's
     * @return the codec
     */
    static PersonalDataCodec encryptingFromNowOn(KeyRing keys) {
        return new AesGcmCodec(keys, true);
    }

    /**
     * Makes of bytes what is stored.
     *
     * @param bytes plain
     * @param place where they are stored, such as table, column and row; bytes that were moved elsewhere are refused
     * @return what to store
     */
    byte[] encode(byte[] bytes, String place);

    /**
     * Makes bytes of what was stored.
     *
     * @param stored by {@link #encode}
     * @param place the same
     * @return plain
     * @throws KeyException if the key is missing or wrong, or the bytes were changed or moved
     */
    byte[] decode(byte[] stored, String place);

    /**
     * Tells whether bytes are stored as they would be now, so that a job need not write them again.
     *
     * @param stored by {@link #encode}
     * @return false under an old key, or plain where they would be encrypted
     */
    boolean current(byte[] stored);
}
