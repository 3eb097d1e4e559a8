package io.github.discovery4j.examples.signals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream, each cut after a length, so that no line however long fills the memory. Belongs to one thread. */
final class EventLines {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int from;
    private int until;
    private long number;
    private long bytes;

    EventLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Returns the beginning of the stream, without moving on; at most 64 KiB. */
    byte[] beginning() throws IOException {
        if (bytes == 0) {
            until = in.readNBytes(buffer, 0, BUFFER);
            bytes = until;
        }
        byte[] copy = new byte[until];
        System.arraycopy(buffer, 0, copy, 0, until);
        return copy;
    }

    /** Passes over bytes at the beginning, such as a mark of the order of bytes. */
    void skip(int count) {
        from += count;
    }

    /** Returns the next line without its end; null at the end of the stream. */
    byte @Nullable [] next() throws IOException {
        begun.reset();
        boolean any = false;
        while (true) {
            if (from == until && !fill()) {
                return any ? line() : null;
            }
            any = true;
            int end = from;
            while (end < until && buffer[end] != '\n') {
                end++;
            }
            begun.write(buffer, from, Math.min(end - from, longest - begun.size()));
            boolean whole = end < until;
            from = whole ? end + 1 : end;
            if (whole) {
                return line();
            }
        }
    }

    private byte[] line() {
        number++;
        return begun.toByteArray();
    }

    private boolean fill() throws IOException {
        from = 0;
        until = Math.max(0, in.read(buffer));
        bytes += until;
        return until > 0;
    }

    /** Returns the number of the last line, from 1. */
    long number() {
        return number;
    }

    /** Returns how many bytes were read. */
    long bytes() {
        return bytes;
    }
}
