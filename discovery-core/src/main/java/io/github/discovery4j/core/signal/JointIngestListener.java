package io.github.discovery4j.core.signal;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Several listeners as one; what one throws is logged and costs no other its turn. */
final class JointIngestListener implements IngestListener {

    private final List<IngestListener> listeners;

    JointIngestListener(List<IngestListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void appended(int accepted, int duplicates, Duration took) {
        each(listener -> listener.appended(accepted, duplicates, took));
    }

    @Override
    public void rejected(Rejection reason) {
        each(listener -> listener.rejected(reason));
    }

    @Override
    public void refused(Receipt.Cause why) {
        each(listener -> listener.refused(why));
    }

    @Override
    public void rejectionsRose(double share, int events) {
        each(listener -> listener.rejectionsRose(share, events));
    }

    @Override
    public void retrying(int attempt, Duration pause) {
        each(listener -> listener.retrying(attempt, pause));
    }

    @Override
    public void consumerFailed(String consumer, RuntimeException failure) {
        each(listener -> listener.consumerFailed(consumer, failure));
    }

    private void each(Consumer<IngestListener> call) {
        listeners.forEach(listener -> GuardedListener.guard(() -> call.accept(listener)));
    }
}
