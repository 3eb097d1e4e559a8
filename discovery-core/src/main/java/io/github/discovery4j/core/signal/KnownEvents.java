package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.signal.EventLog.Logged;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a log up to a position, and says of each event when it was known. A consumer is given the events in the order of
 * the log, so each counts as known no earlier than those before it. By the order of the log, an event that happens later than
 * the moment as of which it is read says nothing of those that follow: its clock is ahead, or theirs is past. Belongs to one
 * thread.
 */
final class KnownEvents {

    private static final int PAGE = 4096;

    private final EventLog log;
    private final long until;
    private final long asOf;
    private final BooleanSupplier goOn;
    private List<Logged> page = List.of();
    private int next;
    private long read;
    private long received = Long.MIN_VALUE;
    private long happened = Long.MIN_VALUE;
    private boolean later;

    KnownEvents(EventLog log, long until, Instant asOf, BooleanSupplier goOn) {
        this.log = log;
        this.until = until;
        this.asOf = asOf.toEpochMilli();
        this.goOn = goOn;
    }

    /** Returns the next event; null at the end. */
    @Nullable
    Logged next() {
        if (next == page.size() && !turn()) {
            return null;
        }
        Logged logged = page.get(next);
        if (logged.position() > until) {
            return null;
        }
        next++;
        received = Math.max(received, logged.event().receivedAt().toEpochMilli());
        long time = logged.event().time().toEpochMilli();
        later = time > asOf;
        happened = later ? happened : Math.max(happened, time);
        return logged;
    }

    private boolean turn() {
        if (!goOn.getAsBoolean()) {
            throw new CancellationException("reading the log was stopped before its end");
        }
        page = read < until ? log.read(read, PAGE) : List.of();
        next = 0;
        if (page.isEmpty()) {
            return false;
        }
        read = page.getLast().position();
        return true;
    }

    /** Returns when the last event was known by the clock of the log. */
    long received() {
        return received;
    }

    /** Returns when the last event was known by the order of the log. */
    long happened() {
        return happened;
    }

    /** Tells whether the last event counts: one that had not happened does not. */
    boolean counts(Arrival arrival) {
        return !(later && arrival == Arrival.LOG_ORDER);
    }

    /** Returns when the last event was known. */
    long known(Arrival arrival) {
        return arrival == Arrival.LOG_ORDER ? happened : received;
    }
}
