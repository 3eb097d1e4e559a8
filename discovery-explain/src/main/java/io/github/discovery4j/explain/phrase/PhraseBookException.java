package io.github.discovery4j.explain.phrase;

import java.io.Serial;

/** Thrown when a phrase book breaks a rule of its format; the message names the file, the place and the remedy. */
public final class PhraseBookException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    PhraseBookException(String book, String place, String problem) {
        super("%s (phrase book \"%s\", at %s)".formatted(problem, book, place));
    }
}
