package io.github.discovery4j.core.job;

import org.jspecify.annotations.Nullable;

/** What a store remembers of a job cannot be read or kept. */
public final class JobStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message what, where, and what to do
     * @param cause what went wrong below, if anything did
     */
    public JobStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
