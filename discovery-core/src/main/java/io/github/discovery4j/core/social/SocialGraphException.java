package io.github.discovery4j.core.social;

/** A file of a graph is damaged, or of another version. */
public final class SocialGraphException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, in which file, where, and what to do
     */
    public SocialGraphException(String message) {
        super(message);
    }
}
