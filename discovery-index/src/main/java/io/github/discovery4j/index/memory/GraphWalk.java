package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.model.Deadline;
import java.util.Arrays;

/**
 * One walk at a time through a graph, and the memory that it takes; walks use it one after another.
 *
 * <p>Source: Malkov and Yashunin, IEEE TPAMI 2018, algorithms 2 and 5. Differs: the unvisited neighbours of a vector are
 * gathered before any is scored, so that the processor waits for many of them at once.
 */
final class GraphWalk {

    /** What may stand among a walk's results. */
    interface Admission {
        boolean test(int slot);
    }

    private static final int EXPANSIONS_A_LOOK_AT_THE_CLOCK = 32;

    private final Codes.Query query;
    private final byte[] ownCode;
    private final float[] scratch;
    private final LongHeap candidates = new LongHeap();
    private final LongHeap results = new LongHeap();
    private final int[] row = new int[2 * 64];
    private final int[] batch = new int[2 * 64];
    private final int[] dots = new int[2 * 64];
    private final float[] scores = new float[2 * 64];
    private long[] sorted = new long[256];
    private byte[] marks = new byte[0];
    private byte mark;
    private long visited;
    private long leftOut;
    private boolean complete;

    GraphWalk(int dimension) {
        this.query = new Codes.Query(dimension);
        this.ownCode = new byte[dimension];
        this.scratch = new float[dimension];
    }

    Codes.Query query() {
        return query;
    }

    /** Makes a vector what slots are scored by. */
    void aim(float[] vector) {
        query.set(vector, ownCode);
    }

    float[] scratch() {
        return scratch;
    }

    /** Returns how many slots the last walk scored. */
    long visited() {
        return visited;
    }

    /** Returns how many the last walk would have kept, had they been admitted. */
    long leftOut() {
        return leftOut;
    }

    boolean complete() {
        return complete;
    }

    /** Begins a search: nothing is visited. */
    void begin(int capacity) {
        visited = 0;
        leftOut = 0;
        complete = true;
        forgetMarks(capacity);
    }

    private void forgetMarks(int capacity) {
        if (marks.length < capacity) {
            marks = new byte[capacity];
            mark = 0;
        }
        if (++mark == 0) {
            Arrays.fill(marks, (byte) 0);
            mark = 1;
        }
    }

    /** Goes to the nearest vector that steps at one level lead to. */
    int descend(GraphLayout layout, int from, int level) {
        int best = from;
        float bestScore = layout.codes().score(query, from);
        visited++;
        boolean moved = true;
        while (moved) {
            moved = false;
            int count = layout.links().read(best, level, row);
            layout.codes().scores(query, row, count, dots, scores);
            visited += count;
            for (int i = 0; i < count; i++) {
                // A slot whose owner was erased leads nowhere.
                if (scores[i] > bestScore && layout.entry(row[i]) != null) {
                    bestScore = scores[i];
                    best = row[i];
                    moved = true;
                }
            }
        }
        return best;
    }

    /**
     * Walks one level, keeping the best. Slots that are not admitted are walked through.
     *
     * @param from where to begin
     * @param effort how many to keep
     * @param above how high a score is followed and kept even if more than {@code effort} are better; positive infinity for
     *     none
     * @return how many were kept; {@link #found} has them, best first
     */
    int walk(GraphLayout layout, int from, int level, int effort, float above, Admission admission, Deadline deadline) {
        Codes codes = layout.codes();
        Links links = layout.links();
        candidates.clear();
        results.clear();
        marks[from] = mark;
        visited++;
        offer(LongHeap.pack(codes.score(query, from), from), effort, above, admission);
        int steps = 0;
        while (!candidates.isEmpty()) {
            long next = ~candidates.pop();
            if (results.size() >= effort && next < results.top() && LongHeap.score(next) <= above) {
                break;
            }
            if (++steps % EXPANSIONS_A_LOOK_AT_THE_CLOCK == 0 && deadline.expired()) {
                complete = false;
                break;
            }
            int count = unvisited(links.read(LongHeap.slot(next), level, row));
            codes.scores(query, batch, count, dots, scores);
            visited += count;
            for (int i = 0; i < count; i++) {
                long element = LongHeap.pack(scores[i], batch[i]);
                if (results.size() < effort || element > results.top() || scores[i] > above) {
                    offer(element, effort, above, admission);
                }
            }
        }
        if (sorted.length < results.size()) {
            sorted = new long[Math.max(results.size(), 2 * sorted.length)];
        }
        return results.drainDescending(sorted);
    }

    /** Returns what the last walk kept, best first. */
    long[] found() {
        return sorted;
    }

    private int unvisited(int count) {
        int unvisited = 0;
        for (int i = 0; i < count; i++) {
            int slot = row[i];
            if (marks[slot] != mark) {
                marks[slot] = mark;
                batch[unvisited++] = slot;
            }
        }
        return unvisited;
    }

    private void offer(long element, int effort, float above, Admission admission) {
        candidates.push(~element);
        if (!admission.test(LongHeap.slot(element))) {
            leftOut++;
        } else if (results.size() < effort || LongHeap.score(results.top()) > above) {
            results.push(element);
        } else {
            results.replaceTop(element);
        }
    }
}
