package io.github.discovery4j.core.artefact;

import io.github.discovery4j.core.artefact.StoredArray.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of an array through all of its files. */
final class ArrayInput implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final StoredArray array;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private int next;
    private @Nullable FileChannel open;

    ArrayInput(Path folder, StoredArray array) {
        this.folder = folder;
        this.array = array;
    }

    /** Returns a little-endian buffer that holds so many bytes or more. */
    ByteBuffer have(int bytes) throws IOException {
        while (buffer.remaining() < bytes) {
            fill();
        }
        return buffer;
    }

    void read(byte[] into) throws IOException {
        for (int from = 0; from < into.length; ) {
            have(1);
            int count = Math.min(buffer.remaining(), into.length - from);
            buffer.get(into, from, count);
            from += count;
        }
    }

    /** Tells whether every byte was read. */
    boolean atEnd() throws IOException {
        return !buffer.hasRemaining() && !more();
    }

    private void fill() throws IOException {
        if (!more()) {
            StoredFile last = array.files().getLast();
            throw new ArtefactException(
                    "%s, byte %d: ends before array \"%s\" does; take another version of the artefact"
                            .formatted(folder.resolve(last.name()), last.bytes(), array.name()));
        }
    }

    private boolean more() throws IOException {
        buffer.compact();
        try {
            while (true) {
                if (open != null && open.read(buffer) > 0) {
                    return true;
                }
                if (next == array.files().size()) {
                    return false;
                }
                close();
                open = FileChannel.open(folder.resolve(array.files().get(next++).name()), StandardOpenOption.READ);
            }
        } finally {
            buffer.flip();
        }
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
