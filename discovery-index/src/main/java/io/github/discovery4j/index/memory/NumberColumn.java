package io.github.discovery4j.index.memory;

import java.util.Arrays;

/** One number a row, NaN where there is none. One writer; readers ask about rows that they were told of. */
final class NumberColumn {

    // Replaced when it grows; a reader that was told of a row sees an array that holds it.
    private volatile double[] values = {};

    // One more than the last row that was given a number; an array has room for later ones.
    private volatile int count;

    double get(int row) {
        double[] now = values;
        return row < now.length ? now[row] : Double.NaN;
    }

    /** Returns the values; rows behind its end have none. */
    double[] values() {
        return values;
    }

    /** Returns how many of the values can be numbers; those behind are NaN. */
    int count() {
        return count;
    }

    void set(int row, double value) {
        double[] now = values;
        if (row >= now.length) {
            if (Double.isNaN(value)) {
                return;
            }
            now = Arrays.copyOf(now, Math.max(row + 1, row + row / 2 + 64));
            Arrays.fill(now, values.length, now.length, Double.NaN);
            now[row] = value;
            values = now;
        } else {
            now[row] = value;
        }
        if (row >= count) {
            count = row + 1;
        }
    }

    long bytes() {
        return (long) values.length * Double.BYTES;
    }
}
