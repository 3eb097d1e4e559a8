package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.model.Deadline;
import java.util.Arrays;

/**
 * Places vectors in a graph: finds their neighbours and links both ways.
 *
 * <p>Source: Malkov and Yashunin, IEEE TPAMI 2018, algorithms 1 and 4. Differs: a row that overflows is cut to a half or
 * more, not to its full width, so that it is not cut again by the next link. <b>Threads:</b> several may link at a time.
 */
final class GraphLinker {

    /** How many candidates {@link #rewrite} takes. */
    static final int MOST_CANDIDATES = 512;

    private static final int LOCKS = 1 << 10;
    private static final GraphWalk.Admission ALL = slot -> true;

    private final GraphSettings settings;
    private final double levelScale;
    private final Object[] locks = new Object[LOCKS];
    private final Object entryLock = new Object();
    private final Pool<Worker> workers;

    GraphLinker(GraphSettings settings, int dimension) {
        this.settings = settings;
        this.levelScale = 1 / Math.log(settings.maxConnections());
        this.workers = new Pool<>(() -> new Worker(dimension));
        Arrays.setAll(locks, i -> new Object());
    }

    /** What one thread links with. */
    private static final class Worker {
        private final GraphWalk walk;
        private final NeighbourChoice choice;
        private final Codes.Query base;
        private final int[] row = new int[2 * 64 + 1];
        private final int[] merged = new int[2 * 64];
        private final int[] dots = new int[MOST_CANDIDATES];
        private final float[] scores = new float[MOST_CANDIDATES];
        private final long[] scored = new long[MOST_CANDIDATES];

        Worker(int dimension) {
            this.walk = new GraphWalk(dimension);
            this.choice = new NeighbourChoice(dimension);
            this.base = new Codes.Query(dimension);
        }
    }

    /** Draws the level of the n-th vector. */
    int level(long n) {
        long bits = settings.seed() + n * 0x9e3779b97f4a7c15L;
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        bits ^= bits >>> 31;
        double uniform = ((bits >>> 11) + 1) * 0x1p-53;
        return (int) (-Math.log(uniform) * levelScale);
    }

    private Object lock(int slot) {
        return locks[slot & (LOCKS - 1)];
    }

    /** Makes a slot whose code is written part of the graph, up to a level. */
    void link(GraphLayout layout, int slot, int level) {
        Links links = layout.links();
        links.open(slot, level);
        if (links.entryPoint() == Links.END || level > links.level(links.entryPoint())) {
            synchronized (entryLock) {
                int entryPoint = links.entryPoint();
                if (entryPoint != Links.END) {
                    linkFrom(layout, slot, entryPoint);
                }
                if (entryPoint == Links.END || level > links.level(entryPoint)) {
                    links.entryPoint(slot);
                }
            }
        } else {
            linkFrom(layout, slot, links.entryPoint());
        }
    }

    private void linkFrom(GraphLayout layout, int slot, int entryPoint) {
        Worker worker = workers.take();
        try {
            linkFrom(layout, worker, slot, entryPoint);
        } finally {
            workers.give(worker);
        }
    }

    private void linkFrom(GraphLayout layout, Worker worker, int slot, int entryPoint) {
        Links links = layout.links();
        GraphWalk walk = worker.walk;
        layout.codes().load(walk.query(), slot);
        int level = links.level(slot);
        int from = entryPoint;
        int top = links.level(entryPoint);
        for (int l = top; l > level; l--) {
            from = walk.descend(layout, from, l);
        }
        for (int l = Math.min(level, top); l >= 0; l--) {
            walk.begin(layout.capacity());
            int found =
                    walk.walk(layout, from, l, settings.buildEffort(), Float.POSITIVE_INFINITY, ALL, Deadline.never());
            int usable = without(slot, layout, walk.found(), found, l);
            linkAt(layout, worker, slot, l, usable);
            from = usable > 0 ? LongHeap.slot(walk.found()[0]) : from;
        }
    }

    /** Drops from what was found the slot itself, slots of lower levels and those whose owners were erased. */
    private static int without(int slot, GraphLayout layout, long[] found, int count, int level) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int other = LongHeap.slot(found[i]);
            if (other != slot
                    && layout.entry(other) != null
                    && (level == 0 || layout.links().level(other) >= level)) {
                found[kept++] = found[i];
            }
        }
        return kept;
    }

    private void linkAt(GraphLayout layout, Worker worker, int slot, int level, int candidates) {
        NeighbourChoice choice = worker.choice;
        int most = settings.maxConnections();
        int chosen = choice.choose(layout.codes(), worker.walk.query(), worker.walk.found(), candidates, most, most);
        int[] neighbours = Arrays.copyOf(choice.chosen(), chosen);
        Links links = layout.links();
        synchronized (lock(slot)) {
            // Somebody who was placed meanwhile may have linked to this slot already.
            int count = links.read(slot, level, worker.merged);
            for (int i = 0; i < chosen && count < links.width(level); i++) {
                if (!contains(worker.merged, count, neighbours[i])) {
                    worker.merged[count++] = neighbours[i];
                }
            }
            links.write(slot, level, worker.merged, count);
        }
        for (int neighbour : neighbours) {
            synchronized (lock(neighbour)) {
                linkBack(layout, worker, neighbour, level, slot);
            }
        }
    }

    static boolean contains(int[] row, int count, int slot) {
        for (int i = 0; i < count; i++) {
            if (row[i] == slot) {
                return true;
            }
        }
        return false;
    }

    private void linkBack(GraphLayout layout, Worker worker, int from, int level, int to) {
        Links links = layout.links();
        int count = links.read(from, level, worker.row);
        if (contains(worker.row, count, to) || links.append(from, level, count, to)) {
            return;
        }
        worker.row[count++] = to;
        rewrite(layout, worker, from, level, worker.row, count, links.width(level) / 2);
    }

    /** Links a slot to the best among candidates, at most {@link #MOST_CANDIDATES} and without doubles. */
    void rewrite(GraphLayout layout, int slot, int level, int[] candidates, int count, int least) {
        Worker worker = workers.take();
        try {
            rewrite(layout, worker, slot, level, candidates, count, least);
        } finally {
            workers.give(worker);
        }
    }

    /** Links a slot anew at the lowest level, and the nearest to it, whatever they give up for it. */
    void reconnect(GraphLayout layout, int slot) {
        Links links = layout.links();
        linkFrom(layout, slot, links.entryPoint());
        Worker worker = workers.take();
        try {
            int count = links.read(slot, 0, worker.merged);
            for (int i = 0; i < count; i++) {
                int neighbour = worker.merged[i];
                int theirs = links.read(neighbour, 0, worker.row);
                if (contains(worker.row, theirs, slot)) {
                    return;
                }
            }
            if (count > 0) {
                int theirs = links.read(worker.merged[0], 0, worker.row);
                worker.row[Math.min(theirs, links.width(0) - 1)] = slot;
                links.write(worker.merged[0], 0, worker.row, Math.min(theirs + 1, links.width(0)));
            }
        } finally {
            workers.give(worker);
        }
    }

    private void rewrite(
            GraphLayout layout, Worker worker, int slot, int level, int[] candidates, int count, int least) {
        Codes codes = layout.codes();
        codes.load(worker.base, slot);
        codes.scores(worker.base, candidates, count, worker.dots, worker.scores);
        // Equal scores are sorted differently for every slot: were it by slot alone, all would keep links to the same
        // few.
        int salt = (slot * 0x9e3779b9) >>> 1;
        for (int i = 0; i < count; i++) {
            worker.scored[i] = LongHeap.pack(worker.scores[i], candidates[i] ^ salt);
        }
        NeighbourChoice.sortBestFirst(worker.scored, count);
        for (int i = 0; i < count; i++) {
            worker.scored[i] ^= salt;
        }
        int width = layout.links().width(level);
        int chosen = worker.choice.choose(codes, worker.base, worker.scored, count, width, least);
        layout.links().write(slot, level, worker.choice.chosen(), chosen);
    }
}
