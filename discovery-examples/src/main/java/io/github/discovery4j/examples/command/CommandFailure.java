package io.github.discovery4j.examples.command;

import io.github.discovery4j.examples.signals.SignalStoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Ends a command with one sentence for the person who called it, and an {@link ExitCode}. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    CommandFailure(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** A file that could not be read or written; the sentence names it and says why. */
    static CommandFailure of(int exitCode, IOException cause) {
        return new CommandFailure(exitCode, describe(cause), cause);
    }

    /** A store of signals that cannot be used. */
    static CommandFailure of(SignalStoreException cause) {
        int exitCode = switch (cause.why()) {
            case MISSING -> ExitCode.NO_INPUT;
            case UNREADABLE -> ExitCode.DATA;
            case UNWRITABLE -> ExitCode.CANNOT_WRITE;
        };
        return new CommandFailure(exitCode, String.valueOf(cause.getMessage()), cause);
    }

    /** A file with several mistakes; each has a line of its own in the message. */
    static CommandFailure ofLines(int exitCode, RuntimeException cause) {
        return new CommandFailure(exitCode, String.valueOf(cause.getMessage()), cause);
    }

    int exitCode() {
        return exitCode;
    }

    private static String describe(IOException cause) {
        if (cause instanceof FileSystemException file && file.getReason() == null) {
            // The JDK's own message is then the path alone.
            return switch (file) {
                case NoSuchFileException missing -> missing.getFile() + ": no such file or folder; check the path";
                case AccessDeniedException denied -> denied.getFile() + ": permission denied; check who may use it";
                default -> file.getFile() + ": " + file.getClass().getSimpleName();
            };
        }
        return String.valueOf(cause.getMessage());
    }
}
