package io.github.discovery4j.core.signal;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Events could not be written or read; the message says where and what to do, and names nobody. */
public final class EventLogException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** Whether trying again may help. */
    private final boolean transientFailure;

    /**
     * Says what failed.
     *
     * @param message what, where and what to do
     * @param transientFailure whether trying again may help
     * @param cause what the storage said, null when it said nothing
     */
    public EventLogException(String message, boolean transientFailure, @Nullable Throwable cause) {
        super(message, cause);
        this.transientFailure = transientFailure;
    }

    /** {@return whether trying again may help} */
    public boolean isTransient() {
        return transientFailure;
    }
}
