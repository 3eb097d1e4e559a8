package io.github.discovery4j.index.memory;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A growing set of rows: a sorted list while few are in it, a bit a row when that is smaller.
 *
 * <p>One writer. A reader sees all rows that it was told of, and perhaps some that came later.
 */
final class RowSet implements RowFilter {

    /** Rows in ascending order, {@code count} of them; what lies behind is not read. */
    // The array is read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Sparse(int[] rows, int count) {}

    private static final int LEAST_DENSE = 16;

    // One of the two holds the rows; sparse is empty once dense is there.
    private volatile Sparse sparse = new Sparse(new int[4], 0);
    private volatile AtomicLongArray dense = new AtomicLongArray(0);

    void add(int row) {
        if (dense.length() > 0) {
            addDense(row);
        } else {
            addSparse(row);
            Sparse now = sparse;
            if (now.count >= LEAST_DENSE && now.count > now.rows[now.count - 1] / Integer.SIZE) {
                becomeDense(now);
            }
        }
    }

    private void addSparse(int row) {
        Sparse now = sparse;
        int place = Arrays.binarySearch(now.rows, 0, now.count, row);
        if (place >= 0) {
            return;
        }
        int at = -place - 1;
        boolean last = at == now.count;
        int[] rows = last && now.count < now.rows.length
                ? now.rows
                : Arrays.copyOf(now.rows, now.count == now.rows.length ? 2 * now.count : now.rows.length);
        if (!last) {
            System.arraycopy(now.rows, at, rows, at + 1, now.count - at);
        }
        rows[at] = row;
        sparse = new Sparse(rows, now.count + 1);
    }

    private void addDense(int row) {
        AtomicLongArray words = dense;
        int word = row / Long.SIZE;
        if (word >= words.length()) {
            AtomicLongArray more = new AtomicLongArray(word + word / 2 + 1);
            for (int i = 0; i < words.length(); i++) {
                more.setPlain(i, words.getPlain(i));
            }
            words = more;
        }
        words.setOpaque(word, words.getPlain(word) | 1L << row);
        dense = words;
    }

    private void becomeDense(Sparse rows) {
        int words = rows.rows[rows.count - 1] / Long.SIZE + 1;
        AtomicLongArray bits = new AtomicLongArray(words);
        for (int i = 0; i < rows.count; i++) {
            int word = rows.rows[i] / Long.SIZE;
            bits.setPlain(word, bits.getPlain(word) | 1L << rows.rows[i]);
        }
        // In this order: a reader that finds the list empty finds the bits.
        dense = bits;
        sparse = new Sparse(new int[0], 0);
    }

    void remove(int row) {
        AtomicLongArray words = dense;
        if (words.length() > 0) {
            if (row / Long.SIZE < words.length()) {
                words.setOpaque(row / Long.SIZE, words.getPlain(row / Long.SIZE) & ~(1L << row));
            }
            return;
        }
        Sparse now = sparse;
        int place = Arrays.binarySearch(now.rows, 0, now.count, row);
        if (place >= 0) {
            int[] rows = now.rows.clone();
            System.arraycopy(now.rows, place + 1, rows, place, now.count - place - 1);
            sparse = new Sparse(rows, now.count - 1);
        }
    }

    /** Tells whether there is no row; a set of bits is never called so. */
    boolean isEmpty() {
        return dense.length() == 0 && sparse.count == 0;
    }

    @Override
    public boolean test(int row) {
        Sparse now = sparse;
        if (now.count > 0) {
            return Arrays.binarySearch(now.rows, 0, now.count, row) >= 0;
        }
        AtomicLongArray words = dense;
        int word = row / Long.SIZE;
        return word < words.length() && (words.getOpaque(word) >>> row & 1) != 0;
    }

    @Override
    public BitSet select(int rows) {
        Sparse now = sparse;
        if (now.count > 0) {
            BitSet set = new BitSet(rows);
            for (int i = 0; i < now.count && now.rows[i] < rows; i++) {
                set.set(now.rows[i]);
            }
            return set;
        }
        AtomicLongArray words = dense;
        long[] copy = new long[Math.min(words.length(), (rows + Long.SIZE - 1) / Long.SIZE)];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = words.getOpaque(i);
        }
        BitSet set = BitSet.valueOf(copy);
        set.clear(rows, Math.max(rows, set.length()));
        return set;
    }

    long bytes() {
        return (long) sparse.rows.length * Integer.BYTES + (long) dense.length() * Long.BYTES;
    }
}
