package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.kernel.VectorKernel;
import io.github.discovery4j.core.kernel.VectorKernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Originals in a file that is mapped in pieces of at most 1 GiB; the operating system keeps in memory what is used.
 *
 * <p>The file belongs to one open index and is deleted with it: what is to last is saved elsewhere.
 */
final class MappedOriginals implements Originals {

    private static final VectorKernel KERNEL = VectorKernels.fastest();

    private final Path folder;
    private final Path file;
    private final int dimension;
    private final Chunks chunks;
    private final FileChannel channel;
    private final FloatBuffer[] values;
    private final long bytes;

    private MappedOriginals(Path folder, Path file, FileChannel channel, int dimension, int capacity)
            throws IOException {
        this.folder = folder;
        this.file = file;
        this.channel = channel;
        this.dimension = dimension;
        this.chunks = Chunks.of(dimension);
        this.values = new FloatBuffer[chunks.count(capacity)];
        long rowBytes = (long) dimension * Float.BYTES;
        for (int c = 0; c < values.length; c++) {
            values[c] = channel.map(
                            FileChannel.MapMode.READ_WRITE,
                            ((long) c << chunks.shift()) * rowBytes,
                            chunks.rows(c, capacity) * rowBytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        }
        this.bytes = capacity * rowBytes;
    }

    /** Creates an empty file with a name of its own. */
    static MappedOriginals in(Path folder, String name, int dimension) {
        return create(folder, name, dimension, 0);
    }

    private static MappedOriginals create(Path folder, String name, int dimension, int capacity) {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, name.replaceAll("[^A-Za-z0-9_-]", "_") + "-", ".originals");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new MappedOriginals(folder, file, channel, dimension, capacity);
        } catch (IOException e) {
            throw new UncheckedIOException("originals must be written to %s, which failed".formatted(folder), e);
        }
    }

    private int from(int slot) {
        return chunks.row(slot) * dimension;
    }

    @Override
    public void write(int slot, float[] vector) {
        values[chunks.chunk(slot)].put(from(slot), vector, 0, dimension);
    }

    @Override
    public void read(int slot, float[] destination, int offset) {
        values[chunks.chunk(slot)].get(from(slot), destination, offset, dimension);
    }

    @Override
    public float compare(float[] query, int slot, boolean distance, float[] scratch) {
        read(slot, scratch, 0);
        return distance
                ? KERNEL.squareDistance(query, 0, scratch, 0, dimension)
                : KERNEL.dot(query, 0, scratch, 0, dimension);
    }

    @Override
    public Originals grownTo(int capacity) {
        try {
            return new MappedOriginals(folder, file, channel, dimension, capacity);
        } catch (IOException e) {
            throw new UncheckedIOException("originals must grow in %s, which failed".formatted(file), e);
        }
    }

    @Override
    public Originals permuted(int[] order, int count, int capacity) {
        MappedOriginals copy =
                create(folder, file.getFileName().toString().replaceAll("-[^-]*$", ""), dimension, capacity);
        float[] row = new float[dimension];
        for (int i = 0; i < count; i++) {
            read(order[i], row, 0);
            copy.write(i, row);
        }
        close();
        return copy;
    }

    @Override
    public long heapBytes() {
        return 0;
    }

    @Override
    public long mappedBytes() {
        return bytes;
    }

    /** Deletes the file; readers that still have it mapped can finish. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("originals must be deleted from %s, which failed".formatted(file), e);
        }
    }
}
