package io.github.discovery4j.core.signal;

import java.util.Optional;

/** What was read where one event was expected. */
// The bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
sealed interface Reading {

    /** {@return the event's own bytes} */
    byte[] bytes();

    /**
     * A valid event.
     *
     * @param event as it was sent
     * @param bytes its own
     */
    record Valid(ParsedEvent event, byte[] bytes) implements Reading {}

    /**
     * Something that is no valid event.
     *
     * @param problem what is wrong
     * @param bytes its own
     * @param userId who did it, where that much could be read
     * @param itemId with what or whom, where that much could be read
     */
    record Invalid(Problem problem, byte[] bytes, Optional<String> userId, Optional<String> itemId)
            implements Reading {}

    /**
     * Why something is no valid event.
     *
     * @param reason the class
     * @param message the rule, what was seen and what to do; it names nobody
     */
    record Problem(Rejection reason, String message) {}
}
