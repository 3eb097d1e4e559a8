package io.github.discovery4j.core.artefact;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/**
 * A float32 array that stays on disk: the operating system keeps in memory what is read often.
 *
 * <p>For arrays of which a request reads a few rows, such as a vector a person. What a model walks over for every request
 * is faster on the heap ({@link Artefact#floats}).
 *
 * <p><b>Cost:</b> no heap, a page fault for what was not read lately. <b>Threads:</b> safe.
 */
public final class MappedFloats {

    private final FloatBuffer[] chunks;
    private final long chunkLength;
    private final long length;

    private MappedFloats(FloatBuffer[] chunks, long length) {
        this.chunks = chunks;
        this.chunkLength = Math.max(1, chunks[0].limit());
        this.length = length;
    }

    static MappedFloats of(Path folder, StoredArray array) throws IOException {
        List<StoredArray.StoredFile> files = array.files();
        FloatBuffer[] chunks = new FloatBuffer[files.size()];
        for (int i = 0; i < chunks.length; i++) {
            StoredArray.StoredFile file = files.get(i);
            requireWhole(
                    folder,
                    file,
                    i == chunks.length - 1 ? file.bytes() : files.getFirst().bytes());
            try (FileChannel channel = FileChannel.open(folder.resolve(file.name()), StandardOpenOption.READ)) {
                chunks[i] = channel.map(FileChannel.MapMode.READ_ONLY, 0, file.bytes())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
            }
        }
        return new MappedFloats(chunks, array.length());
    }

    /** All files but the last are of one size, so that a value's file is found by division. */
    private static void requireWhole(Path folder, StoredArray.StoredFile file, long bytes) {
        if (file.bytes() != bytes || bytes % Float.BYTES != 0) {
            throw new ArtefactException(
                    "%s: has %d bytes, a part of a mapped array must have as many as the first and end"
                                    .formatted(folder.resolve(file.name()), file.bytes())
                            + " with a whole value; take another version of the artefact");
        }
    }

    /** {@return how many values there are} */
    public long length() {
        return length;
    }

    /**
     * Copies values that follow each other.
     *
     * @param from the first value's index
     * @param into receives them
     * @param offset where the first one goes
     * @param count how many
     * @throws IndexOutOfBoundsException if they are not all in the array, or do not fit
     */
    public void read(long from, float[] into, int offset, int count) {
        Objects.checkFromIndexSize(from, count, length);
        Objects.checkFromIndexSize(offset, count, into.length);
        for (int done = 0; done < count; ) {
            FloatBuffer chunk = chunks[(int) ((from + done) / chunkLength)];
            int start = (int) ((from + done) % chunkLength);
            int some = Math.min(count - done, chunk.limit() - start);
            chunk.get(start, into, offset + done, some);
            done += some;
        }
    }
}
