package io.github.discovery4j.index.memory;

import java.io.Serial;

/** A saved index cannot be used: it is damaged, cut short, of another version or made with other settings. */
public final class DamagedIndexException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which file, where in it, what was expected and what was found
     */
    public DamagedIndexException(String message) {
        super(message);
    }
}
