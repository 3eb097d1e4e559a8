package io.github.discovery4j.core.signal;

import java.util.List;

/**
 * What somebody was shown at one moment, and how each item was judged afterwards.
 *
 * @param viewer the ordinal of whom it was shown to
 * @param moment just before this, in milliseconds, features are read
 * @param judged when the last item's judgement was over, in milliseconds
 * @param rows one an item, in the order of their ids
 */
record ShownQuery(int viewer, long moment, long judged, List<Row> rows) {

    /** An item; its grade rises while outcomes are read. */
    static final class Row {
        final int item;
        final float position;
        int grade;

        Row(int item, float position) {
            this.item = item;
            this.position = position;
        }
    }
}
