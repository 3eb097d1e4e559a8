package io.github.discovery4j.core.signal;

/**
 * What tells when a log's events were known.
 *
 * <p>Either way an event is known no earlier than all that stand before it in the log.
 */
public enum Arrival {

    /**
     * {@link #LOG_ORDER} if more than half of what was shown was received more than a day after it happened, as in a log that
     * was filled from a file; else {@link #RECEIVED}.
     */
    AUTOMATIC,

    /** {@link SignalEvent#receivedAt}: for logs that were written while things happened. */
    RECEIVED,

    /**
     * The order of the log: an event is known once something that stands no later in the log happened at its time or after
     * it. For logs that were filled afterwards, in the order in which events had arrived. A clock that is ahead
     * makes all that follows count as known too late: what is later than the moment as of which the log is read is passed over;
     * of the rest {@link JudgedQueries.Reading#overtaken} tells.
     */
    LOG_ORDER
}
