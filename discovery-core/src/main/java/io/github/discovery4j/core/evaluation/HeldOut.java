package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.SparseRows;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/** Draws the users or items that are held out wholly. */
final class HeldOut {

    private HeldOut() {}

    /** Marks the first share of the rows that have an entry, in the order of NumPy's permutation; at least one. */
    static boolean[] draw(SparseRows rows, double share, long seed) {
        IntArrayList filled = new IntArrayList();
        for (int row = 0; row < rows.rowCount(); row++) {
            if (rows.start(row) < rows.end(row)) {
                filled.add(row);
            }
        }
        int[] order = NumpyPermutation.of(seed, filled.size());
        int count = Math.min(order.length, Math.max(1, (int) Math.rint(share * order.length)));
        boolean[] held = new boolean[rows.rowCount()];
        for (int place = 0; place < count; place++) {
            held[filled.get(order[place])] = true;
        }
        return held;
    }
}
