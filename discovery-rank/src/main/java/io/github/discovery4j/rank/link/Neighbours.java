package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.data.Ties;

/** Who is tied to whom, whichever way; each neighbour once. */
final class Neighbours {

    private final SparseRows rows;

    private Neighbours(SparseRows rows) {
        this.rows = rows;
    }

    static Neighbours of(Ties ties) {
        if (!ties.directed()) {
            return new Neighbours(ties.byUser());
        }
        Ties.Builder mutual = Ties.builder(false);
        for (int tie = 0; tie < ties.size(); tie++) {
            mutual.add(ties.users().idOf(ties.fromOrdinal(tie)), ties.users().idOf(ties.toOrdinal(tie)));
        }
        return new Neighbours(mutual.build().over(ties.users()).byUser());
    }

    int count() {
        return rows.rowCount();
    }

    int degree(int person) {
        return rows.end(person) - rows.start(person);
    }

    int start(int person) {
        return rows.start(person);
    }

    int end(int person) {
        return rows.end(person);
    }

    int neighbour(int entry) {
        return rows.column(entry);
    }

    boolean joins(int person, int other) {
        int low = start(person);
        int high = end(person) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (neighbour(middle) == other) {
                return true;
            }
            if (neighbour(middle) < other) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
