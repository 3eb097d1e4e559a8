package io.github.discovery4j.core.signal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An event as it was sent, valid, before enrichment.
 *
 * @param id the sender's, or made from the content
 * @param userId who did it
 * @param type what it is
 * @param itemId with what or whom
 * @param time when, to the millisecond
 * @param offset the offset that the time was written with; empty for UTC and for epoch times, which say nothing
 * @param amount the type's number
 * @param label which of several
 * @param sessionId as sent
 * @param device as sent
 * @param locale as sent
 */
record ParsedEvent(
        String id,
        String userId,
        EventType type,
        Optional<String> itemId,
        Instant time,
        Optional<ZoneOffset> offset,
        OptionalDouble amount,
        Optional<String> label,
        Optional<String> sessionId,
        Optional<String> device,
        Optional<String> locale) {

    @Override
    public String toString() {
        return "ParsedEvent[%s at %s]".formatted(type.name(), time);
    }
}
