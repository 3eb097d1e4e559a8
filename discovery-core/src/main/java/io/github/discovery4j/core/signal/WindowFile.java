package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.data.WholeFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of windows.
 *
 * <pre>
 * file   = "D4JWIND1"  block(header)  block(people)*  block(end)      blocks as in {@link Blocks}
 * header = what the counters are (text)  position (8 bytes)
 * people = (id (text)  state)*
 * end    = number of people (8 bytes); the one block of that length
 * state  = position  dropped groups  cells: count (4), (key, value)*  sets: count (4), (key, length (4), value*)*
 * </pre>
 *
 * Numbers are big-endian, of 8 bytes unless stated; a text is its length in bytes (4) and UTF-8. The file is written to a
 * temporary name, forced and renamed. People are written while others go on counting: each has the position that its own
 * state covers, and the header the one before the first.
 */
final class WindowFile {

    private static final byte[] MAGIC = "D4JWIND1".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK_BYTES = 256 * 1024;

    private WindowFile() {}

    /** What gives people to write, some at a time. */
    @FunctionalInterface
    interface People {
        /** Writes some more; false when there are none left. */
        boolean write(Writer writer) throws IOException;
    }

    static void write(Path file, String counters, long position, People people) throws IOException {
        WholeFile.write(file, stream -> {
            DataOutputStream out = new DataOutputStream(stream);
            out.write(MAGIC);
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(header);
            writeText(fields, counters);
            fields.writeLong(position);
            Blocks.write(out, header.toByteArray());
            Writer writer = new Writer();
            while (people.write(writer)) {
                writer.endBlock(out, BLOCK_BYTES);
            }
            writer.endBlock(out, 1);
            ByteArrayOutputStream end = new ByteArrayOutputStream();
            new DataOutputStream(end).writeLong(writer.count);
            Blocks.write(out, end.toByteArray());
        });
    }

    /** Writes people. */
    static final class Writer {
        private final ByteArrayOutputStream block = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(block);
        private long count;

        void person(String id, WindowState state) throws IOException {
            writeText(out, id);
            state.write(out);
            count++;
        }

        private void endBlock(DataOutputStream file, int atLeast) throws IOException {
            if (block.size() >= atLeast) {
                Blocks.write(file, block.toByteArray());
                block.reset();
            }
        }
    }

    /**
     * Reads a snapshot.
     *
     * @return the position it covers; empty if there is no file, or it is of other counters
     * @throws SignalFileException if it is damaged; then some people may have been given already
     */
    static Optional<Long> read(Path file, String counters, BiConsumer<String, WindowState> people) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        long offset = 0;
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BLOCK_BYTES))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw refused(file, offset, "it does not begin as a snapshot of windows", null);
            }
            offset += MAGIC.length;
            byte[] header = Blocks.read(in);
            DataInputStream fields = new DataInputStream(new ByteArrayInputStream(header));
            if (!readText(fields).equals(counters)) {
                return Optional.empty();
            }
            long position = fields.readLong();
            offset += Blocks.HEADER + header.length;
            long count = 0;
            byte[] block = Blocks.read(in);
            while (block.length != Long.BYTES) {
                DataInputStream content = new DataInputStream(new ByteArrayInputStream(block));
                while (content.available() > 0) {
                    String id = readText(content);
                    people.accept(id, WindowState.read(id, content));
                    count++;
                }
                offset += Blocks.HEADER + block.length;
                block = Blocks.read(in);
            }
            long written = new DataInputStream(new ByteArrayInputStream(block)).readLong();
            if (written != count || in.read() >= 0) {
                throw refused(file, offset, "it does not end where it should", null);
            }
            return Optional.of(position);
        } catch (IOException e) {
            throw refused(file, offset, String.valueOf(e.getMessage()), e);
        }
    }

    private static SignalFileException refused(Path file, long offset, String why, @Nullable Throwable cause) {
        return new SignalFileException(
                "snapshot %s of windows is refused at offset %d: %s; restore an intact copy, or delete it to count again from the log"
                        .formatted(file, offset, why),
                cause);
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of %d bytes goes over the end".formatted(length));
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
