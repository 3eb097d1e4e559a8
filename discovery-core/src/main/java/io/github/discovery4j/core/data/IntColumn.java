package io.github.discovery4j.core.data;

import java.util.Arrays;

/**
 * A growing column of ints, or of floats as their bits.
 *
 * <p>Values lie in blocks that are appended and, once full, neither moved nor copied: a column of n values never takes much
 * more than 4 n bytes, while one array would take twice or three times as much whenever it grows.
 */
final class IntColumn {

    /*
     * A block of 2^15 longs is 256 KiB, well below the half of a region (at least 512 KiB) from which G1 gives an array
     * regions of its own and wastes the rest of the last one.
     */
    static final int BLOCK_BITS = 15;
    static final int BLOCK_SIZE = 1 << BLOCK_BITS;
    static final int MASK = BLOCK_SIZE - 1;
    /** Most columns in tests and small applications hold a handful: the first block doubles up to its full size. */
    static final int FIRST_SIZE = 16;

    private static final int[] NONE = {};

    private int[][] blocks = {NONE};
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return blocks[index >>> BLOCK_BITS][index & MASK];
    }

    float getFloat(int index) {
        return Float.intBitsToFloat(get(index));
    }

    void set(int index, int value) {
        blocks[index >>> BLOCK_BITS][index & MASK] = value;
    }

    void set(int index, float value) {
        set(index, Float.floatToRawIntBits(value));
    }

    void add(int value) {
        int block = size >>> BLOCK_BITS;
        int place = size & MASK;
        if (block == blocks.length || place == blocks[block].length) {
            grow(block);
        }
        blocks[block][place] = value;
        size++;
    }

    void add(float value) {
        add(Float.floatToRawIntBits(value));
    }

    private void grow(int block) {
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
            Arrays.fill(blocks, block, 2 * block, NONE);
        }
        blocks[block] = Arrays.copyOf(blocks[block], grownSize(block, blocks[block].length));
    }

    static int grownSize(int block, int length) {
        return block > 0 ? BLOCK_SIZE : Math.min(BLOCK_SIZE, Math.max(FIRST_SIZE, 2 * length));
    }

    /** Keeps the first values and gives back all capacity beyond them. */
    void truncate(int newSize) {
        size = newSize;
        blocks = Arrays.copyOf(blocks, Math.ceilDiv(newSize, BLOCK_SIZE));
        int inLast = newSize & MASK;
        if (inLast > 0 && blocks[blocks.length - 1].length > inLast) {
            blocks[blocks.length - 1] = Arrays.copyOf(blocks[blocks.length - 1], inLast);
        }
    }
}
