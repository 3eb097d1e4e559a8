package io.github.discovery4j.examples.command;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi;

/**
 * Tells on standard error what a command is doing, once that takes more than two seconds: on a terminal in one line that
 * is written anew, elsewhere in a line every five seconds.
 *
 * <p>A timer of its own shows the time go by where a step has nothing to say. <b>Threads:</b> safe.
 */
final class Progress implements AutoCloseable {

    /** How progress is shown. */
    enum Style {
        /** Not at all. */
        SILENT,
        /** A line now and then: for logs and pipes. */
        LINES,
        /** One line that is written anew: for a terminal. */
        REWRITTEN;

        /** The style for standard error as it is; picocli knows terminals and the variables that speak for them. */
        static Style ofTerminal() {
            return Ansi.AUTO.enabled() ? REWRITTEN : LINES;
        }
    }

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long TICK_MILLIS = 500;
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Style style;
    private final LongSupplier ticker;
    private final Thread timer;
    private final long startNanos;
    private long nextNanos;
    private String step = "starting";
    private boolean lineOpen;
    private boolean closed;

    Progress(PrintWriter out, PrintWriter err, Style style) {
        this(out, err, style, System::nanoTime);
        if (style != Style.SILENT) {
            timer.start();
        }
    }

    /** Creates a progress whose time passes by {@link #tick} alone. */
    Progress(PrintWriter out, PrintWriter err, Style style, LongSupplier ticker) {
        this.out = out;
        this.err = err;
        this.style = style;
        this.ticker = ticker;
        this.startNanos = ticker.getAsLong();
        this.nextNanos = startNanos + PATIENCE_NANOS;
        this.timer = Thread.ofPlatform().daemon().name("progress").unstarted(this::tickUntilClosed);
    }

    /** Says what is done from now on. */
    synchronized void step(String now) {
        step = now;
    }

    /** Prints a line that stays, whatever the style. */
    synchronized void say(String notice) {
        clear();
        err.println(Text.printable(notice));
        err.flush();
    }

    /** Shows the step if it is time to. */
    synchronized void tick() {
        long now = ticker.getAsLong();
        if (closed || style == Style.SILENT || now - nextNanos < 0) {
            return;
        }
        String line = Text.printable(step) + ", " + TimeUnit.NANOSECONDS.toSeconds(now - startNanos) + " s";
        if (style == Style.REWRITTEN) {
            err.print(CLEAR_LINE + line);
            lineOpen = true;
        } else {
            err.println(line);
            nextNanos = now + LINE_EVERY_NANOS;
        }
        err.flush();
    }

    /**
     * Takes the line away. The launcher passes standard error on a moment late, and the result would be written behind the
     * line: so it is taken away on standard output too, which is the same terminal.
     */
    @Override
    public synchronized void close() {
        closed = true;
        timer.interrupt();
        if (lineOpen) {
            out.print(CLEAR_LINE);
            out.flush();
        }
        clear();
    }

    private void tickUntilClosed() {
        try {
            while (true) {
                Thread.sleep(TICK_MILLIS);
                tick();
            }
        } catch (InterruptedException e) {
            // Closed: nothing is left to tell.
        }
    }

    private void clear() {
        if (lineOpen) {
            err.print(CLEAR_LINE);
            err.flush();
            lineOpen = false;
        }
    }
}
