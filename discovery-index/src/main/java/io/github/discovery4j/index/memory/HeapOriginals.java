package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.kernel.VectorKernel;
import io.github.discovery4j.core.kernel.VectorKernels;
import java.util.Arrays;

/** Originals in arrays of at most 2^28 values each, the last no longer than there is need for. */
final class HeapOriginals implements Originals {

    private static final VectorKernel KERNEL = VectorKernels.fastest();

    private final int dimension;
    private final Chunks chunks;
    private final float[][] values;

    HeapOriginals(int dimension, int capacity) {
        this(dimension, capacity, new float[0][]);
    }

    private HeapOriginals(int dimension, int capacity, float[][] earlier) {
        this.dimension = dimension;
        this.chunks = Chunks.of(dimension);
        this.values = new float[chunks.count(capacity)][];
        for (int c = 0; c < values.length; c++) {
            int length = chunks.rows(c, capacity) * dimension;
            values[c] = c >= earlier.length
                    ? new float[length]
                    : earlier[c].length == length ? earlier[c] : Arrays.copyOf(earlier[c], length);
        }
    }

    @Override
    public void write(int slot, float[] vector) {
        System.arraycopy(vector, 0, values[chunks.chunk(slot)], chunks.row(slot) * dimension, dimension);
    }

    @Override
    public void read(int slot, float[] destination, int offset) {
        System.arraycopy(values[chunks.chunk(slot)], chunks.row(slot) * dimension, destination, offset, dimension);
    }

    @Override
    public float compare(float[] query, int slot, boolean distance, float[] scratch) {
        float[] chunk = values[chunks.chunk(slot)];
        int from = chunks.row(slot) * dimension;
        return distance
                ? KERNEL.squareDistance(query, 0, chunk, from, dimension)
                : KERNEL.dot(query, 0, chunk, from, dimension);
    }

    @Override
    public Originals grownTo(int capacity) {
        return new HeapOriginals(dimension, capacity, values);
    }

    @Override
    public Originals permuted(int[] order, int count, int capacity) {
        HeapOriginals copy = new HeapOriginals(dimension, capacity);
        float[] row = new float[dimension];
        for (int i = 0; i < count; i++) {
            read(order[i], row, 0);
            copy.write(i, row);
        }
        return copy;
    }

    @Override
    public long heapBytes() {
        long bytes = 0;
        for (float[] chunk : values) {
            bytes += (long) chunk.length * Float.BYTES;
        }
        return bytes;
    }

    @Override
    public long mappedBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
