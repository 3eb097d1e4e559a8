package io.github.discovery4j.examples.command;

/**
 * What the exit codes of {@code discovery} mean; from 65 on they are those of {@code sysexits.h}.
 *
 * <p>The launcher adds 69 (no Java 21 or newer was found) and 71 (it could not be started).
 */
public final class ExitCode {

    /** It worked. */
    public static final int OK = 0;

    /** Something unexpected failed. */
    public static final int FAILURE = 1;

    /** The command was used wrongly: an unknown option, a value out of range. */
    public static final int USAGE = 2;

    /** The data is malformed, empty, or cannot answer what was asked. */
    public static final int DATA = 65;

    /** The data is missing or cannot be read. */
    public static final int NO_INPUT = 66;

    /** The result cannot be written. */
    public static final int CANNOT_WRITE = 73;

    private ExitCode() {}
}
