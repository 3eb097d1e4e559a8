package io.github.discovery4j.core.signal;

import java.time.Instant;
import java.util.Map;

/**
 * What people do not want to see for a while; a host may keep it wherever it likes.
 *
 * <p>A snooze protects and is no signal: it holds whatever its owner allows. {@link Intents} keeps snoozes in memory and in a
 * file. <b>Threads:</b> safe; asked at each request.
 */
public interface Snoozes {

    /**
     * Lists the categories that a person has snoozed.
     *
     * @param personId the owner
     * @return until when, by category
     */
    Map<String, Instant> snoozed(String personId);

    /**
     * Lists the people whom a person has snoozed.
     *
     * @param personId the owner
     * @return until when, by id
     */
    Map<String, Instant> snoozedPeople(String personId);
}
