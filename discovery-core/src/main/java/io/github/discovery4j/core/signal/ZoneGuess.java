package io.github.discovery4j.core.signal;

import java.time.ZoneId;

/**
 * Where on the clock a person lives, and how that is known.
 *
 * @param zone a zone, or an offset where no more is known
 * @param method how it was found
 * @param confidence in [0, 1], see {@link Method}
 */
public record ZoneGuess(ZoneId zone, Method method, double confidence) {

    /** How a zone is found, best first. */
    public enum Method {
        /** The offset that the person's device wrote with the time, other than UTC's: 0.95. */
        OFFSET,
        /** The only zone of the country in the person's locale: 0.8. People travel, and keep their locale. */
        LOCALE,
        /**
         * The quietest six hours of the day are taken for 1 to 7 o'clock. Needs 100 events; the confidence is how much
         * quieter those hours are than the day's mean, at most 0.7.
         */
        ACTIVITY
    }
}
