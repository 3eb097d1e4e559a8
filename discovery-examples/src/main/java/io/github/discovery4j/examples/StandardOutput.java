package io.github.discovery4j.examples;

import io.github.discovery4j.examples.command.ExitCode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where results go. It remembers why it took no more, which a {@link PrintWriter} over it keeps to itself. <b>Threads:</b> as the
 * stream beneath.
 */
final class StandardOutput extends FilterOutputStream {

    private volatile @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /**
     * Returns the exit code of a command. Where a part of the result is lost, it is said; where whoever reads has closed the pipe, as
     * {@code head} does, they have what they wanted.
     *
     * @param code what the command returned
     * @param err receives the sentence
     * @return the code, or {@link ExitCode#CANNOT_WRITE}
     */
    int exitCode(int code, PrintWriter err) {
        IOException why = failure;
        if (code != ExitCode.OK || why == null || closedByReader(why)) {
            return code;
        }
        err.println("standard output took no more (" + why.getMessage()
                + "), the result is cut off; make room, or send it elsewhere");
        err.flush();
        return ExitCode.CANNOT_WRITE;
    }

    /** Systems say it in their own words and languages, in all of which a pipe is a pipe. */
    private static boolean closedByReader(IOException why) {
        return String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
