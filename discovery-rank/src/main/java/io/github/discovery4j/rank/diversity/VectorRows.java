package io.github.discovery4j.rank.diversity;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Memory for the vectors of a slate's candidates, used for one slate after the other: fresh memory lies in no cache, and filling it
 * takes longer than comparing what it holds.
 *
 * <p>Kept is what a slate used, {@value #MOST_VALUES} values at most, for as many slates as there are processors. It is all
 * zeros: no vector outlives its request. <b>Threads:</b> safe.
 */
final class VectorRows {

    /** Candidates whose vectors lie one after the other, which the processor reads ahead. */
    static final int TOGETHER = 1024;

    /** 16 MiB of float32. */
    static final int MOST_VALUES = 1 << 22;

    private static final float[] NOTHING = {};

    private final Queue<float[][]> free =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    /** Returns an array for every {@value #TOGETHER} candidates: empty, or all zeros. */
    float[][] take(int candidates) {
        int count = (candidates + TOGETHER - 1) / TOGETHER;
        float[][] kept = free.poll();
        int known = kept == null ? 0 : kept.length;
        if (kept != null && known >= count) {
            return kept;
        }
        float[][] arrays = kept == null ? new float[count][] : Arrays.copyOf(kept, count);
        Arrays.fill(arrays, known, count, NOTHING);
        return arrays;
    }

    /** Takes arrays back, which are all zeros again. */
    void giveBack(float[][] arrays) {
        long values = 0;
        for (float[] array : arrays) {
            values += array.length;
        }
        if (values <= MOST_VALUES) {
            free.offer(arrays);
        }
    }
}
