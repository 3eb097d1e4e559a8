package io.github.discovery4j.rank.boosting;

/** A model is damaged, incomplete, or of a kind that is not read; the message names the file and the line. */
public final class MalformedModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, where, and what to do
     */
    public MalformedModelException(String message) {
        super(message);
    }
}
