package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A run of vectors in one array, with the entry of each, the version at which it died, and what filters may ask.
 *
 * <p>A place is written once, before readers are told of it, and never again: what a reader sees cannot tear.
 */
final class VectorChunk {

    private static final long ALIVE = Long.MAX_VALUE;

    // A run of 4 MB is read about a tenth faster than one of 256 KiB; a small index need not take as much.
    private static final int LEAST_VALUES = 1 << 16;
    private static final int MOST_VALUES = 1 << 20;
    private static final int GROWTH = 4;
    // With its header an array so stays below a power of two, and an own region of the garbage collector is full.
    private static final int HEADER_VALUES = 16;
    // To compare four bits of 65,536 values takes about as long as to reach the next chunk.
    private static final int MOST_CODES = 240_000;
    private static final int MAX_ROWS = 1 << 12;

    private final long serial;
    private final int capacity;
    private final VectorRows values;
    private final Entry[] entries;
    private final AtomicLongArray diedAt;
    private final @Nullable AttributeColumns columns;
    // Written by the writer alone, before it publishes a snapshot.
    private int rows;
    private int dead;

    /**
     * Creates an empty chunk.
     *
     * @param serial the later of two has the higher one
     * @param stored how many vectors there are before it
     */
    VectorChunk(VectorIndexSettings settings, Precision precision, long serial, int stored) {
        this.serial = serial;
        this.capacity = capacity(settings.dimension(), precision, stored);
        this.values = VectorRows.of(precision, settings.dimension(), capacity);
        this.entries = new Entry[capacity];
        this.diedAt = new AtomicLongArray(capacity);
        this.columns = settings.attributes().isEmpty() ? null : new AttributeColumns(settings.attributes());
    }

    private static int capacity(int dimension, Precision precision, int stored) {
        int values = precision == Precision.INT8 ? MOST_CODES : room((long) stored * dimension);
        int rows = Math.clamp(values / dimension, 1, MAX_ROWS);
        return precision == Precision.INT8 ? NibbleRows.wholeBlocks(rows) : rows;
    }

    /** Returns a quarter of what is there, rounded down to a power of two. */
    private static int room(long storedValues) {
        return Integer.highestOneBit(Math.clamp(storedValues / GROWTH, LEAST_VALUES, MOST_VALUES)) - HEADER_VALUES;
    }

    long serial() {
        return serial;
    }

    int capacity() {
        return capacity;
    }

    VectorRows values() {
        return values;
    }

    Entry entry(int row) {
        return entries[row];
    }

    /** What filters may ask; null where the index declares no attribute. */
    @Nullable
    AttributeColumns columns() {
        return columns;
    }

    /** Tells whether a vector is part of the index at a version. */
    boolean alive(int row, long version) {
        return diedAt.getOpaque(row) > version;
    }

    /** Tells whether nothing has died so far; a reader sees the deaths of its snapshot's version and before. */
    boolean allAlive() {
        return dead == 0;
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
        values.write(rows, vector, 0);
        return append(entry);
    }

    /** Fills the next place with a row of another chunk and returns its row. */
    int append(VectorChunk other, int row) {
        values.copy(rows, other.values, row);
        return append(other.entries[row]);
    }

    private int append(Entry entry) {
        entries[rows] = entry;
        diedAt.setOpaque(rows, ALIVE);
        if (columns != null) {
            columns.set(rows, entry.attributes());
        }
        return rows++;
    }

    void die(int row, long version) {
        diedAt.setOpaque(row, version);
        dead++;
    }

    long bytes() {
        return values.bytes() + (columns == null ? 0 : columns.bytes());
    }
}
