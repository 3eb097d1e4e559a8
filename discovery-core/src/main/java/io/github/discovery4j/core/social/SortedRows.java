package io.github.discovery4j.core.social;

import java.util.Arrays;

/** Sorted arrays of different numbers, as the rows of a graph are. */
final class SortedRows {

    static final int[] EMPTY = {};

    /** From this ratio of the lengths on, steps that double are quicker than a merge. */
    private static final int GALLOP_FROM = 8;

    private SortedRows() {}

    /** Receives what two rows have in common. */
    @FunctionalInterface
    interface Common {
        void accept(int number, int placeInLeft, int placeInRight);
    }

    static boolean contains(int[] row, int number) {
        return Arrays.binarySearch(row, number) >= 0;
    }

    /** Returns a row with a number that it lacks. */
    static int[] with(int[] row, int number) {
        int place = -Arrays.binarySearch(row, number) - 1;
        int[] longer = new int[row.length + 1];
        System.arraycopy(row, 0, longer, 0, place);
        longer[place] = number;
        System.arraycopy(row, place, longer, place + 1, row.length - place);
        return longer;
    }

    /** Returns a row without a number that it has. */
    static int[] without(int[] row, int number) {
        int place = Arrays.binarySearch(row, number);
        int[] shorter = new int[row.length - 1];
        System.arraycopy(row, 0, shorter, 0, place);
        System.arraycopy(row, place + 1, shorter, place, shorter.length - place);
        return shorter;
    }

    /** Returns what either row has. */
    static int[] union(int[] left, int[] right) {
        int[] all = new int[left.length + right.length];
        int size = 0;
        int l = 0;
        int r = 0;
        while (l < left.length && r < right.length) {
            int number = Math.min(left[l], right[r]);
            l += left[l] == number ? 1 : 0;
            r += right[r] == number ? 1 : 0;
            all[size++] = number;
        }
        while (l < left.length) {
            all[size++] = left[l++];
        }
        while (r < right.length) {
            all[size++] = right[r++];
        }
        return Arrays.copyOf(all, size);
    }

    /** Returns at most so many numbers of a row, evenly spaced; the row itself where it is no longer. */
    static int[] sample(int[] row, int most) {
        if (row.length <= most) {
            return row;
        }
        int[] sample = new int[most];
        for (int i = 0; i < most; i++) {
            sample[i] = row[(int) ((long) i * row.length / most)];
        }
        return sample;
    }

    /**
     * Tells what two rows have in common, in order. <b>Cost:</b> one pass over both, or where one is much longer, O(s log(l / s))
     * steps for lengths s and l.
     */
    static void common(int[] left, int[] right, Common receiver) {
        if ((long) left.length * GALLOP_FROM < right.length) {
            gallop(left, right, receiver);
        } else if ((long) right.length * GALLOP_FROM < left.length) {
            gallop(
                    right,
                    left,
                    (number, placeInShort, placeInLong) -> receiver.accept(number, placeInLong, placeInShort));
        } else {
            merge(left, right, receiver);
        }
    }

    private static void merge(int[] left, int[] right, Common receiver) {
        int l = 0;
        int r = 0;
        while (l < left.length && r < right.length) {
            int difference = Integer.compare(left[l], right[r]);
            if (difference == 0) {
                receiver.accept(left[l], l, r);
            }
            l += difference <= 0 ? 1 : 0;
            r += difference >= 0 ? 1 : 0;
        }
    }

    private static void gallop(int[] few, int[] many, Common receiver) {
        int from = 0;
        for (int i = 0; i < few.length && from < many.length; i++) {
            int step = 1;
            while (from + step < many.length && many[from + step] < few[i]) {
                step *= 2;
            }
            int to = (int) Math.min(many.length, (long) from + step + 1);
            int place = Arrays.binarySearch(many, from + step / 2, to, few[i]);
            if (place >= 0) {
                receiver.accept(few[i], i, place);
            }
            from = place >= 0 ? place + 1 : -place - 1;
        }
    }
}
