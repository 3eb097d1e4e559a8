package io.github.discovery4j.core.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How large, how old and how far ahead events may be.
 *
 * @param documentBytes the longest document, of one event or many
 * @param textLength the longest text in an event, in UTF-16 units
 * @param idLength the longest id, label or locale, in UTF-16 units
 * @param nesting how deep objects and arrays that are not read may nest
 * @param clockSkew how far a device's clock may be ahead
 * @param earliest before this there were no events
 * @param retention how old an event may be; empty for no bound
 */
public record EventLimits(
        int documentBytes,
        int textLength,
        int idLength,
        int nesting,
        Duration clockSkew,
        Instant earliest,
        Optional<Duration> retention) {

    /** 1 MiB a document, 4096 a text, 256 an id, 16 levels, 5 minutes ahead, since 2000, of any age. */
    public static final EventLimits DEFAULT = new EventLimits(
            1 << 20, 4096, 256, 16, Duration.ofMinutes(5), Instant.parse("2000-01-01T00:00:00Z"), Optional.empty());

    /** Checks the bounds. */
    public EventLimits {
        if (documentBytes < 1 || textLength < 1 || idLength < 1 || nesting < 1 || clockSkew.isNegative()) {
            throw new IllegalArgumentException(
                    "event limits must be positive, were %d bytes, %d and %d characters, %d levels, skew %s"
                            .formatted(documentBytes, textLength, idLength, nesting, clockSkew));
        }
    }

    /**
     * Returns these limits with another age.
     *
     * @param age how old an event may be
     * @return the limits
     */
    public EventLimits keeping(Duration age) {
        return new EventLimits(documentBytes, textLength, idLength, nesting, clockSkew, earliest, Optional.of(age));
    }
}
