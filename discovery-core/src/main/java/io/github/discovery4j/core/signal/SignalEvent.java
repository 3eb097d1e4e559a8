package io.github.discovery4j.core.signal;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Something that a person did, valid and enriched: what is logged, windowed and trained on.
 *
 * <p>{@link #toString} names nobody, so that it can be logged.
 *
 * @param id the same for every delivery of the same event; not empty
 * @param userId who did it
 * @param type what it is
 * @param itemId with what or whom; empty for types without an item
 * @param time when it happened, by the device, to the millisecond
 * @param receivedAt when it arrived, by this process's clock
 * @param amount the type's number
 * @param label which of several, such as the kind of a reaction
 * @param sessionId the host's, or made by enrichment
 * @param deviceType such as {@code phone}
 * @param locale a BCP 47 tag
 * @param zone the person's time zone as inferred at the time; empty while unknown
 */
public record SignalEvent(
        String id,
        String userId,
        EventType type,
        Optional<String> itemId,
        Instant time,
        Instant receivedAt,
        OptionalDouble amount,
        Optional<String> label,
        Optional<String> sessionId,
        Optional<String> deviceType,
        Optional<String> locale,
        Optional<ZoneId> zone) {

    /** {@return the hour of the person's day, 0 to 23; empty while their zone is unknown} */
    public OptionalInt localHour() {
        return zone.isPresent() ? OptionalInt.of(time.atZone(zone.get()).getHour()) : OptionalInt.empty();
    }

    /**
     * Tells whether a person did this or was the target of it.
     *
     * @param personId anybody
     * @return true if they are the user, or the item of a type whose item can be a person
     */
    public boolean names(String personId) {
        return userId.equals(personId)
                || (type.mayNamePerson() && itemId.isPresent() && itemId.get().equals(personId));
    }

    @Override
    public String toString() {
        return "SignalEvent[%s at %s]".formatted(type.name(), time);
    }
}
