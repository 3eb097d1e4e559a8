package io.github.discovery4j.examples.signals;

import io.github.discovery4j.core.signal.Enrichment;
import io.github.discovery4j.core.signal.EventLimits;
import io.github.discovery4j.core.signal.Receipt;
import io.github.discovery4j.core.signal.Rejection;
import io.github.discovery4j.examples.signals.ReplayResult.Rejected;
import io.github.discovery4j.examples.signals.SignalStoreException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads events, one a line, into a chain. Whatever a line holds, the next one is read; what the log has already counts as a
 * duplicate, so that a file may be read again from its beginning. <b>Cost:</b> memory does not grow with the file.
 */
public final class EventReplay {

    private static final int TELL_EVERY = 4_096;
    private static final Duration CONSUMERS_PATIENCE = Duration.ofHours(1);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final SignalChain chain;
    private final LongConsumer progress;

    /**
     * Creates a replay.
     *
     * @param progress hears now and then how many bytes were read
     */
    public EventReplay(SignalChain chain, LongConsumer progress) {
        this.chain = chain;
        this.progress = progress;
    }

    /** The stream holds no events, one a line; the message says what it seems to be. */
    public static final class NoEventsException extends IOException {
        private static final long serialVersionUID = 1;

        NoEventsException(String message) {
            super(message);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @throws NoEventsException if it does not look like events
     * @throws IOException if it cannot be read
     * @throws SignalStoreException if the store takes nothing more
     */
    public ReplayResult read(InputStream in) throws IOException {
        EventLines lines = new EventLines(in, EventLimits.DEFAULT.documentBytes() + 1);
        lines.skip(check(lines.beginning()));
        Tally tally = new Tally();
        long began = System.nanoTime();
        long blank = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (isBlank(line)) {
                blank++;
                continue;
            }
            long number = lines.number();
            long handedIn = System.nanoTime();
            var unused = chain.ingest()
                    .accept(line)
                    .thenAccept(receipt -> tally.add(receipt, number, System.nanoTime() - handedIn));
            if (number % TELL_EVERY == 0) {
                progress.accept(lines.bytes());
                tally.checkStored();
            }
        }
        chain.ingest().flush();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        tally.checkStored();
        chain.catchUp(CONSUMERS_PATIENCE);
        return tally.result(
                lines.number(), blank, chain.ingest().enrichment(), took, Duration.ofNanos(System.nanoTime() - began));
    }

    /** Returns how many bytes to pass over. */
    private static int check(byte[] beginning) throws NoEventsException {
        int mark = startsWith(beginning, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        if (startsWith(beginning, new byte[] {0x1F, (byte) 0x8B})) {
            throw new NoEventsException("must be JSON, one event a line, is compressed; unpack it first");
        }
        byte first = 0;
        for (int i = mark; i < beginning.length; i++) {
            byte b = beginning[i];
            if (b == 0) {
                throw new NoEventsException(
                        "must be JSON in UTF-8, one event a line, is binary or UTF-16 (byte %d is 0); name another file"
                                .formatted(i));
            }
            if (first == 0 && b > ' ') {
                first = b;
            }
        }
        if (first == '[') {
            throw new NoEventsException(
                    "must be JSON with one event a line, begins with an array; write each of its objects in a line");
        }
        return mark;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || bytes[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Counts receipts; they come on a thread of the ingestion's, refusals on the reader's. */
    private static final class Tally {
        private final Map<Rejection, Rejected> rejected = new EnumMap<>(Rejection.class);
        private final Waits waits = new Waits();
        private long accepted;
        private long duplicates;
        private @Nullable String notStored;

        synchronized void add(Receipt receipt, long line, long nanos) {
            waits.add(nanos);
            switch (receipt) {
                case Receipt.Accepted kept -> accepted++;
                case Receipt.Duplicate known -> duplicates++;
                case Receipt.DeadLettered letter -> {
                    if (letter.reason() == Rejection.NOT_STORED) {
                        notStored = "the log";
                    }
                    rejected.merge(
                            letter.reason(),
                            new Rejected(1, line, letter.letterId()),
                            (first, more) -> new Rejected(first.events() + 1, first.firstLine(), first.firstLetter()));
                }
                case Receipt.Refused refused -> notStored = "the store";
            }
        }

        synchronized void checkStored() {
            if (notStored != null) {
                throw new SignalStoreException(
                        Why.UNWRITABLE,
                        String.format(
                                Locale.ROOT,
                                "%s took no more after %,d events; make room and run this again: what is there will not be counted"
                                        + " twice",
                                notStored,
                                accepted));
            }
        }

        synchronized ReplayResult result(
                long lines, long blank, Enrichment enrichment, Duration took, Duration consumed) {
            return new ReplayResult(
                    lines,
                    blank,
                    accepted,
                    duplicates,
                    rejected,
                    enrichment.complete(),
                    enrichment.completed(),
                    took,
                    consumed,
                    Duration.ofNanos(waits.nanos(0.5)),
                    Duration.ofNanos(waits.nanos(0.99)));
        }
    }
}
