package io.github.discovery4j.index.memory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Any number of labels a row, kept as the rows of each label. One writer; readers ask about rows that they were told of. */
final class LabelColumn {

    private static final int BYTES_A_LABEL = 120;

    private final ConcurrentHashMap<String, RowSet> byLabel = new ConcurrentHashMap<>();

    void add(int row, Set<String> labels) {
        labels.forEach(
                label -> byLabel.computeIfAbsent(label, any -> new RowSet()).add(row));
    }

    void remove(int row) {
        byLabel.values().forEach(rows -> rows.remove(row));
        byLabel.values().removeIf(RowSet::isEmpty);
    }

    /** Returns the rows that carry a label. */
    RowFilter rows(String label) {
        RowSet rows = byLabel.get(label);
        return rows == null ? RowFilter.NONE : rows;
    }

    long bytes() {
        long bytes = 0;
        for (RowSet rows : byLabel.values()) {
            bytes += BYTES_A_LABEL + rows.bytes();
        }
        return bytes;
    }
}
