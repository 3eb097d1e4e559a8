package io.github.discovery4j.core.social;

import java.util.Arrays;

/** Entries about ties in the order in which they came, and how rows are made of them. Belongs to one thread. */
final class TieList {

    private static final int FIRST_CAPACITY = 1024;

    /** Set beside whom an entry names, if the tie ends. */
    private static final int ENDS = Integer.MIN_VALUE;

    private int[] from = new int[FIRST_CAPACITY];
    private int[] to = new int[FIRST_CAPACITY];
    private int size;

    void add(int one, int other, boolean stands) {
        if (size == from.length) {
            int longer = (int) Math.min(Integer.MAX_VALUE - 8L, 1L + size + (size >> 1));
            from = Arrays.copyOf(from, longer);
            to = Arrays.copyOf(to, longer);
        }
        from[size] = one;
        to[size++] = stands ? other : other | ENDS;
    }

    /**
     * Makes the rows of both directions, and forgets the entries.
     *
     * @return how many ties stand
     */
    /*
     * Two stable counting sorts, by the far end and then by the near one, leave the entries of a pair beside each other in the
     * order in which they came: the last one counts. Rows of the other direction are sorted as they are filled.
     */
    long moveInto(TieRows forward, TieRows backward, int people) {
        if (size == 0) {
            return 0;
        }
        forward.reserve(people);
        backward.reserve(people);
        sortByFarEnd(people);
        int[] starts = sortByNearEnd(people);
        int[] incoming = new int[people];
        long ties = 0;
        for (int person = 0; person < people; person++) {
            int[] row = row(starts[person], starts[person + 1]);
            forward.set(person, row);
            ties += row.length;
            for (int other : row) {
                incoming[other]++;
            }
        }
        to = SortedRows.EMPTY;
        fill(forward, backward, incoming);
        return ties;
    }

    private void sortByFarEnd(int people) {
        int[] places = starts(to, people);
        int[] sortedFrom = new int[size];
        int[] sortedTo = new int[size];
        for (int i = 0; i < size; i++) {
            int place = places[to[i] & ~ENDS]++;
            sortedFrom[place] = from[i];
            sortedTo[place] = to[i];
        }
        from = sortedFrom;
        to = sortedTo;
    }

    /** Returns where each person's entries begin; the last number is where all end. */
    private int[] sortByNearEnd(int people) {
        int[] starts = starts(from, people);
        int[] places = starts.clone();
        int[] sortedTo = new int[size];
        for (int i = 0; i < size; i++) {
            sortedTo[places[from[i]]++] = to[i];
        }
        from = SortedRows.EMPTY;
        to = sortedTo;
        return starts;
    }

    private int[] starts(int[] ends, int people) {
        int[] starts = new int[people + 1];
        for (int i = 0; i < size; i++) {
            starts[(ends[i] & ~ENDS) + 1]++;
        }
        for (int person = 0; person < people; person++) {
            starts[person + 1] += starts[person];
        }
        return starts;
    }

    /** Keeps those of a person's entries that are the last of their pair and stand. */
    private int[] row(int start, int end) {
        int kept = start;
        for (int i = start; i < end; i++) {
            boolean last = i + 1 == end || (to[i] & ~ENDS) != (to[i + 1] & ~ENDS);
            if (last && to[i] >= 0) {
                to[kept++] = to[i];
            }
        }
        return Arrays.copyOfRange(to, start, kept);
    }

    private static void fill(TieRows forward, TieRows backward, int[] incoming) {
        int[][] rows = new int[incoming.length][];
        for (int person = 0; person < rows.length; person++) {
            rows[person] = incoming[person] == 0 ? SortedRows.EMPTY : new int[incoming[person]];
        }
        int[] filled = new int[incoming.length];
        for (int person = 0; person < rows.length; person++) {
            for (int other : forward.row(person)) {
                rows[other][filled[other]++] = person;
            }
        }
        for (int person = 0; person < rows.length; person++) {
            backward.set(person, rows[person]);
        }
    }
}
