package io.github.discovery4j.index.memory;

import java.util.Arrays;

/**
 * A heap of slots by score, in one array of longs; the smallest is on top.
 *
 * <p>An element is a score in the upper half, as an int that sorts as the float does, and a slot in the lower half. A heap
 * with the largest on top holds the complements.
 */
final class LongHeap {

    private long[] heap = new long[256];
    private int size;

    /** Packs a score with a slot; larger for higher scores. */
    static long pack(float score, int slot) {
        int bits = Float.floatToRawIntBits(score);
        return (long) (bits ^ ((bits >> 31) & 0x7fffffff)) << 32 | slot;
    }

    static int slot(long element) {
        return (int) element;
    }

    static float score(long element) {
        int bits = (int) (element >> 32);
        return Float.intBitsToFloat(bits ^ ((bits >> 31) & 0x7fffffff));
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    long top() {
        return heap[0];
    }

    void push(long element) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int place = size++;
        while (place > 0) {
            int above = (place - 1) >>> 1;
            if (heap[above] <= element) {
                break;
            }
            heap[place] = heap[above];
            place = above;
        }
        heap[place] = element;
    }

    long pop() {
        long top = heap[0];
        long last = heap[--size];
        if (size > 0) {
            siftDown(last);
        }
        return top;
    }

    /** Puts an element in the top's place. */
    void replaceTop(long element) {
        siftDown(element);
    }

    private void siftDown(long element) {
        int place = 0;
        int half = size >>> 1;
        while (place < half) {
            int below = 2 * place + 1;
            if (below + 1 < size && heap[below + 1] < heap[below]) {
                below++;
            }
            if (element <= heap[below]) {
                break;
            }
            heap[place] = heap[below];
            place = below;
        }
        heap[place] = element;
    }

    /** Empties the heap into an array, largest first, and returns how many there were. */
    int drainDescending(long[] into) {
        int count = size;
        System.arraycopy(heap, 0, into, 0, count);
        Arrays.sort(into, 0, count);
        for (int low = 0, high = count - 1; low < high; low++, high--) {
            long element = into[low];
            into[low] = into[high];
            into[high] = element;
        }
        size = 0;
        return count;
    }
}
