package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.feature.FeatureRowCodec.Bytes;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The file of a store in memory.
 *
 * <pre>
 * file   = "D4JFEAT1"  block(header)  block(rows)*  block(end)
 * block  = length (4 bytes)  CRC-32C of the content (4 bytes)  content
 * header = "entity" text, count, (name text, kind text, dimension)*   text = length (varint) UTF-16 in 2 bytes a unit
 * rows   = (id text, row length, row, count of past values, (code, time, length + 1 or 0 for taken out, value)*)*
 * end    = number of rows (8 bytes); the one block of that length
 * </pre>
 *
 * Row and value are those of {@link FeatureRowCodec}, with the place in the header as code; other numbers are varints.
 * Whatever is cut off, changed or appended is noticed: each block has its checksum, and the last one counts.
 */
final class FeatureFile {

    private static final byte[] MAGIC = "D4JFEAT1".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int MOST_BLOCK_BYTES = 64 * 1024 * 1024;

    private FeatureFile() {}

    /** Receives what was read. */
    interface Reader {
        void row(String id, FeatureRow row, List<PastValue> past);
    }

    static void write(Path file, FeatureRegistry registry, Consumer<Writer> rows) throws IOException {
        WholeFile.write(file, out -> {
            Writer writer = new Writer(new DataOutputStream(out), registry);
            writer.begin();
            rows.accept(writer);
            writer.end();
        });
    }

    /** Writes rows, some in a block. */
    static final class Writer {
        private final DataOutputStream out;
        private final FeatureRegistry registry;
        private final FeatureRowCodec codec;
        private final Bytes block = new Bytes();
        private long count;

        private Writer(DataOutputStream out, FeatureRegistry registry) {
            this.out = out;
            this.registry = registry;
            this.codec = new FeatureRowCodec(registry, places(registry));
        }

        private static Map<String, Integer> places(FeatureRegistry registry) {
            Map<String, Integer> places = new LinkedHashMap<>();
            registry.definitions().forEach(definition -> places.put(definition.name(), places.size()));
            return places;
        }

        private void begin() throws IOException {
            out.write(MAGIC);
            text(registry.entity());
            block.putVarint(registry.size());
            for (FeatureDefinition definition : registry.definitions()) {
                text(definition.name());
                text(definition.kind().name());
                block.putVarint(definition.dimension());
            }
            endBlock();
        }

        void row(String id, FeatureRow row, List<PastValue> past) {
            text(id);
            bytes(codec.encode(row));
            block.putVarint(past.size());
            for (PastValue value : past) {
                block.putVarint(registry.feature(value.feature()).index());
                block.putLong(value.at().toEpochMilli());
                byte[] bytes = codec.encode(value);
                block.putVarint(bytes == null ? 0 : bytes.length + 1L);
                if (bytes != null) {
                    block.put(bytes);
                }
            }
            count++;
            if (block.size() >= BLOCK_BYTES) {
                try {
                    endBlock();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private void end() throws IOException {
            if (block.size() > 0) {
                endBlock();
            }
            block.putLong(count);
            endBlock();
        }

        private void endBlock() throws IOException {
            byte[] content = block.toArray();
            out.writeInt(content.length);
            out.writeInt(checksum(content));
            out.write(content);
            block.clear();
        }

        private void text(String text) {
            bytes(units(text));
        }

        /** Keeps every id as it is, halves of surrogate pairs too. */
        private static byte[] units(String text) {
            ByteBuffer units = ByteBuffer.allocate(text.length() * Character.BYTES);
            units.asCharBuffer().put(text);
            return units.array();
        }

        private void bytes(byte[] bytes) {
            block.putVarint(bytes.length);
            block.put(bytes);
        }
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return (int) checksum.getValue();
    }

    static void read(Path file, FeatureRegistry registry, Reader reader) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BLOCK_BYTES))) {
            new Reading(file, in, registry).read(reader);
        }
    }

    /** One file that is being read; knows how far it came. */
    private static final class Reading {
        private final Path file;
        private final DataInputStream in;
        private final FeatureRegistry registry;
        private long offset;

        Reading(Path file, DataInputStream in, FeatureRegistry registry) {
            this.file = file;
            this.in = in;
            this.registry = registry;
        }

        void read(Reader reader) throws IOException {
            byte[] magic = in.readNBytes(MAGIC.length);
            if (!Arrays.equals(magic, MAGIC)) {
                throw refused("it does not begin as a file of features, version 1, does");
            }
            offset = MAGIC.length;
            List<String> names = new ArrayList<>();
            FeatureRowCodec codec;
            try {
                codec = header(ByteBuffer.wrap(block()), names);
            } catch (BufferUnderflowException e) {
                throw refused("its header ends too early");
            }
            long count = 0;
            while (true) {
                long start = offset;
                byte[] content = block();
                if (content.length == Long.BYTES) {
                    long expected = ByteBuffer.wrap(content).getLong();
                    if (expected != count) {
                        throw refused("it must hold %d rows, held %d".formatted(expected, count));
                    }
                    if (in.read() >= 0) {
                        throw refused("it goes on after its end");
                    }
                    return;
                }
                try {
                    count += rows(ByteBuffer.wrap(content), codec, names, reader);
                } catch (BufferUnderflowException | IllegalArgumentException | FeatureDataException e) {
                    offset = start;
                    throw refused("a block of rows cannot be read (" + e.getMessage() + ")");
                }
            }
        }

        private byte[] block() throws IOException {
            try {
                int length = in.readInt();
                int checksum = in.readInt();
                if (length < 1 || length > MOST_BLOCK_BYTES) {
                    throw refused("a block must have 1 to %d bytes, had %d".formatted(MOST_BLOCK_BYTES, length));
                }
                byte[] content = in.readNBytes(length);
                if (content.length < length) {
                    throw refused("it ends within a block");
                }
                if (checksum(content) != checksum) {
                    throw refused("the checksum of a block is not the one of its content");
                }
                offset += 2L * Integer.BYTES + length;
                return content;
            } catch (EOFException e) {
                throw refused("it ends where a block must begin");
            }
        }

        private FeatureRowCodec header(ByteBuffer header, List<String> names) {
            String entity = text(header);
            if (!entity.equals(registry.entity())) {
                throw refused("it holds features of entity \"%s\", and the registry is of \"%s\""
                        .formatted(entity, registry.entity()));
            }
            Map<String, Integer> codes = new LinkedHashMap<>();
            long count = FeatureRowCodec.getVarint(header);
            for (int code = 0; code < count; code++) {
                String name = text(header);
                String kind = text(header);
                long dimension = FeatureRowCodec.getVarint(header);
                FeatureDefinition declared = registry.definitions().stream()
                        .filter(definition -> definition.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> refused(
                                "it holds feature \"%s\", which the registry does not declare".formatted(name)));
                if (!declared.kind().name().equals(kind) || declared.dimension() != dimension) {
                    throw refused("its feature \"%s\" is of kind %s and dimension %d, declared are %s and %d"
                            .formatted(name, kind, dimension, declared.kind(), declared.dimension()));
                }
                names.add(name);
                codes.put(name, code);
            }
            // Features that were declared since have no values in this file; codes after the file's own stand for them.
            registry.definitions().forEach(definition -> codes.putIfAbsent(definition.name(), codes.size()));
            return new FeatureRowCodec(registry, codes);
        }

        private int rows(ByteBuffer block, FeatureRowCodec codec, List<String> names, Reader reader) {
            int count = 0;
            while (block.hasRemaining()) {
                String id = text(block);
                FeatureRow row = codec.decode(bytes(block, FeatureRowCodec.getVarint(block)));
                long pastCount = FeatureRowCodec.getVarint(block);
                List<PastValue> past = new ArrayList<>();
                for (int i = 0; i < pastCount; i++) {
                    String feature = names.get(Math.toIntExact(FeatureRowCodec.getVarint(block)));
                    Instant at = Instant.ofEpochMilli(block.getLong());
                    long length = FeatureRowCodec.getVarint(block) - 1;
                    past.add(new PastValue(
                            feature, at, codec.decode(feature, length < 0 ? null : bytes(block, length))));
                }
                reader.row(id, row, past);
                count++;
            }
            return count;
        }

        private static String text(ByteBuffer in) {
            byte[] units = bytes(in, FeatureRowCodec.getVarint(in));
            return ByteBuffer.wrap(units).asCharBuffer().toString();
        }

        private static byte[] bytes(ByteBuffer in, long length) {
            if (length < 0 || length > in.remaining()) {
                throw new IllegalArgumentException("%d bytes go over the end".formatted(length));
            }
            byte[] bytes = new byte[(int) length];
            in.get(bytes);
            return bytes;
        }

        private FeatureDataException refused(String why) {
            return new FeatureDataException("file %s of features is refused at offset %d: %s; restore an intact copy"
                    .formatted(file, offset, why));
        }
    }
}
