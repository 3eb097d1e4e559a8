package io.github.discovery4j.core.signal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that was not accepted, as it came.
 *
 * @param id given by the store, 0 before
 * @param reason why
 * @param message the rule and what was seen; it names nobody
 * @param json as it came, cut after {@link DeadLetterStore#MOST_BYTES} bytes
 * @param cut whether something was cut off; it can then be repaired, not replayed
 * @param userId who did it, where that much could be read
 * @param itemId with what or whom, where that much could be read
 * @param first when it was rejected first
 * @param last when it was rejected last
 * @param attempts how often
 */
public record DeadLetter(
        long id,
        Rejection reason,
        String message,
        String json,
        boolean cut,
        Optional<String> userId,
        Optional<String> itemId,
        Instant first,
        Instant last,
        int attempts) {

    static DeadLetter of(
            Reading.Problem problem, byte[] raw, Optional<String> userId, Optional<String> itemId, Instant now) {
        boolean cut = raw.length > DeadLetterStore.MOST_BYTES;
        String json = new String(raw, 0, Math.min(raw.length, DeadLetterStore.MOST_BYTES), StandardCharsets.UTF_8);
        // A database that keeps text may not keep this one character.
        return new DeadLetter(
                0,
                problem.reason(),
                problem.message(),
                json.replace('\0', '\uFFFD'),
                cut,
                kept(userId),
                kept(itemId),
                now,
                now,
                1);
    }

    /** An id that no event may have is not looked for either. */
    private static Optional<String> kept(Optional<String> id) {
        return id.filter(text -> Texts.fault(text, EventLimits.DEFAULT.textLength(), true) == null);
    }

    /**
     * Tells whether the letter names a person: its fields do, or its text holds the id as a whole JSON string, written
     * plainly or escaped.
     *
     * @param personId anybody
     * @return true also for letters that could not be read, and where the id stands in a field that is not read
     */
    public boolean names(String personId) {
        return userId.filter(personId::equals).isPresent()
                || itemId.filter(personId::equals).isPresent()
                || JsonIds.holds(json, personId);
    }

    /**
     * Returns the letter as a store keeps it.
     *
     * @param given by the store
     * @return the letter with that id
     */
    public DeadLetter withId(long given) {
        return new DeadLetter(given, reason, message, json, cut, userId, itemId, first, last, attempts);
    }

    DeadLetter repaired(String text) {
        return new DeadLetter(
                id, reason, message, text, false, Optional.empty(), Optional.empty(), first, last, attempts);
    }

    DeadLetter failedAgain(Rejection why, String what, Instant when) {
        return new DeadLetter(id, why, what, json, cut, userId, itemId, first, when, attempts + 1);
    }

    @Override
    public String toString() {
        return "DeadLetter[%d, %s]".formatted(id, reason);
    }
}
