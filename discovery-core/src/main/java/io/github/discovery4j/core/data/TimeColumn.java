package io.github.discovery4j.core.data;

/** When each row happened; takes no room until a row has a time. */
final class TimeColumn {

    private final LongColumn times = new LongColumn();

    /** Adds the time of the row that comes after the first {@code rows}. */
    void add(int rows, long timeMillis) {
        if (times.size() == 0) {
            if (timeMillis == Interactions.NO_TIME) {
                return;
            }
            for (int row = 0; row < rows; row++) {
                times.add(Interactions.NO_TIME);
            }
        }
        times.add(timeMillis);
    }

    long get(int row) {
        return times.size() == 0 ? Interactions.NO_TIME : times.get(row);
    }

    /** Gives one row the time of another. */
    void copy(int from, int to) {
        if (times.size() > 0) {
            times.set(to, times.get(from));
        }
    }

    void truncate(int rows) {
        if (times.size() > 0) {
            times.truncate(rows);
        }
    }
}
