package io.github.discovery4j.core.adapter.jdbc;

/** The database could not do what it was asked, after the retries that were worth making. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Whether asking again later may help. */
    private final boolean temporary;

    DatabaseException(String message, boolean temporary, Throwable cause) {
        super(message, cause);
        this.temporary = temporary;
    }

    /**
     * Tells whether asking again later may help: the database cannot be reached, or is busy.
     *
     * @return false when the request itself is at fault
     */
    public boolean temporary() {
        return temporary;
    }
}
