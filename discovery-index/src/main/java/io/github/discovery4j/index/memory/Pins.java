package io.github.discovery4j.index.memory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The versions of an index that somebody reads.
 *
 * <p>What died at a version is still found at earlier ones; its place is taken back when nobody reads those any more.
 * <b>Threads:</b> safe, without locks.
 */
final class Pins {

    private final Set<Pin> pins = ConcurrentHashMap.newKeySet();

    /** One reader's hold. */
    static final class Pin {
        private volatile long version = GraphEntry.NEVER;

        /** Takes hold of the newest version and returns it. */
        long take(LongSupplier newest) {
            /*
             * Whoever takes places back reads the newest version first, then the pins. Either it sees this pin, or what it
             * read was no later than the second reading here; then nothing is taken back that is alive at that version.
             */
            long taken = newest.getAsLong();
            version = taken;
            for (long now = newest.getAsLong(); now != taken; now = newest.getAsLong()) {
                taken = now;
                version = taken;
            }
            return taken;
        }

        void letGo() {
            version = GraphEntry.NEVER;
        }
    }

    Pin open() {
        Pin pin = new Pin();
        pins.add(pin);
        return pin;
    }

    void close(Pin pin) {
        pin.letGo();
        pins.remove(pin);
    }

    /** Returns the oldest version that somebody reads, or the newest, which has to be read beforehand. */
    long oldest(long newest) {
        long oldest = newest;
        for (Pin pin : pins) {
            oldest = Math.min(oldest, pin.version);
        }
        return oldest;
    }
}
