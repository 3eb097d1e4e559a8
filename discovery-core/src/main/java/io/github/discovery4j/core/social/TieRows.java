package io.github.discovery4j.core.social;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Ties of one kind and direction: a sorted row of ordinals for each person, replaced as a whole.
 *
 * <p><b>Cost:</b> a person without ties takes 4 to 8 bytes, others 16 more and 4 a tie; a change copies one row. <b>Threads:</b>
 * one writer at a time; readers never lock and see a row before a change or after it.
 */
final class TieRows {

    private static final int FIRST_CAPACITY = 1024;

    private volatile AtomicReferenceArray<int @Nullable []> rows = new AtomicReferenceArray<>(FIRST_CAPACITY);

    /** Returns a person's row, not to be written. */
    int[] row(int ordinal) {
        AtomicReferenceArray<int @Nullable []> all = rows;
        int[] row = ordinal < all.length() ? all.getAcquire(ordinal) : null;
        return row == null ? SortedRows.EMPTY : row;
    }

    boolean has(int from, int to) {
        return SortedRows.contains(row(from), to);
    }

    boolean add(int from, int to) {
        int[] row = row(from);
        if (SortedRows.contains(row, to)) {
            return false;
        }
        set(from, SortedRows.with(row, to));
        return true;
    }

    boolean remove(int from, int to) {
        int[] row = row(from);
        if (!SortedRows.contains(row, to)) {
            return false;
        }
        set(from, SortedRows.without(row, to));
        return true;
    }

    void set(int ordinal, int[] row) {
        if (ordinal >= rows.length()) {
            if (row.length == 0) {
                return;
            }
            reserve(Math.max(ordinal + 1, Math.multiplyExact(rows.length(), 2)));
        }
        rows.setRelease(ordinal, row.length == 0 ? null : row);
    }

    /** Makes room for so many people. */
    void reserve(int people) {
        AtomicReferenceArray<int @Nullable []> before = rows;
        if (people > before.length()) {
            AtomicReferenceArray<int @Nullable []> longer = new AtomicReferenceArray<>(people);
            for (int ordinal = 0; ordinal < before.length(); ordinal++) {
                longer.setPlain(ordinal, before.getPlain(ordinal));
            }
            rows = longer;
        }
    }
}
