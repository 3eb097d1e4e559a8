package io.github.discovery4j.index.memory;

/** How rows are spread over arrays that stay under 2 GiB: 2^shift rows each, the last as many as are left. */
record Chunks(int shift) {

    private static final int MAX_VALUES = 1 << 28;

    static Chunks of(int dimension) {
        return new Chunks(31 - Integer.numberOfLeadingZeros(MAX_VALUES / dimension));
    }

    int chunk(int slot) {
        return slot >>> shift;
    }

    int row(int slot) {
        return slot & ((1 << shift) - 1);
    }

    int count(int capacity) {
        return (int) (((long) capacity + (1L << shift) - 1) >>> shift);
    }

    int rows(int chunk, int capacity) {
        return (int) Math.min(1L << shift, capacity - ((long) chunk << shift));
    }
}
