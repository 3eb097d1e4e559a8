package io.github.discovery4j.core.signal;

import java.time.Duration;
import java.util.List;

/**
 * Hears what ingestion does, for meters and alarms. Methods return at once; what they throw is logged and dropped.
 * <b>Threads:</b> called by several.
 */
public interface IngestListener {

    /** Listens to nothing. */
    IngestListener NONE = new IngestListener() {};

    /**
     * A group of events became durable.
     *
     * @param accepted how many are new
     * @param duplicates how many the log knew
     * @param took how long the log took, with retries
     */
    default void appended(int accepted, int duplicates, Duration took) {}

    /**
     * An event was rejected.
     *
     * @param reason why
     */
    default void rejected(Rejection reason) {}

    /**
     * An event was turned away because the queue stayed full, or nothing could be written.
     *
     * @param why which of the two
     */
    default void refused(Receipt.Cause why) {}

    /**
     * The share of rejected events rose above the alarm; said once until it has fallen below half of it.
     *
     * @param share rejected / all of the last events, in [0, 1]
     * @param events how many events that is of
     */
    default void rejectionsRose(double share, int events) {}

    /**
     * A write failed and is tried again.
     *
     * @param attempt 1 for the first that failed
     * @param pause how long until the next
     */
    default void retrying(int attempt, Duration pause) {}

    /**
     * A consumer could not take a batch in; it is given the same one again.
     *
     * @param consumer its name
     * @param failure what it threw
     */
    default void consumerFailed(String consumer, RuntimeException failure) {}

    /**
     * Joins listeners.
     *
     * @param listeners each hears everything, in this order, whatever another throws
     * @return the joint listener
     */
    static IngestListener all(IngestListener... listeners) {
        return new JointIngestListener(List.of(listeners));
    }
}
