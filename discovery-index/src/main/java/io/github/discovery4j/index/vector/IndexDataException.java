package io.github.discovery4j.index.vector;

/** A stored index cannot be read: its data are damaged, of a newer version, or do not fit the settings. */
public final class IndexDataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Says what is wrong.
     *
     * @param message what, where, and what to do; names nobody
     */
    public IndexDataException(String message) {
        super(message);
    }

    /**
     * Says what is wrong, and what brought it up.
     *
     * @param message what, where, and what to do; names nobody
     * @param cause the failure
     */
    public IndexDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
