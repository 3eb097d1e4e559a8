package io.github.discovery4j.core.social;

import io.github.discovery4j.core.data.WholeFile;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/**
 * The file of a graph.
 *
 * <pre>
 * file   = "D4JGRAF1"  block(people)  block(ids)*  block(rows)*  block(end)
 * block  = length (4 bytes)  CRC-32C of the content (4 bytes)  content
 * people = number of people (4 bytes)
 * ids    = (length, UTF-8)*                  in all blocks together one a person; the first is number 0
 * rows   = (row of follows, row of blocks)*  in all blocks together one pair a person, in the order of the ids
 * row    = length, first number, gaps between the numbers
 * end    = number of follows (8 bytes)  number of blocks (8 bytes)
 * </pre>
 *
 * Lengths, numbers and gaps are varints. Rows are of one direction; the other is made of them. Whatever is cut off, changed or
 * appended is noticed.
 */
final class GraphFile {

    private static final byte[] MAGIC = "D4JGRAF1".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int MOST_BLOCK_BYTES = 256 * 1024 * 1024;
    private static final int MOST_ID_BYTES = 64 * 1024;
    private static final int LEFT_OUT = -1;

    private GraphFile() {}

    static void write(Path file, People people, TieRows following, TieRows blocked) throws IOException {
        // Who is erased while the file is written stays in this file, and is left out when it is read.
        int count = people.size();
        String[] ids = new String[count];
        int[] numbers = new int[count];
        int next = 0;
        for (int ordinal = 0; ordinal < count; ordinal++) {
            String id = people.idOf(ordinal);
            ids[ordinal] = id == null ? "" : id;
            numbers[ordinal] = id == null ? LEFT_OUT : next++;
        }
        int written = next;
        WholeFile.write(
                file, out -> new Writer(new DataOutputStream(out), ids, numbers).write(written, following, blocked));
    }

    private static final class Writer {
        private final DataOutputStream out;
        private final String[] ids;
        private final int[] numbers;
        private final ByteArrayOutputStream block = new ByteArrayOutputStream(2 * BLOCK_BYTES);

        Writer(DataOutputStream out, String[] ids, int[] numbers) {
            this.out = out;
            this.ids = ids;
            this.numbers = numbers;
        }

        void write(int people, TieRows following, TieRows blocked) throws IOException {
            out.write(MAGIC);
            block.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(people).array());
            endBlock();
            for (String id : ids) {
                if (!id.isEmpty()) {
                    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
                    putVarint(bytes.length);
                    block.writeBytes(bytes);
                    endLongBlock();
                }
            }
            endBlock();
            long follows = 0;
            long blocks = 0;
            for (int ordinal = 0; ordinal < ids.length; ordinal++) {
                if (numbers[ordinal] != LEFT_OUT) {
                    follows += row(following.row(ordinal));
                    blocks += row(blocked.row(ordinal));
                    endLongBlock();
                }
            }
            endBlock();
            block.writeBytes(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(follows)
                    .putLong(blocks)
                    .array());
            endBlock();
        }

        /** Writes whoever of a row is in this file. Numbers rise as ordinals do, so gaps stay positive. */
        private int row(int[] row) {
            int[] kept = Arrays.stream(row)
                    .filter(ordinal -> ordinal < numbers.length)
                    .map(ordinal -> numbers[ordinal])
                    .filter(number -> number != LEFT_OUT)
                    .toArray();
            putVarint(kept.length);
            int before = 0;
            for (int number : kept) {
                putVarint(number - before);
                before = number;
            }
            return kept.length;
        }

        private void putVarint(int number) {
            int rest = number;
            while (rest >= 0x80) {
                block.write((rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            block.write(rest);
        }

        private void endLongBlock() throws IOException {
            if (block.size() >= BLOCK_BYTES) {
                endBlock();
            }
        }

        private void endBlock() throws IOException {
            if (block.size() == 0) {
                return;
            }
            byte[] content = block.toByteArray();
            out.writeInt(content.length);
            out.writeInt(checksum(content));
            out.write(content);
            block.reset();
        }
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return (int) checksum.getValue();
    }

    static SocialGraph read(Path file, SocialGraph.Builder builder) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BLOCK_BYTES))) {
            return new Reading(file, in, builder).read();
        }
    }

    /** One file that is being read; knows how far it came. */
    private static final class Reading {
        private final Path file;
        private final DataInputStream in;
        private final SocialGraph.Builder builder;
        private final IntArrayList ordinals = new IntArrayList();
        private final IntArrayList blockable = new IntArrayList();
        private long offset;
        private long follows;
        private long blocks;

        Reading(Path file, DataInputStream in, SocialGraph.Builder builder) {
            this.file = file;
            this.in = in;
            this.builder = builder;
        }

        SocialGraph read() throws IOException {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw refused("it does not begin as a file of a social graph, version 1, does");
            }
            offset = MAGIC.length;
            try {
                ByteBuffer header = block();
                int people = header.getInt();
                if (people < 0 || header.hasRemaining()) {
                    throw refused("its header is not one of a graph");
                }
                ids(people);
                rows(people);
                ByteBuffer end = block();
                if (end.getLong() != follows || end.getLong() != blocks || end.hasRemaining()) {
                    throw refused("its rows do not hold the ties that it counts");
                }
            } catch (BufferUnderflowException | IllegalArgumentException e) {
                throw refused("a block cannot be read (" + e + ")");
            }
            if (in.read() >= 0) {
                throw refused("it goes on after its end");
            }
            return builder.build();
        }

        private void ids(int people) throws IOException {
            Set<String> distinct = new HashSet<>();
            while (ordinals.size() < people) {
                ByteBuffer block = block();
                while (block.hasRemaining()) {
                    String id = id(block);
                    if (ordinals.size() == people || !distinct.add(id)) {
                        throw refused("it holds an id twice, or more ids than people");
                    }
                    int ordinal = builder.admit(id);
                    ordinals.add(ordinal);
                    blockable.add(ordinal == People.ABSENT ? builder.hide(id) : ordinal);
                }
            }
        }

        private void rows(int people) throws IOException {
            int person = 0;
            while (person < people) {
                ByteBuffer block = block();
                while (block.hasRemaining()) {
                    if (person == people) {
                        throw refused("it holds more rows than people");
                    }
                    int from = ordinals.get(person++);
                    follows += row(block, from, ordinals, builder::follow);
                    blocks += row(block, from, blockable, builder::block);
                }
            }
        }

        @FunctionalInterface
        private interface Tie {
            void add(int from, int to);
        }

        private static int row(ByteBuffer block, int from, IntArrayList numbers, Tie tie) {
            int length = varint(block);
            int number = 0;
            for (int i = 0; i < length; i++) {
                int gap = varint(block);
                number = Math.addExact(number, gap);
                if (number >= numbers.size() || (i > 0 && gap == 0)) {
                    throw new IllegalArgumentException("a row names nobody, or somebody twice");
                }
                int to = numbers.get(number);
                if (from != People.ABSENT && to != People.ABSENT) {
                    tie.add(from, to);
                }
            }
            return length;
        }

        private static String id(ByteBuffer block) {
            int length = varint(block);
            if (length > MOST_ID_BYTES) {
                throw new IllegalArgumentException("an id is too long");
            }
            byte[] bytes = new byte[length];
            block.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private static int varint(ByteBuffer block) {
            int number = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += 7) {
                byte next = block.get();
                number |= (next & 0x7F) << shift;
                if (next >= 0) {
                    if (number < 0) {
                        break;
                    }
                    return number;
                }
            }
            throw new IllegalArgumentException("a number is too large");
        }

        private ByteBuffer block() throws IOException {
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
                return ByteBuffer.wrap(content);
            } catch (EOFException e) {
                throw refused("it ends where a block must begin");
            }
        }

        private SocialGraphException refused(String why) {
            return new SocialGraphException(
                    "file %s of a social graph is refused at offset %d: %s; restore an intact copy"
                            .formatted(file, offset, why));
        }
    }
}
