package io.github.discovery4j.index.memory;

import java.util.BitSet;

/**
 * Takes slots out of a graph, so that no link leads to them and walks go around them.
 *
 * <p>Who was linked to one of them may be linked to those that it was linked to. Source: Singh et al., FreshDiskANN, 2021,
 * algorithm 4. <b>Threads:</b> one, while nobody links.
 */
final class GraphRepair {

    private final GraphLayout layout;
    private final GraphLinker linker;
    private final int[] row = new int[2 * 64];
    private final int[] beyond = new int[2 * 64];
    private final int[] candidates = new int[GraphLinker.MOST_CANDIDATES];

    GraphRepair(GraphLayout layout, GraphLinker linker) {
        this.layout = layout;
        this.linker = linker;
    }

    /** Links everybody around the doomed, and moves the entry point if it is one of them. */
    void isolate(BitSet doomed, int used) {
        for (int slot = 0; slot < used; slot++) {
            if (layout.entry(slot) != null && !doomed.get(slot)) {
                relink(slot, doomed);
            }
        }
        if (layout.links().entryPoint() != Links.END
                && doomed.get(layout.links().entryPoint())) {
            layout.links().entryPoint(highest(doomed, used));
        }
    }

    /** Links around one slot those that it is linked to; others may still be linked to it. */
    void isolateNearby(int doomed, int used) {
        BitSet one = new BitSet();
        one.set(doomed);
        int[] around = new int[2 * 64];
        int count = layout.links().read(doomed, 0, around);
        for (int i = 0; i < count; i++) {
            if (layout.entry(around[i]) != null) {
                relink(around[i], one);
            }
        }
        if (layout.links().entryPoint() == doomed) {
            layout.links().entryPoint(highest(one, used));
        }
    }

    private int highest(BitSet doomed, int used) {
        int highest = Links.END;
        for (int slot = 0; slot < used; slot++) {
            if (layout.entry(slot) != null
                    && !doomed.get(slot)
                    && (highest == Links.END
                            || layout.links().level(slot) > layout.links().level(highest))) {
                highest = slot;
            }
        }
        return highest;
    }

    private void relink(int slot, BitSet doomed) {
        for (int level = layout.links().level(slot); level >= 0; level--) {
            int count = layout.links().read(slot, level, row);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (!doomed.get(row[i])) {
                    candidates[kept++] = row[i];
                }
            }
            if (kept < count) {
                int total = withThoseBeyond(slot, level, count, kept, doomed);
                linker.rewrite(
                        layout,
                        slot,
                        level,
                        candidates,
                        total,
                        Math.max(kept, layout.links().width(level) / 2));
            }
        }
    }

    private int withThoseBeyond(int slot, int level, int count, int kept, BitSet doomed) {
        int total = kept;
        for (int i = 0; i < count; i++) {
            if (doomed.get(row[i])) {
                int further = layout.links().read(row[i], level, beyond);
                for (int j = 0; j < further && total < candidates.length; j++) {
                    int other = beyond[j];
                    if (other != slot
                            && !doomed.get(other)
                            && layout.entry(other) != null
                            && !GraphLinker.contains(candidates, total, other)) {
                        candidates[total++] = other;
                    }
                }
            }
        }
        return total;
    }

    /** Links those again that no walk from the entry point reaches, and returns how many there were. */
    int reconnect(int used) {
        BitSet reached = new BitSet(used);
        if (layout.links().entryPoint() == Links.END) {
            return 0;
        }
        reach(layout.links().entryPoint(), reached, new int[used]);
        int[] queue = new int[used];
        int found = 0;
        for (int slot = reached.nextClearBit(0); slot < used; slot = reached.nextClearBit(slot + 1)) {
            if (layout.entry(slot) != null) {
                linker.reconnect(layout, slot);
                reach(slot, reached, queue);
                found++;
            }
        }
        return found;
    }

    /** Orders the slots in use as a breadth-first walk meets them, those that it does not meet behind. */
    int[] order(int used) {
        int[] order = new int[used];
        BitSet reached = new BitSet(used);
        int count = layout.links().entryPoint() == Links.END
                ? 0
                : reach(layout.links().entryPoint(), reached, order);
        for (int slot = reached.nextClearBit(0); slot < used; slot = reached.nextClearBit(slot + 1)) {
            if (layout.entry(slot) != null) {
                order[count++] = slot;
            }
        }
        return java.util.Arrays.copyOf(order, count);
    }

    private int reach(int from, BitSet reached, int[] queue) {
        int head = 0;
        int tail = 0;
        queue[tail++] = from;
        reached.set(from);
        while (head < tail) {
            int count = layout.links().read(queue[head++], 0, row);
            for (int i = 0; i < count; i++) {
                if (!reached.get(row[i])) {
                    reached.set(row[i]);
                    queue[tail++] = row[i];
                }
            }
        }
        return tail;
    }
}
