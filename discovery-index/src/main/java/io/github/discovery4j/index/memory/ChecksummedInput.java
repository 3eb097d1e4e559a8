package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.IndexDataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Reads what {@link ChecksummedOutput} wrote, refuses what it cannot have written, and knows where in the file it is. */
final class ChecksummedInput {

    private final InputStream in;
    private final Path file;
    private final long size;
    private final CRC32C checksum = new CRC32C();
    private final byte[] small = new byte[Long.BYTES];
    private byte[] large = new byte[0];
    private long position;

    ChecksummedInput(InputStream source, int buffer, Path file, long size) {
        this.in = new BufferedInputStream(source, buffer);
        this.file = file;
        this.size = size;
    }

    /** Refuses the file unless a rule holds. */
    void require(boolean holds, String rule) {
        if (!holds) {
            throw new IndexDataException("%s cannot be loaded: %s (offset %d); load a good copy or build the index anew"
                    .formatted(file, rule, position));
        }
    }

    /** Refuses a count whose elements do not fit the rest of the file. */
    void requireRoom(int count, long bytesEach) {
        require(
                count >= 0 && count * bytesEach <= size - position,
                "%d elements of %d bytes must fit the %d bytes that follow"
                        .formatted(count, bytesEach, size - position));
    }

    void requireEnd() {
        require(position == size, "nothing must follow, %d bytes did".formatted(size - position));
    }

    private void fill(byte[] into, int length) throws IOException {
        require(length <= size - position, "the file ends too early, at %d".formatted(size));
        int read = in.readNBytes(into, 0, length);
        require(read == length, "the file ends too early");
        checksum.update(into, 0, length);
        position += length;
    }

    byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        fill(bytes, length);
        return bytes;
    }

    int number() throws IOException {
        fill(small, Integer.BYTES);
        return ByteBuffer.wrap(small).getInt();
    }

    double real() throws IOException {
        fill(small, Double.BYTES);
        return ByteBuffer.wrap(small).getDouble();
    }

    int count(int bytesEach) throws IOException {
        int count = number();
        requireRoom(count, bytesEach);
        return count;
    }

    String text() throws IOException {
        int length = count(Character.BYTES);
        room(length * Character.BYTES);
        fill(large, length * Character.BYTES);
        return ByteBuffer.wrap(large, 0, length * Character.BYTES)
                .asCharBuffer()
                .toString();
    }

    void floats(float[] values) throws IOException {
        room(values.length * Float.BYTES);
        fill(large, values.length * Float.BYTES);
        ByteBuffer.wrap(large).asFloatBuffer().get(values);
        for (float value : values) {
            require(Float.isFinite(value), "values must be finite, one was " + value);
        }
    }

    private void room(int bytes) {
        if (large.length < bytes) {
            large = new byte[bytes];
        }
    }

    /** Refuses the file unless the checksum of what was read since the last section is right. */
    void endSection(String name) throws IOException {
        int computed = (int) checksum.getValue();
        int written = number();
        require(
                computed == written,
                "section \"%s\" must have checksum %08x, had %08x".formatted(name, written, computed));
        checksum.reset();
    }
}
