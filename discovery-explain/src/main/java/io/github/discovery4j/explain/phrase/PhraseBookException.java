package io.github.discovery4j.explain.phrase;

import java.io.Serial;

/** Thrown when a phrase book breaks a rule of its format; the message names the file, line, column, key and remedy. */
public final class PhraseBookException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    PhraseBookException(String file, int line, int column, String key, String problem) {
        super("%s:%d:%d: %s%s".formatted(file, line, column, key.isEmpty() ? "" : key + ": ", problem));
    }
}
