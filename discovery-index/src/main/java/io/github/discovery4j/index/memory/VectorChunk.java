package io.github.discovery4j.index.memory;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A run of vectors in one array, with the entry of each and the version at which it died.
 *
 * <p>A place is written once, before readers are told of it, and never again: what a reader sees cannot tear.
 */
final class VectorChunk {

    private static final long ALIVE = Long.MAX_VALUE;

    private static final int MAX_VALUES = 1 << 16;
    private static final int MAX_ROWS = 1 << 12;

    private final int dimension;
    private final int capacity;
    private final float[] values;
    private final Entry[] entries;
    private final AtomicLongArray diedAt;
    // Written and read by the writer alone.
    private int rows;
    private int dead;

    VectorChunk(int dimension) {
        this.dimension = dimension;
        this.capacity = Math.clamp(MAX_VALUES / dimension, 1, MAX_ROWS);
        this.values = new float[Math.multiplyExact(capacity, dimension)];
        this.entries = new Entry[capacity];
        this.diedAt = new AtomicLongArray(capacity);
    }

    int capacity() {
        return capacity;
    }

    Entry entry(int row) {
        return entries[row];
    }

    /** Tells whether a vector is part of the index at a version. */
    boolean alive(int row, long version) {
        return diedAt.getOpaque(row) > version;
    }

    void copyTo(int row, float[] destination, int offset) {
        System.arraycopy(values, row * dimension, destination, offset, dimension);
    }

    /** Returns how many places the writer has filled. */
    int rows() {
        return rows;
    }

    boolean full() {
        return rows == capacity;
    }

    /** Tells whether half of all places or more are taken by the dead. */
    boolean halfDead() {
        return dead * 2 >= capacity;
    }

    /** Fills the next place and returns its row. */
    int append(Entry entry, float[] vector) {
        return append(entry, vector, 0);
    }

    /** Fills the next place with a row of another chunk and returns its row. */
    int append(VectorChunk other, int row) {
        return append(other.entries[row], other.values, row * dimension);
    }

    private int append(Entry entry, float[] source, int from) {
        System.arraycopy(source, from, values, rows * dimension, dimension);
        entries[rows] = entry;
        diedAt.setOpaque(rows, ALIVE);
        return rows++;
    }

    void die(int row, long version) {
        diedAt.setOpaque(row, version);
        dead++;
    }
}
