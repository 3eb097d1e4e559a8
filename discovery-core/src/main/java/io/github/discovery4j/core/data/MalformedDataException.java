package io.github.discovery4j.core.data;

import java.nio.file.Path;

/**
 * A file holds a line that its format does not allow.
 *
 * <p>The message names the file, the line, the rule, the value seen and a remedy; it never holds a user's id.
 */
public final class MalformedDataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Path file;

    /** Counted from 1. */
    private final long line;

    MalformedDataException(ReadReport.Problem problem) {
        super(problem.file() + ", line " + problem.line() + ": " + problem.message()
                + "; correct the line, or read leniently to skip such lines");
        this.file = problem.file();
        this.line = problem.line();
    }

    /** {@return the file} */
    public Path file() {
        return file;
    }

    /** {@return the line, counted from 1; where a quoted record spans several, its first} */
    public long line() {
        return line;
    }
}
