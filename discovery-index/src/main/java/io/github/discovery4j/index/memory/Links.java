package io.github.discovery4j.index.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who is linked to whom, at every level of a navigable graph.
 *
 * <p>A row holds slots and ends with {@link #END} or at its full width. Level 0 has one row a slot in one array; the few
 * slots of higher levels have an array of their own. <b>Threads:</b> rows are written under their owner's lock and read
 * without: a reader may meet links of before and after a change together, all of them slots.
 */
final class Links {

    /** What stands behind the last link of a row that is not full. */
    static final int END = -1;

    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle ROWS = MethodHandles.arrayElementVarHandle(int[][].class);

    // As much room in front as puts rows on borders of cache lines, see Codes.
    private static final int ROOM = 12;

    private final int maxConnections;
    private final int width;
    private final int[] lowest;
    private final int[] @Nullable [] higher;
    private volatile int entryPoint = END;

    Links(int maxConnections, int capacity) {
        this.maxConnections = maxConnections;
        this.width = 2 * maxConnections;
        this.lowest = new int[Math.toIntExact(ROOM + (long) width * capacity)];
        Arrays.fill(lowest, END);
        this.higher = new int[capacity][];
    }

    private Links(Links earlier, int capacity) {
        this.maxConnections = earlier.maxConnections;
        this.width = earlier.width;
        this.lowest = Arrays.copyOf(earlier.lowest, Math.toIntExact(ROOM + (long) width * capacity));
        Arrays.fill(lowest, earlier.lowest.length, lowest.length, END);
        this.higher = Arrays.copyOf(earlier.higher, capacity);
        // Rows that both had would lead whoever still reads the earlier links to slots beyond them.
        for (int slot = 0; slot < earlier.higher.length; slot++) {
            higher[slot] = higher[slot] == null ? null : higher[slot].clone();
        }
        this.entryPoint = earlier.entryPoint;
    }

    Links grownTo(int capacity) {
        return new Links(this, capacity);
    }

    /** Returns a copy in which slot i has the links of slot {@code order[i]} here, without links to slots that are not in it. */
    Links ordered(int[] order, int capacity, int connections) {
        int[] places = new int[higher.length];
        Arrays.fill(places, END);
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
        }
        Links ordered = new Links(connections, capacity);
        int[] row = new int[width];
        for (int i = 0; i < order.length; i++) {
            ordered.open(i, level(order[i]));
            for (int level = level(order[i]); level >= 0; level--) {
                int count = read(order[i], level, row);
                int kept = 0;
                for (int j = 0; j < count; j++) {
                    if (places[row[j]] != END) {
                        row[kept++] = places[row[j]];
                    }
                }
                ordered.write(i, level, row, kept);
            }
        }
        ordered.entryPoint = entryPoint == END ? END : places[entryPoint];
        return ordered;
    }

    /** Returns where walks begin, on the highest level; {@link #END} without a graph. */
    int entryPoint() {
        return entryPoint;
    }

    void entryPoint(int slot) {
        entryPoint = slot;
    }

    /** Returns how many links a row of a level has at most. */
    int width(int level) {
        return level == 0 ? width : maxConnections;
    }

    /** Returns the highest level that a slot is part of. */
    int level(int slot) {
        int[] rows = rows(slot);
        return rows == null ? 0 : rows.length / maxConnections;
    }

    private int @Nullable [] rows(int slot) {
        return (int[]) ROWS.getAcquire(higher, slot);
    }

    /** Makes a slot, without links, part of the levels up to one. */
    void open(int slot, int level) {
        Arrays.fill(lowest, ROOM + slot * width, ROOM + (slot + 1) * width, END);
        if (level == 0) {
            ROWS.setRelease(higher, slot, (int[]) null);
        } else {
            int[] rows = new int[level * maxConnections];
            Arrays.fill(rows, END);
            ROWS.setRelease(higher, slot, rows);
        }
    }

    /** Copies a row and returns how many links it has; none at a level that the slot is not part of. */
    int read(int slot, int level, int[] into) {
        if (level == 0) {
            return read(lowest, ROOM + slot * width, width, into);
        }
        int[] rows = rows(slot);
        return rows == null || rows.length < level * maxConnections
                ? 0
                : read(rows, (level - 1) * maxConnections, maxConnections, into);
    }

    private static int read(int[] rows, int from, int width, int[] into) {
        int count = 0;
        while (count < width) {
            int link = (int) INTS.getOpaque(rows, from + count);
            if (link == END) {
                break;
            }
            into[count++] = link;
        }
        return count;
    }

    /** Replaces a row of a slot that is part of the level. */
    void write(int slot, int level, int[] links, int count) {
        int[] rows = lowest;
        int from = ROOM + slot * width;
        if (level > 0) {
            rows = rows(slot);
            from = (level - 1) * maxConnections;
        }
        int end = width(level);
        for (int i = 0; i < end; i++) {
            INTS.setRelease(rows, from + i, i < count ? links[i] : END);
        }
    }

    /** Appends a link to a row that has room and returns true, or false. */
    boolean append(int slot, int level, int count, int link) {
        if (count == width(level)) {
            return false;
        }
        if (level == 0) {
            INTS.setRelease(lowest, ROOM + slot * width + count, link);
        } else {
            INTS.setRelease(rows(slot), (level - 1) * maxConnections + count, link);
        }
        return true;
    }

    long bytes() {
        long bytes = (long) lowest.length * Integer.BYTES + (long) higher.length * Integer.BYTES;
        for (int[] rows : higher) {
            bytes += rows == null ? 0 : 16 + (long) rows.length * Integer.BYTES;
        }
        return bytes;
    }
}
