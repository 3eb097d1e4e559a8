package io.github.discovery4j.core.feature;

/** Stored features cannot be read: the data are damaged, or do not fit what the registry declares. */
public final class FeatureDataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Says what is wrong.
     *
     * @param message what, where, and what to do; names nobody
     */
    public FeatureDataException(String message) {
        super(message);
    }

    /**
     * Says what is wrong, and what brought it up.
     *
     * @param message what, where, and what to do; names nobody
     * @param cause the failure
     */
    public FeatureDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
