package io.github.discovery4j.rank.linear;

import org.jspecify.annotations.Nullable;

/** A file is no model of Tribuo's, is damaged, or is of a kind that gives no single score a row. */
public final class TribuoModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, where, and what to do
     * @param cause what Tribuo said, if it said something
     */
    public TribuoModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
