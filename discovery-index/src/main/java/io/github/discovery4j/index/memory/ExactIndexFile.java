package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexDataException;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorIndexSettings.AttributeKind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The file of an exact index.
 *
 * <pre>
 * file    = "D4JEXACT"  version (4 bytes, 1)  block(header)  block(entries)*  block(end)
 * block   = length (4 bytes)  CRC-32C of the content (4 bytes)  content
 * header  = dimension, metric text, bytes a value (4 or 2), count, (attribute text, kind text)*
 * entries = (id text, count, (attribute, count, label text*)*, count, (attribute, number in 8 bytes)*, values)*
 * end     = number of entries (8 bytes); the one block of that length
 * text    = UTF-16 units (4 bytes), 2 bytes a unit
 * </pre>
 *
 * Other numbers have 4 bytes, the highest first; an attribute is its place in the header; values are float32, or float16 for
 * an index that keeps those. Whatever is cut off, changed or appended is noticed: each block has its checksum, and the last
 * one counts.
 */
final class ExactIndexFile {

    private static final byte[] MAGIC = "D4JEXACT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int BLOCK_BYTES = 1 << 18;
    private static final int MOST_BLOCK_BYTES = 1 << 26;

    private ExactIndexFile() {}

    /** Gives the entries to be written, one by one. */
    interface Entries {
        void writeTo(Writer writer) throws IOException;
    }

    /** Receives what was read. */
    interface Reader {
        void entry(String id, float[] vector, EntryAttributes attributes);
    }

    static void write(Path file, VectorIndexSettings settings, Precision precision, Entries entries)
            throws IOException {
        WholeFile.write(file, out -> {
            Writer writer = new Writer(new DataOutputStream(out), settings, precision);
            entries.writeTo(writer);
            writer.end();
        });
    }

    /** Writes entries, some in a block. */
    static final class Writer {
        private final DataOutputStream out;
        private final boolean halves;
        private final List<String> places = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream block = new DataOutputStream(bytes);
        private long count;

        private Writer(DataOutputStream out, VectorIndexSettings settings, Precision precision) throws IOException {
            this.out = out;
            this.halves = precision == Precision.FLOAT16;
            out.write(MAGIC);
            out.writeInt(VERSION);
            block.writeInt(settings.dimension());
            text(settings.metric().name());
            block.writeInt(halves ? Short.BYTES : Float.BYTES);
            block.writeInt(settings.attributes().size());
            for (Map.Entry<String, AttributeKind> declared : new TreeMap<>(settings.attributes()).entrySet()) {
                places.add(declared.getKey());
                text(declared.getKey());
                text(declared.getValue().name());
            }
            endBlock();
        }

        void entry(String id, float[] vector, EntryAttributes attributes) throws IOException {
            text(id);
            block.writeInt(attributes.labels().size());
            for (Map.Entry<String, Set<String>> labels : attributes.labels().entrySet()) {
                block.writeInt(places.indexOf(labels.getKey()));
                block.writeInt(labels.getValue().size());
                for (String label : labels.getValue()) {
                    text(label);
                }
            }
            block.writeInt(attributes.numbers().size());
            for (Map.Entry<String, Double> number : attributes.numbers().entrySet()) {
                block.writeInt(places.indexOf(number.getKey()));
                block.writeDouble(number.getValue());
            }
            values(vector);
            count++;
            if (bytes.size() >= BLOCK_BYTES) {
                endBlock();
            }
        }

        private void values(float[] vector) throws IOException {
            for (float value : vector) {
                if (halves) {
                    block.writeShort(Float.floatToFloat16(value));
                } else {
                    block.writeFloat(value);
                }
            }
        }

        private void text(String text) throws IOException {
            block.writeInt(text.length());
            block.writeChars(text);
        }

        private void end() throws IOException {
            if (bytes.size() > 0) {
                endBlock();
            }
            block.writeLong(count);
            endBlock();
        }

        private void endBlock() throws IOException {
            byte[] content = bytes.toByteArray();
            out.writeInt(content.length);
            out.writeInt(checksum(content));
            out.write(content);
            bytes.reset();
        }
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return (int) checksum.getValue();
    }

    static void read(Path file, VectorIndexSettings settings, Reader reader) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BLOCK_BYTES))) {
            new Reading(file, in, settings).read(reader);
        }
    }

    /** One file that is being read; knows how far it came. */
    private static final class Reading {
        private final Path file;
        private final DataInputStream in;
        private final VectorIndexSettings settings;
        private final List<String> attributes = new ArrayList<>();
        private boolean halves;
        private long offset;

        Reading(Path file, DataInputStream in, VectorIndexSettings settings) {
            this.file = file;
            this.in = in;
            this.settings = settings;
        }

        void read(Reader reader) throws IOException {
            begin();
            decode(block(), this::header);
            long count = 0;
            while (true) {
                long start = offset;
                byte[] content = block();
                if (content.length == Long.BYTES) {
                    end(ByteBuffer.wrap(content).getLong(), count, start);
                    return;
                }
                long[] read = new long[1];
                decode(content, entries -> read[0] = entries(entries, reader));
                count += read[0];
            }
        }

        private void begin() throws IOException {
            byte[] magic = in.readNBytes(MAGIC.length);
            if (!Arrays.equals(magic, MAGIC)) {
                throw damaged(0, "it does not begin as an exact index does");
            }
            offset = MAGIC.length;
            try {
                int version = in.readInt();
                if (version != VERSION) {
                    throw refused(
                            offset,
                            "its version must be %d, was %d".formatted(VERSION, version),
                            version > VERSION ? "read it with the release that wrote it, or a newer one" : REPAIR);
                }
            } catch (EOFException e) {
                throw damaged(offset, "it ends within its version");
            }
            offset += Integer.BYTES;
        }

        private void end(long expected, long count, long start) throws IOException {
            if (expected != count) {
                throw damaged(start, "it must hold %d entries, held %d".formatted(expected, count));
            }
            if (in.read() >= 0) {
                throw damaged(offset, "it goes on after its end");
            }
        }

        private byte[] block() throws IOException {
            try {
                int length = in.readInt();
                int checksum = in.readInt();
                if (length < 1 || length > MOST_BLOCK_BYTES) {
                    throw damaged(
                            offset, "a block must have 1 to %d bytes, had %d".formatted(MOST_BLOCK_BYTES, length));
                }
                byte[] content = in.readNBytes(length);
                if (content.length < length) {
                    throw damaged(offset, "it ends within a block");
                }
                if (checksum(content) != checksum) {
                    throw damaged(offset, "the checksum of a block is not that of its content");
                }
                offset += 2L * Integer.BYTES + length;
                return content;
            } catch (EOFException e) {
                throw damaged(offset, "it ends where a block must begin");
            }
        }

        private interface Decoding {
            void decode(ByteBuffer content);
        }

        /** Decodes a block that came whole; what is wrong with it was written so. */
        private void decode(byte[] content, Decoding decoding) {
            try {
                decoding.decode(ByteBuffer.wrap(content));
            } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
                throw damaged(offset - content.length, "a block ends too early");
            }
        }

        private void header(ByteBuffer header) {
            long start = offset - header.limit();
            int dimension = header.getInt();
            String metric = text(header);
            if (dimension != settings.dimension()
                    || !metric.equals(settings.metric().name())) {
                throw refused(
                        start,
                        "it holds %s in %d dimensions, and the settings say %s in %d"
                                .formatted(metric, dimension, settings.metric(), settings.dimension()),
                        "load it with the settings that it was made with");
            }
            halves = header.getInt() == Short.BYTES;
            int count = header.getInt();
            for (int i = 0; i < count; i++) {
                String attribute = text(header);
                String kind = text(header);
                AttributeKind declared = settings.attributes().get(attribute);
                if (declared == null || !declared.name().equals(kind)) {
                    throw refused(
                            start,
                            "its attribute \"%s\" holds %s, and the settings declare %s"
                                    .formatted(attribute, kind, declared == null ? "no such one" : declared),
                            "declare it so");
                }
                attributes.add(attribute);
            }
        }

        private long entries(ByteBuffer block, Reader reader) {
            long count = 0;
            while (block.hasRemaining()) {
                String id = text(block);
                EntryAttributes read = attributes(block);
                reader.entry(id, values(block), read);
                count++;
            }
            return count;
        }

        private EntryAttributes attributes(ByteBuffer block) {
            Map<String, Set<String>> labels = new HashMap<>();
            int labelled = block.getInt();
            for (int i = 0; i < labelled; i++) {
                Set<String> of = labels.computeIfAbsent(attributes.get(block.getInt()), any -> new HashSet<>());
                int count = block.getInt();
                for (int j = 0; j < count; j++) {
                    of.add(text(block));
                }
            }
            Map<String, Double> numbers = new HashMap<>();
            int numbered = block.getInt();
            for (int i = 0; i < numbered; i++) {
                numbers.put(attributes.get(block.getInt()), block.getDouble());
            }
            return labels.isEmpty() && numbers.isEmpty() ? EntryAttributes.NONE : new EntryAttributes(labels, numbers);
        }

        private float[] values(ByteBuffer block) {
            float[] vector = new float[settings.dimension()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = halves ? Float.float16ToFloat(block.getShort()) : block.getFloat();
            }
            return vector;
        }

        private static String text(ByteBuffer buffer) {
            int length = buffer.getInt();
            if (length < 0 || (long) length * Character.BYTES > buffer.remaining()) {
                throw new BufferUnderflowException();
            }
            char[] units = new char[length];
            buffer.asCharBuffer().get(units);
            buffer.position(buffer.position() + length * Character.BYTES);
            return new String(units);
        }

        private static final String REPAIR = "restore it from a copy, or build the index again";

        private IndexDataException damaged(long at, String what) {
            return refused(at, what, REPAIR);
        }

        private IndexDataException refused(long at, String what, String remedy) {
            return new IndexDataException("index file \"%s\" cannot be read: %s (at byte %d, index \"%s\"); %s"
                    .formatted(file, what, at, settings.name(), remedy));
        }
    }
}
