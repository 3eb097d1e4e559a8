package io.github.discovery4j.core.privacy;

import java.io.Serial;

/** Something that was written under a key cannot be read with the keys at hand. Names keys by id and nobody else. */
public final class KeyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Says what failed.
     *
     * @param message what, where and what to do
     */
    public KeyException(String message) {
        super(message);
    }

    /**
     * Says that a key is not there.
     *
     * @param id of the key
     * @return the exception
     */
    static KeyException missing(String id) {
        return new KeyException(
                "key \"%s\" is needed to read what was written under it, and is not in the key ring; add it, and take keys away only when nothing names them"
                        .formatted(id));
    }
}
