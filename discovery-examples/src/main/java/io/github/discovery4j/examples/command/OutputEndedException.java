package io.github.discovery4j.examples.command;

import java.io.PrintWriter;

/** Ends a command whose results nobody takes any more; what that means is for whoever opened the output. */
final class OutputEndedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private OutputEndedException() {
        super("standard output takes no more");
    }

    /** Ends the command if the output has failed; flushes it. */
    static void check(PrintWriter out) {
        if (out.checkError()) {
            throw new OutputEndedException();
        }
    }
}
