package io.github.discovery4j.core.model;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The moment by which work must be done, on a monotonic clock.
 *
 * <p>Long loops check {@link #expired} every few thousand steps and return what they have. <b>Threads:</b> safe.
 */
public final class Deadline {

    private static final Deadline NEVER = new Deadline(() -> 0, Long.MAX_VALUE);

    private final LongSupplier ticker;
    private final long atNanos;

    private Deadline(LongSupplier ticker, long atNanos) {
        this.ticker = ticker;
        this.atNanos = atNanos;
    }

    /**
     * A deadline that never comes.
     *
     * @return the one that never expires
     */
    public static Deadline never() {
        return NEVER;
    }

    /**
     * A deadline some time from now on the system's monotonic clock.
     *
     * @param budget zero or more
     * @return the deadline
     */
    public static Deadline after(Duration budget) {
        return after(budget, System::nanoTime);
    }

    /**
     * A deadline some time from now on a given clock.
     *
     * @param budget zero or more; beyond 292 years it counts as that
     * @param ticker nanoseconds that only grow, such as {@code System::nanoTime}
     * @return the deadline
     */
    public static Deadline after(Duration budget, LongSupplier ticker) {
        if (budget.isNegative()) {
            throw new IllegalArgumentException("budget must not be negative, was " + budget);
        }
        return new Deadline(ticker, ticker.getAsLong() + nanos(budget));
    }

    /**
     * Tells whether the moment has passed.
     *
     * @return true from the deadline on
     */
    public boolean expired() {
        return remainingNanos() <= 0;
    }

    /**
     * Returns the time that is left.
     *
     * @return nanoseconds, zero or negative once expired, {@link Long#MAX_VALUE} for a deadline that never comes
     */
    public long remainingNanos() {
        return this == NEVER ? Long.MAX_VALUE : atNanos - ticker.getAsLong();
    }

    /**
     * Returns this deadline, or an earlier one when the given budget runs out first.
     *
     * @param budget time from now
     * @param ticker the clock of a deadline that has to be made
     * @return the earlier of the two
     */
    public Deadline within(Duration budget, LongSupplier ticker) {
        return remainingNanos() <= nanos(budget) ? this : after(budget, ticker);
    }

    /** Unlike {@link Duration#toNanos}, gives the largest long for what does not fit. */
    private static long nanos(Duration budget) {
        return TimeUnit.NANOSECONDS.convert(budget);
    }
}
