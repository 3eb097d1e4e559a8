package io.github.discovery4j.core.signal;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener whose failures stop nothing. */
final class GuardedListener implements IngestListener {

    private static final Logger LOG = LoggerFactory.getLogger(SignalIngest.class);

    private final IngestListener listener;

    GuardedListener(IngestListener listener) {
        this.listener = listener;
    }

    @Override
    public void appended(int accepted, int duplicates, Duration took) {
        guard(() -> listener.appended(accepted, duplicates, took));
    }

    @Override
    public void rejected(Rejection reason) {
        guard(() -> listener.rejected(reason));
    }

    @Override
    public void refused(Receipt.Cause why) {
        guard(() -> listener.refused(why));
    }

    @Override
    public void rejectionsRose(double share, int events) {
        LOG.warn("{} of the last {} events were rejected; list the dead letters", share, events);
        guard(() -> listener.rejectionsRose(share, events));
    }

    @Override
    public void retrying(int attempt, Duration pause) {
        guard(() -> listener.retrying(attempt, pause));
    }

    @Override
    public void consumerFailed(String consumer, RuntimeException failure) {
        // Not its message: it is the host's and may name people.
        LOG.warn(
                "consumer \"{}\" failed with {}, the batch is given again",
                consumer,
                failure.getClass().getName());
        guard(() -> listener.consumerFailed(consumer, failure));
    }

    static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "an ingest listener threw {}; listeners should not throw",
                    e.getClass().getName());
        }
    }
}
