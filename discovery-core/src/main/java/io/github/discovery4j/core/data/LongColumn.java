package io.github.discovery4j.core.data;

import java.util.Arrays;

/** A growing column of longs, in blocks as {@link IntColumn} has them and for the same reason. */
final class LongColumn {

    private static final long[] NONE = {};

    private long[][] blocks = {NONE};
    private int size;

    int size() {
        return size;
    }

    long get(int index) {
        return blocks[index >>> IntColumn.BLOCK_BITS][index & IntColumn.MASK];
    }

    void set(int index, long value) {
        blocks[index >>> IntColumn.BLOCK_BITS][index & IntColumn.MASK] = value;
    }

    void add(long value) {
        int block = size >>> IntColumn.BLOCK_BITS;
        int place = size & IntColumn.MASK;
        if (block == blocks.length || place == blocks[block].length) {
            grow(block);
        }
        blocks[block][place] = value;
        size++;
    }

    private void grow(int block) {
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
            Arrays.fill(blocks, block, 2 * block, NONE);
        }
        blocks[block] = Arrays.copyOf(blocks[block], IntColumn.grownSize(block, blocks[block].length));
    }

    /** Keeps the first values and gives back all capacity beyond them. */
    void truncate(int newSize) {
        size = newSize;
        blocks = Arrays.copyOf(blocks, Math.ceilDiv(newSize, IntColumn.BLOCK_SIZE));
        int inLast = newSize & IntColumn.MASK;
        if (inLast > 0 && blocks[blocks.length - 1].length > inLast) {
            blocks[blocks.length - 1] = Arrays.copyOf(blocks[blocks.length - 1], inLast);
        }
    }
}
