package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.data.WholeFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A little something about each of some people, in memory, and in a file if one is named.
 *
 * <pre>
 * file  = magic (8 bytes)  block*        blocks as in {@link Blocks}, later ones count
 * block = id (text)  present (1 byte)  value
 * </pre>
 *
 * A change is forced to disk before it is seen. A last block that a crash cut off is left out; any other damage is refused.
 * The file is written anew, to a temporary name, once most of it is out of date, and whenever somebody is removed.
 * <b>Threads:</b> safe; reads never lock.
 */
final class PersonTable<T> implements AutoCloseable {

    private static final int SLACK = 1_000;

    /** The bytes of a value. */
    interface Codec<T> {
        void write(T value, DataOutputStream out) throws IOException;

        T read(DataInputStream in) throws IOException;
    }

    private final @Nullable Path file;
    private final byte[] magic;
    private final Codec<T> codec;
    private final ConcurrentHashMap<String, T> values = new ConcurrentHashMap<>();
    private @Nullable FileChannel channel;
    private long blocks;

    PersonTable(@Nullable Path file, String magic, Codec<T> codec) {
        this.file = file;
        this.magic = magic.getBytes(StandardCharsets.US_ASCII);
        this.codec = codec;
        if (file != null) {
            open(file);
        }
    }

    private void open(Path path) {
        long offset = 0;
        try {
            if (!Files.exists(path) || Files.size(path) == 0) {
                rewrite();
                return;
            }
            long size = Files.size(path);
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
                if (!Arrays.equals(in.readNBytes(magic.length), magic)) {
                    throw refused(path, 0, "it does not begin as it should", null);
                }
                offset = magic.length;
                boolean whole = true;
                while (whole && offset < size) {
                    Optional<byte[]> block = block(in, path, offset, size);
                    if (block.isPresent()) {
                        accept(block.get());
                        offset += Blocks.HEADER + block.get().length;
                    }
                    whole = block.isPresent();
                }
            }
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
            channel.truncate(offset);
            channel.position(offset);
        } catch (IOException e) {
            throw refused(path, offset, String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads a block; empty for one at the end that was never written whole. */
    private static Optional<byte[]> block(DataInputStream in, Path path, long offset, long size) throws IOException {
        if (size - offset < Blocks.HEADER) {
            return Optional.empty();
        }
        in.mark(Integer.BYTES);
        int length = in.readInt();
        in.reset();
        boolean last = length >= 0 && offset + Blocks.HEADER + length >= size;
        try {
            return Optional.of(Blocks.read(in));
        } catch (IOException e) {
            if (last) {
                return Optional.empty();
            }
            throw refused(path, offset, String.valueOf(e.getMessage()), e);
        }
    }

    private void accept(byte[] block) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(block));
        String id = WindowFile.readText(in);
        if (in.readBoolean()) {
            values.put(id, codec.read(in));
        } else {
            values.remove(id);
        }
        blocks++;
    }

    private static SignalFileException refused(Path path, long offset, String why, @Nullable Throwable cause) {
        return new SignalFileException(
                "file %s is refused at offset %d: %s; restore an intact copy".formatted(path, offset, why), cause);
    }

    @Nullable
    T get(String id) {
        return values.get(id);
    }

    Map<String, T> all() {
        return values;
    }

    /** Changes a value; null stands for none. Nothing is changed if it cannot be made durable. */
    synchronized void change(String id, UnaryOperator<@Nullable T> change) {
        T before = values.get(id);
        T after = change.apply(before);
        if (after == null ? before == null : after.equals(before)) {
            return;
        }
        append(id, after);
        put(id, after);
        if (file != null && blocks > 2L * values.size() + SLACK) {
            rewriteOrFail();
        }
    }

    /** Removes a value, from the file's bytes too; false if there was none. */
    synchronized boolean remove(String id) {
        T value = values.remove(id);
        if (value == null) {
            return false;
        }
        if (file != null) {
            try {
                rewrite();
            } catch (IOException e) {
                // Still in the file, so still there: the caller must learn that it has to be tried again.
                values.put(id, value);
                throw unwritable(e);
            }
        }
        return true;
    }

    /** Removes all, from the file's bytes too. */
    synchronized void clear() {
        values.clear();
        dropOld();
    }

    /** Takes what is out of date from the file's bytes too. */
    synchronized void dropOld() {
        if (file != null && blocks > values.size()) {
            rewriteOrFail();
        }
    }

    private void put(String id, @Nullable T value) {
        if (value == null) {
            values.remove(id);
        } else {
            values.put(id, value);
        }
    }

    private void append(String id, @Nullable T value) {
        FileChannel open = channel;
        if (open == null) {
            if (file != null) {
                throw new IllegalStateException("file %s is closed; open it again".formatted(file));
            }
            return;
        }
        long before = -1;
        try {
            before = open.position();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Blocks.write(new DataOutputStream(bytes), block(id, value));
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            while (buffer.hasRemaining()) {
                open.write(buffer);
            }
            open.force(false);
            blocks++;
        } catch (IOException e) {
            takeBack(open, before);
            throw unwritable(e);
        }
    }

    private static void takeBack(FileChannel open, long before) {
        try {
            if (before >= 0) {
                open.truncate(before);
                open.position(before);
            }
        } catch (IOException e) {
            // A block that was cut off is left out when the file is opened again.
            return;
        }
    }

    private byte[] block(String id, @Nullable T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        WindowFile.writeText(out, id);
        out.writeBoolean(value != null);
        if (value != null) {
            codec.write(value, out);
        }
        return bytes.toByteArray();
    }

    private void rewriteOrFail() {
        try {
            rewrite();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private SignalFileException unwritable(IOException cause) {
        return new SignalFileException(
                "file %s cannot be written: %s; free space, or open it again".formatted(file, cause.getMessage()),
                cause);
    }

    private void rewrite() throws IOException {
        Path path = Objects.requireNonNull(file);
        Path temporary = path.resolveSibling("." + path.getFileName() + ".tmp");
        FileChannel fresh = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(fresh)));
            out.write(magic);
            values.forEach((id, value) -> {
                try {
                    Blocks.write(out, block(id, value));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            out.flush();
            fresh.force(true);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            WholeFile.forceFolder(Objects.requireNonNull(path.toAbsolutePath().getParent()));
        } catch (UncheckedIOException e) {
            fresh.close();
            throw e.getCause();
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        FileChannel old = channel;
        channel = fresh;
        blocks = values.size();
        if (old != null) {
            old.close();
        }
    }

    @Override
    public synchronized void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }
}
