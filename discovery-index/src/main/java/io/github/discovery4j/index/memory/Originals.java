package io.github.discovery4j.index.memory;

import java.io.Closeable;

/**
 * The float32 originals of a {@link GraphIndex}, by slot.
 *
 * <p><b>Threads:</b> a slot that is being written is read torn; the caller notices and reads again.
 */
interface Originals extends Closeable {

    void write(int slot, float[] vector);

    void read(int slot, float[] destination, int offset);

    /** Compares a vector with a slot's: their inner product, or their squared distance. */
    float compare(float[] query, int slot, boolean distance, float[] scratch);

    /** Makes room; called by one thread while nobody writes. Returns what to use from then on. */
    Originals grownTo(int capacity);

    /** Returns a copy in which place i holds what is in slot {@code order[i]} here; what others hold is left behind. */
    Originals permuted(int[] order, int count, int capacity);

    long heapBytes();

    long mappedBytes();

    @Override
    void close();
}
