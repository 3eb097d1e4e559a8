package io.github.discovery4j.core.signal;

import java.util.OptionalLong;

/** What became of an event that was handed in. */
public sealed interface Receipt {

    /**
     * It is in the log, durably.
     *
     * @param position its place there
     */
    record Accepted(long position) implements Receipt {}

    /** The log had it already; nothing changed. */
    record Duplicate() implements Receipt {}

    /**
     * It was not accepted and, unless it names an erased person, is kept as a dead letter.
     *
     * @param reason why
     * @param letterId where it is kept; empty if it is not
     */
    record DeadLettered(Rejection reason, OptionalLong letterId) implements Receipt {}

    /**
     * Nothing was kept; the sender still has it and may send it again later.
     *
     * @param why for an operator
     */
    record Refused(Cause why) implements Receipt {}

    /** Why nothing was kept. */
    enum Cause {
        /** The queue stayed full for as long as a caller waits. */
        BACK_PRESSURE,
        /** Ingestion is closed. */
        CLOSED,
        /** Neither the log nor the dead letters could be written. */
        STORAGE
    }
}
