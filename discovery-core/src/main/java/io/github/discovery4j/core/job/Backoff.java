package io.github.discovery4j.core.job;

import java.time.Duration;

/**
 * How long to wait after failures: {@code first} after one, twice as long after each further one, {@code most} at most.
 *
 * @param first more than zero
 * @param most not less
 */
public record Backoff(Duration first, Duration most) {

    /** One minute, two, four, and so on to an hour. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1));

    private static final int MOST_DOUBLINGS = 30;

    /** Checks the bounds. */
    public Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off must have 0 < first <= most, had %s and %s".formatted(first, most));
        }
    }

    /**
     * Returns how long to wait.
     *
     * @param failuresInARow 1 or more
     * @return from the end of the last failure
     */
    public Duration after(int failuresInARow) {
        Duration wait = first.multipliedBy(1L << Math.min(failuresInARow - 1, MOST_DOUBLINGS));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
