package io.github.discovery4j.examples.sample;

import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;

/**
 * Something that somebody of the sample did.
 *
 * @param userId who
 * @param type one of the library's own types, such as {@code like}
 * @param itemId a work, a person or a room
 * @param time when, to the millisecond
 * @param zone where they were, for the offset of the time
 * @param millis for how long, where the type has a length
 * @param sessionId the same for all events of one sitting
 * @param device such as {@code phone}
 * @param locale a BCP 47 tag
 * @param firstVersion whether it is sent in schema version 1, which leaves session, device and locale out
 */
public record SampleEvent(
        String userId,
        String type,
        String itemId,
        Instant time,
        ZoneId zone,
        OptionalLong millis,
        String sessionId,
        String device,
        String locale,
        boolean firstVersion) {}
