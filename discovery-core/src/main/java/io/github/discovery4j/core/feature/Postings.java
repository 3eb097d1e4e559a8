package io.github.discovery4j.core.feature;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * An immutable set of ordinals in ascending order.
 *
 * <p>Kept in chunks of at most {@value #CHUNK}, so that a change copies one chunk and the list of chunks, and shares the
 * rest with the set it came from. <b>Cost:</b> 4 bytes an ordinal; a change takes O({@value #CHUNK} + size /
 * {@value #CHUNK}).
 */
final class Postings {

    private static final int CHUNK = 512;

    private final int[][] chunks;
    private final int size;

    private Postings(int[][] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    static Postings of(int ordinal) {
        return new Postings(new int[][] {{ordinal}}, 1);
    }

    int size() {
        return size;
    }

    void forEach(IntConsumer action) {
        for (int[] chunk : chunks) {
            for (int ordinal : chunk) {
                action.accept(ordinal);
            }
        }
    }

    /** Returns the set with an ordinal that it must not hold yet. */
    Postings with(int ordinal) {
        int at = Math.max(0, chunkOf(ordinal));
        int[] chunk = chunks[at];
        int place = -Arrays.binarySearch(chunk, ordinal) - 1;
        if (chunk.length < CHUNK) {
            return new Postings(replaced(at, inserted(chunk, place, ordinal)), size + 1);
        }
        if (place == CHUNK) {
            return new Postings(replaced(at, chunk, new int[] {ordinal}), size + 1);
        }
        int half = CHUNK / 2;
        int[] low = Arrays.copyOf(chunk, half);
        int[] high = Arrays.copyOfRange(chunk, half, CHUNK);
        int[][] split = place <= half
                ? replaced(at, inserted(low, place, ordinal), high)
                : replaced(at, low, inserted(high, place - half, ordinal));
        return new Postings(split, size + 1);
    }

    /** Returns the set without an ordinal that it must hold. */
    Postings without(int ordinal) {
        int at = chunkOf(ordinal);
        int[] chunk = chunks[at];
        if (chunk.length == 1) {
            return new Postings(replaced(at), size - 1);
        }
        int place = Arrays.binarySearch(chunk, ordinal);
        int[] shorter = Arrays.copyOf(chunk, chunk.length - 1);
        System.arraycopy(chunk, place + 1, shorter, place, shorter.length - place);
        return new Postings(replaced(at, shorter), size - 1);
    }

    /** Returns the last chunk that begins at or before an ordinal, -1 when all begin after it. */
    private int chunkOf(int ordinal) {
        int low = 0;
        int high = chunks.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (chunks[middle][0] <= ordinal) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private int[][] replaced(int at, int[]... by) {
        int[][] result = new int[chunks.length - 1 + by.length][];
        System.arraycopy(chunks, 0, result, 0, at);
        System.arraycopy(by, 0, result, at, by.length);
        System.arraycopy(chunks, at + 1, result, at + by.length, chunks.length - at - 1);
        return result;
    }

    private static int[] inserted(int[] chunk, int place, int ordinal) {
        int[] longer = Arrays.copyOf(chunk, chunk.length + 1);
        System.arraycopy(chunk, place, longer, place + 1, chunk.length - place);
        longer[place] = ordinal;
        return longer;
    }
}
