package io.github.discovery4j.examples.signals;

import io.github.discovery4j.core.signal.Rejection;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What became of a file's lines.
 *
 * @param lines how many there were
 * @param blank how many of them were empty
 * @param accepted how many events are new in the log
 * @param duplicates how many the log knew
 * @param rejected what could not be accepted, by reason
 * @param complete how many of the valid ones have session, device and locale, sent or found
 * @param completed how many of those came without one of the three: repaired by enrichment
 * @param took from the first line to the last receipt
 * @param consumed from the first line until the windows had counted all
 * @param waitHalf within this time half of the receipts came
 * @param waitMost within this time 99 % of the receipts came
 */
public record ReplayResult(
        long lines,
        long blank,
        long accepted,
        long duplicates,
        Map<Rejection, Rejected> rejected,
        long complete,
        long completed,
        Duration took,
        Duration consumed,
        Duration waitHalf,
        Duration waitMost) {

    public ReplayResult {
        rejected = Map.copyOf(rejected);
    }

    /**
     * Events that were rejected for one reason.
     *
     * @param events how many
     * @param firstLine the number of the first such line, from 1
     * @param firstLetter its letter; empty if none is kept
     */
    public record Rejected(long events, long firstLine, OptionalLong firstLetter) {}

    /** Returns how many events were rejected. */
    public long rejectedEvents() {
        return rejected.values().stream().mapToLong(Rejected::events).sum();
    }

    /** Returns how many events a second became durable, were known or were rejected. */
    public double eventsASecond() {
        return (lines - blank) / Math.max(1e-9, took.toNanos() / 1e9);
    }
}
