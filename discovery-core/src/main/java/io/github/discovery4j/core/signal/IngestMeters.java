package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.observe.Meters;
import java.time.Duration;
import java.util.Locale;

/**
 * Turns what ingestion does into figures: the meters called {@code feedback.…}.
 *
 * <p>What happens is counted as it happens. How things stand (dead letters, lag, complete share) is reported by
 * {@link #sample}, which a host calls every few seconds, such as by a job: a consumer that is stuck is behind also while no
 * event comes. <b>Threads:</b> safe.
 */
public final class IngestMeters implements IngestListener {

    private final MeterSink meters;

    /**
     * Creates a listener for one ingestion.
     *
     * @param meters gets the figures
     */
    public IngestMeters(MeterSink meters) {
        this.meters = meters;
    }

    /**
     * Reports how things stand.
     *
     * @param ingest the ingestion that has this listener
     * @throws EventLogException if the dead letters cannot be counted; the other figures are reported before
     */
    public void sample(SignalIngest ingest) {
        for (String consumer : ingest.consumers()) {
            SignalIngest.Lag lag = ingest.lag(consumer);
            meters.record(Meters.FEEDBACK_CONSUMER_LAG, (double) lag.age().toMillis(), consumer);
            meters.record(Meters.FEEDBACK_CONSUMER_BEHIND, (double) lag.positions(), consumer);
        }
        meters.record(Meters.FEEDBACK_COMPLETE, ingest.enrichment().completeShare());
        meters.record(Meters.FEEDBACK_DEAD_LETTERS, ingest.deadLetters().count());
    }

    @Override
    public void appended(int accepted, int duplicates, Duration took) {
        meters.record(Meters.FEEDBACK_EVENTS, accepted, "accepted");
        meters.record(Meters.FEEDBACK_EVENTS, duplicates, "duplicate");
        meters.record(Meters.FEEDBACK_APPEND_LATENCY, took.toNanos() / 1e6);
    }

    @Override
    public void rejected(Rejection reason) {
        meters.record(Meters.FEEDBACK_REJECTED, 1, word(reason));
    }

    @Override
    public void refused(Receipt.Cause why) {
        meters.record(Meters.FEEDBACK_REFUSED, 1, word(why));
    }

    @Override
    public void rejectionsRose(double share, int events) {
        meters.record(Meters.FEEDBACK_REJECTION_ALARMS, 1);
    }

    @Override
    public void retrying(int attempt, Duration pause) {
        meters.record(Meters.FEEDBACK_RETRIES, 1);
    }

    @Override
    public void consumerFailed(String consumer, RuntimeException failure) {
        meters.record(Meters.FEEDBACK_CONSUMER_FAILURES, 1, consumer);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
