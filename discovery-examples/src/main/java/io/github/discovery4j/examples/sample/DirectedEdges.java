package io.github.discovery4j.examples.sample;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Who points at whom, for people numbered by their position in {@link SampleCommunity#people()}.
 *
 * <p>Compressed rows: the targets of person p are {@code targets[starts[p]]} up to {@code targets[starts[p + 1]]}, in
 * ascending order. <b>Cost:</b> four bytes an edge and four a person. <b>Threads:</b> safe.
 */
public final class DirectedEdges {

    private final int[] starts;
    private final int[] targets;

    private DirectedEdges(int[] starts, int[] targets) {
        this.starts = starts;
        this.targets = targets;
    }

    /** Builds the rows from parallel arrays of sources and targets, which are in any order and free of duplicates. */
    static DirectedEdges of(int personCount, int[] sources, int[] targets) {
        int[] starts = new int[personCount + 1];
        for (int source : sources) {
            starts[source + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] rows = new int[targets.length];
        for (int edge = 0; edge < sources.length; edge++) {
            rows[next[sources[edge]]++] = targets[edge];
        }
        for (int person = 0; person < personCount; person++) {
            Arrays.sort(rows, starts[person], starts[person + 1]);
        }
        return new DirectedEdges(starts, rows);
    }

    /** Returns the number of people, with and without edges. */
    public int personCount() {
        return starts.length - 1;
    }

    /** Returns the number of edges. */
    public int edgeCount() {
        return targets.length;
    }

    /** Returns how many people this one points at. */
    public int targetCount(int personOrdinal) {
        return starts[personOrdinal + 1] - starts[personOrdinal];
    }

    /** Returns the people that this one points at, in ascending order. */
    public IntStream targets(int personOrdinal) {
        return Arrays.stream(targets, starts[personOrdinal], starts[personOrdinal + 1]);
    }

    /** Returns whether the first person points at the second. */
    public boolean contains(int fromOrdinal, int toOrdinal) {
        return Arrays.binarySearch(targets, starts[fromOrdinal], starts[fromOrdinal + 1], toOrdinal) >= 0;
    }

    /** Returns how many people point at each person, indexed by person. */
    public int[] sourceCounts() {
        int[] counts = new int[personCount()];
        for (int target : targets) {
            counts[target]++;
        }
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DirectedEdges that
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(targets, that.targets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(starts) + Arrays.hashCode(targets);
    }

    @Override
    public String toString() {
        return "DirectedEdges[personCount=" + personCount() + ", edgeCount=" + edgeCount() + "]";
    }
}
