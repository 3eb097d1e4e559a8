package io.github.discovery4j.core.signal;

import java.util.BitSet;

/** Watches the share of rejected events among the last thousand. <b>Threads:</b> one. */
final class RejectionAlarm {

    private static final int WINDOW = 1_000;
    private static final int FEWEST = 100;

    private final double threshold;
    private final GuardedListener listener;
    private final BitSet rejected = new BitSet(WINDOW);
    private int events;
    private int next;
    private boolean raised;

    RejectionAlarm(double threshold, GuardedListener listener) {
        this.threshold = threshold;
        this.listener = listener;
    }

    void saw(boolean wasRejected) {
        rejected.set(next, wasRejected);
        next = (next + 1) % WINDOW;
        events = Math.min(WINDOW, events + 1);
    }

    /** Called once a group. */
    void check() {
        if (events < FEWEST) {
            return;
        }
        double share = rejected.cardinality() / (double) events;
        if (!raised && share > threshold) {
            raised = true;
            listener.rejectionsRose(share, events);
        } else if (raised && share < threshold / 2) {
            raised = false;
        }
    }
}
