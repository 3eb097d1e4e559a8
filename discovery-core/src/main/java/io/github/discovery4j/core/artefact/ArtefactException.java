package io.github.discovery4j.core.artefact;

/** An artefact is damaged, incomplete, of a newer format, or another than was asked for; the message names the file. */
public final class ArtefactException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, where, and what to do
     */
    public ArtefactException(String message) {
        super(message);
    }

    /**
     * Creates an exception.
     *
     * @param message what is wrong, where, and what to do
     * @param cause why
     */
    public ArtefactException(String message, Throwable cause) {
        super(message, cause);
    }
}
