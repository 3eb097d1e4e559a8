package io.github.discovery4j.core.job;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a job is due: a lambda will do, such as one that reads a cron expression.
 *
 * <p><b>Threads:</b> safe.
 */
@FunctionalInterface
public interface Cadence {

    /**
     * Returns when the job is due next.
     *
     * @param last when it was last begun as planned
     * @return later than that; the same each time that it is asked
     */
    Instant next(Instant last);

    /**
     * Returns when a job is due that has never been begun.
     *
     * @param now the present
     * @return the next planned moment unless said otherwise
     */
    default Instant first(Instant now) {
        return next(now);
    }

    /**
     * Due a fixed time after it was last begun; at once when it never was.
     *
     * @param interval more than zero
     * @return the cadence
     */
    static Cadence every(Duration interval) {
        return every(interval, Duration.ZERO);
    }

    /**
     * Due a fixed time after it was last begun, and up to some more, so that many processes do not begin at once.
     *
     * @param interval more than zero
     * @param jitter zero or more: added in part, anew each time
     * @return the cadence
     */
    static Cadence every(Duration interval, Duration jitter) {
        return every(interval, jitter, ThreadLocalRandom.current().nextLong());
    }

    /**
     * Due a fixed time after it was last begun, and up to some more that the seed decides.
     *
     * @param interval more than zero
     * @param jitter zero or more
     * @param seed which part of the jitter is added after each beginning
     * @return the cadence
     */
    static Cadence every(Duration interval, Duration jitter, long seed) {
        if (interval.isNegative() || interval.isZero() || jitter.isNegative()) {
            throw new IllegalArgumentException("interval must be more than zero and jitter zero or more, were %s and %s"
                    .formatted(interval, jitter));
        }
        return new Cadence() {
            @Override
            public Instant next(Instant last) {
                return last.plus(interval).plus(part(last));
            }

            @Override
            public Instant first(Instant now) {
                return now.plus(part(now));
            }

            private Duration part(Instant last) {
                long most = jitter.toMillis();
                return most == 0
                        ? Duration.ZERO
                        : Duration.ofMillis(new SplittableRandom(seed ^ last.toEpochMilli()).nextLong(most + 1));
            }
        };
    }

    /**
     * Due each day at a time of the clock on the wall. Where the clocks skip that time, it is due as much later as they
     * skip; where they show it twice, the first time only.
     *
     * @param time such as 02:30
     * @param zone whose clocks
     * @return the cadence
     */
    static Cadence dailyAt(LocalTime time, ZoneId zone) {
        return on(EnumSet.allOf(DayOfWeek.class), time, zone);
    }

    /**
     * Due each week on a day at a time of the clock on the wall, as {@link #dailyAt}.
     *
     * @param day the day
     * @param time such as 02:30
     * @param zone whose clocks
     * @return the cadence
     */
    static Cadence weeklyOn(DayOfWeek day, LocalTime time, ZoneId zone) {
        return on(EnumSet.of(day), time, zone);
    }

    private static Cadence on(EnumSet<DayOfWeek> days, LocalTime time, ZoneId zone) {
        return last -> {
            LocalDate date = last.atZone(zone).toLocalDate();
            while (true) {
                Instant due = date.atTime(time).atZone(zone).toInstant();
                if (days.contains(date.getDayOfWeek()) && due.isAfter(last)) {
                    return due;
                }
                date = date.plusDays(1);
            }
        };
    }
}
