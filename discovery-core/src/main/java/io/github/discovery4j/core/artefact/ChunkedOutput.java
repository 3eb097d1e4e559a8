package io.github.discovery4j.core.artefact;

import io.github.discovery4j.core.artefact.StoredArray.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the bytes of one array to as many files as it takes, and digests them on the way. */
final class ChunkedOutput implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final String array;
    private final ArrayType type;
    private final long chunkBytes;
    private final Disk disk;
    private final List<StoredFile> files = new ArrayList<>();
    private final MessageDigest digest = Checksums.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private Disk.@Nullable Output open;
    private String openName = "";
    private long written;

    /** The chunk size is a multiple of 8, so that no number is cut in two. */
    ChunkedOutput(Path folder, String array, ArrayType type, long chunkBytes, Disk disk) {
        this.folder = folder;
        this.array = array;
        this.type = type;
        this.chunkBytes = chunkBytes;
        this.disk = disk;
    }

    /** Returns a little-endian buffer with room for so many bytes, at most 8. */
    ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    void write(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int count = Math.min(buffer.remaining(), bytes.length - from);
            buffer.put(bytes, from, count);
            from += count;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            Disk.Output output = current();
            int count = (int) Math.min(buffer.remaining(), chunkBytes - written);
            ByteBuffer part = buffer.slice(buffer.position(), count);
            digest.update(part.duplicate());
            output.write(part);
            buffer.position(buffer.position() + count);
            written += count;
        }
        buffer.clear();
    }

    /** The file to write to; a new one once the last is full. */
    private Disk.Output current() throws IOException {
        if (open != null && written == chunkBytes) {
            finishFile(open);
            open = null;
        }
        if (open == null) {
            openName = "%s-%d.%s".formatted(array, files.size(), type.extension());
            open = disk.create(folder.resolve(openName));
            written = 0;
        }
        return open;
    }

    private void finishFile(Disk.Output output) throws IOException {
        output.force();
        output.close();
        files.add(new StoredFile(openName, written, Checksums.text(digest)));
    }

    /** Writes what is left; even an array without values has a file, so that its absence is noticed. */
    List<StoredFile> finish() throws IOException {
        flush();
        finishFile(current());
        open = null;
        return List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
