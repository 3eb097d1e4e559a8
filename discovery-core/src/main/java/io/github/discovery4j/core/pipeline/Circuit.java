package io.github.discovery4j.core.pipeline;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether a source is asked: not while too many of its abandoned calls still run, and not for a while after
 * failures in a row, at the end of which one call tries again.
 *
 * <p><b>Threads:</b> safe.
 */
final class Circuit {

    private final Limits limits;
    private int failuresInARow;
    private int stuck;
    private boolean open;
    private boolean trying;
    private long reopensAtNanos;

    Circuit(Limits limits) {
        this.limits = limits;
    }

    /** Tells whether the source may be asked now. */
    synchronized boolean admits() {
        if (stuck >= limits.maxStuck()) {
            return false;
        }
        if (open) {
            if (trying || limits.ticker().getAsLong() - reopensAtNanos < 0) {
                return false;
            }
            trying = true;
        }
        return true;
    }

    /** Takes note that a call was never made after all, for want of a thread. */
    synchronized void withdrawn() {
        trying = false;
    }

    /** Takes note of an answer in time; true when that closed the circuit. */
    synchronized boolean succeeded() {
        boolean closed = open;
        failuresInARow = 0;
        trying = false;
        open = false;
        return closed;
    }

    /** Takes note of a failure or a late answer; true when that opened the circuit. */
    synchronized boolean failed() {
        failuresInARow++;
        boolean opens = !open && failuresInARow >= limits.failuresToOpen();
        if (open || opens) {
            open = true;
            trying = false;
            reopensAtNanos = limits.ticker().getAsLong() + TimeUnit.NANOSECONDS.convert(limits.openFor());
        }
        return opens;
    }

    /** Takes note that a call was abandoned while it ran. */
    synchronized void abandoned() {
        stuck++;
    }

    /** Takes note that an abandoned call came back. */
    synchronized void returned() {
        stuck--;
    }
}
