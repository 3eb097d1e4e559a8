package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.kernel.VectorKernel;
import io.github.discovery4j.core.kernel.VectorKernels;
import io.github.discovery4j.index.vector.Metric;
import java.util.Arrays;

/**
 * int8 codes of vectors, by slot: a byte a value and a scale a vector, so that the largest value becomes 127.
 *
 * <p>A score is higher for nearer vectors and is only to be compared with scores of the same query: the inner product over
 * the query's scale, or half of minus the squared distance, the query's own length left out, over that scale.
 *
 * <p><b>Threads:</b> slots are written by one thread each; a reader of a slot that is being written gets some score.
 */
final class Codes {

    private static final VectorKernel KERNEL = VectorKernels.fastest();
    private static final int LARGEST = 127;

    /*
     * Arrays of this size begin at the border of a cache line's multiple, less their header of 16 bytes, under G1. With this
     * much room in front, rows of 64 values begin at a border too, and a row is as few cache lines as can be.
     */
    private static final int ROOM = 48;

    private final int dimension;
    private final Chunks chunks;
    private final byte[][] codes;
    private final CodeBounds bounds;
    private final float[] halfSquares;
    private volatile float longest;

    Codes(Metric metric, int dimension, int capacity) {
        this.dimension = dimension;
        this.chunks = Chunks.of(dimension);
        this.codes = new byte[chunks.count(capacity)][];
        for (int c = 0; c < codes.length; c++) {
            codes[c] = new byte[ROOM + chunks.rows(c, capacity) * dimension];
        }
        this.bounds = new CodeBounds(dimension, capacity);
        this.halfSquares = metric == Metric.EUCLIDEAN ? new float[capacity] : new float[0];
    }

    private Codes(Codes earlier, int capacity) {
        this.dimension = earlier.dimension;
        this.chunks = earlier.chunks;
        this.codes = new byte[chunks.count(capacity)][];
        for (int c = 0; c < codes.length; c++) {
            int length = ROOM + chunks.rows(c, capacity) * dimension;
            codes[c] = c >= earlier.codes.length ? new byte[length] : Arrays.copyOf(earlier.codes[c], length);
        }
        this.bounds = earlier.bounds.grownTo(capacity);
        this.longest = earlier.longest;
        this.halfSquares =
                earlier.halfSquares.length == 0 ? earlier.halfSquares : Arrays.copyOf(earlier.halfSquares, capacity);
    }

    Codes grownTo(int capacity) {
        return new Codes(this, capacity);
    }

    private int from(int slot) {
        return ROOM + chunks.row(slot) * dimension;
    }

    /** Encodes a vector and returns its scale, 0 for zero. */
    static float encode(float[] values, int from, int count, byte[] into, int at) {
        float largest = CodeBounds.largest(values, from, count);
        if (largest < Float.MIN_NORMAL) {
            Arrays.fill(into, at, at + count, (byte) 0);
            return 0;
        }
        double perStep = (double) LARGEST / largest;
        for (int i = 0; i < count; i++) {
            into[at + i] = (byte) Math.round(values[from + i] * perStep);
        }
        return largest / LARGEST;
    }

    void write(int slot, float[] vector) {
        byte[] chunk = codes[chunks.chunk(slot)];
        float scale = encode(vector, 0, dimension, chunk, from(slot));
        bounds.set(slot, scale, chunk, from(slot), vector, 0, dimension);
        if (halfSquares.length > 0) {
            halfSquares[slot] = halfSquare(chunk, from(slot), scale, dimension);
        }
        float length = (float) Math.sqrt(KERNEL.dot(vector, 0, vector, 0, dimension));
        if (length > longest) {
            longest = length;
        }
    }

    /** The code's length, not the vector's: between codes distances are true, and nobody seems near to all. */
    private static float halfSquare(byte[] code, int from, float scale, int dimension) {
        return 0.5f * scale * scale * KERNEL.dot(code, from, code, from, dimension);
    }

    /** Returns about how long the longest vector ever written is. */
    float longest() {
        return longest;
    }

    void clear(int slot) {
        Arrays.fill(codes[chunks.chunk(slot)], from(slot), from(slot) + dimension, (byte) 0);
        bounds.set(slot, 0, 0, 0);
        if (halfSquares.length > 0) {
            halfSquares[slot] = 0;
        }
    }

    void copyFrom(Codes other, int slot, int to) {
        System.arraycopy(
                other.codes[chunks.chunk(slot)], other.from(slot), codes[chunks.chunk(to)], from(to), dimension);
        bounds.copy(to, other.bounds, slot);
        longest = Math.max(longest, other.longest);
        if (halfSquares.length > 0) {
            halfSquares[to] = other.halfSquares[slot];
        }
    }

    /** What slots are compared with: a vector's code, or a slot's. */
    static final class Query {
        private byte[] code;
        private int from;
        private float scale;
        private float halfSquare;
        private double lost;

        Query(int dimension) {
            this.code = new byte[dimension];
        }

        /** Encodes a vector into an array that is not a slot's. */
        void set(float[] vector, byte[] own) {
            scale = encode(vector, 0, vector.length, own, 0);
            code = own;
            from = 0;
            halfSquare = halfSquare(own, 0, scale, vector.length);
            double squares = 0;
            for (int i = 0; i < vector.length; i++) {
                double lost = vector[i] - (double) own[i] * scale;
                squares += lost * lost;
            }
            lost = Math.sqrt(squares);
        }

        /** Returns how long the difference is between the vector that was {@link #set} and its code. */
        double lost() {
            return lost;
        }
    }

    void load(Query query, int slot) {
        query.code = codes[chunks.chunk(slot)];
        query.from = from(slot);
        query.scale = bounds.scale(slot);
        query.halfSquare = halfSquares.length == 0 ? 0 : halfSquares[slot];
    }

    /** Makes a score comparable with those of other queries: the inner product, or half of minus the squared distance. */
    float absolute(Query query, float score) {
        if (halfSquares.length == 0) {
            return score * query.scale;
        }
        return (query.scale == 0 ? score : score * query.scale) - query.halfSquare;
    }

    /** Returns how near, in terms of {@link #absolute}, a vector is to itself and to its twins. */
    float ofItself(Query query) {
        int dot = KERNEL.dot(query.code, query.from, query.code, query.from, dimension);
        float product = dot * query.scale;
        if (halfSquares.length == 0) {
            return absolute(query, product);
        }
        return absolute(query, query.scale == 0 ? -query.halfSquare : product - query.halfSquare / query.scale);
    }

    /** Returns the score that belongs to an {@link #absolute} one. */
    float relative(Query query, float absolute) {
        float product = halfSquares.length == 0 ? absolute : absolute + query.halfSquare;
        return query.scale == 0 ? product : product / query.scale;
    }

    /** Scores one slot. */
    float score(Query query, int slot) {
        int dot = KERNEL.dot(query.code, query.from, codes[chunks.chunk(slot)], from(slot), dimension);
        return scored(query, dot, slot);
    }

    private float scored(Query query, int dot, int slot) {
        float product = dot * bounds.scale(slot);
        if (halfSquares.length == 0) {
            return product;
        }
        return query.scale == 0 ? -halfSquares[slot] : product - halfSquares[slot] / query.scale;
    }

    /** Scores several slots; {@code dots} is scratch as long as {@code scores}, three longer than {@code count} at least. */
    void scores(Query query, int[] slots, int count, int[] dots, float[] scores) {
        multiply(query, slots, count, dots);
        for (int i = 0; i < count; i++) {
            scores[i] = scored(query, dots[i], slots[i]);
        }
    }

    private void multiply(Query query, int[] slots, int count, int[] dots) {
        if (codes.length == 1) {
            multiplyInOneChunk(query, slots, count, dots);
        } else {
            for (int i = 0; i < count; i++) {
                dots[i] = KERNEL.dot(query.code, query.from, codes[chunks.chunk(slots[i])], from(slots[i]), dimension);
            }
        }
    }

    /**
     * Returns what {@link #bounds} of a query are made with.
     *
     * @param query holds the target's code
     */
    CodeBounds.Aim aim(Target target, Query query) {
        return CodeBounds.Aim.of(target, query.scale, CodeBounds.roundedUp(query.lost));
    }

    /** Tells of several slots at least how near their vectors could be; {@code dots} is scratch, as for {@link #scores}. */
    void bounds(Query query, CodeBounds.Aim aim, int[] slots, int count, int[] dots, float[] bounds) {
        multiply(query, slots, count, dots);
        for (int i = 0; i < count; i++) {
            bounds[i] = this.bounds.bound(aim, slots[i], dots[i]);
        }
    }

    private void multiplyInOneChunk(Query query, int[] slots, int count, int[] dots) {
        byte[] rows = codes[0];
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            KERNEL.dot4(
                    query.code,
                    query.from,
                    rows,
                    ROOM + slots[i] * dimension,
                    ROOM + slots[i + 1] * dimension,
                    ROOM + slots[i + 2] * dimension,
                    ROOM + slots[i + 3] * dimension,
                    dimension,
                    dots,
                    i);
        }
        for (; i < count; i++) {
            dots[i] = KERNEL.dot(query.code, query.from, rows, ROOM + slots[i] * dimension, dimension);
        }
    }

    long bytes() {
        long bytes = bounds.bytes() + (long) halfSquares.length * Float.BYTES;
        for (byte[] chunk : codes) {
            bytes += chunk.length;
        }
        return bytes;
    }
}
