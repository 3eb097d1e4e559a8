package io.github.discovery4j.core.signal;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file of windows, links or intents is damaged or cannot be written; the message names it and says what to do. */
public final class SignalFileException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Says what failed.
     *
     * @param message what, where and what to do
     * @param cause what the file system said, null when it said nothing
     */
    public SignalFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
