package io.github.discovery4j.core.observe;

import io.github.discovery4j.core.observe.Meter.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A limit on a meter's figures.
 *
 * {@snippet :
 * Threshold slow = Threshold.above(Meters.SLATE_LATENCY, 120)
 *         .percentile(0.95)
 *         .over(Duration.ofMinutes(5))
 *         .minimumSamples(100)
 *         .recoversAt(100);
 * }
 *
 * <p>Unless said otherwise a timer is judged by its mean, a counter by its sum and a gauge by its last value, over
 * {@link #DEFAULT_WINDOW}, from the first sample on, and recovery has the same limit.
 *
 * <p>A percentile is that of the nearest rank: the smallest sample that at least this share of the samples does not exceed.
 * Whether it lies beyond the limit is exact, since only samples on either side of the limit have to be counted.
 *
 * @param meter whose figures
 * @param direction which side of the limit is trouble
 * @param limit in the meter's unit
 * @param recovery the limit that the figure has to come back to
 * @param statistic what is compared
 * @param percentile in (0, 1]; 1 unless the statistic is a percentile
 * @param window how far back samples count; they leave it in steps of a twelfth
 * @param minimumSamples fewer in the window decide nothing
 * @param tags the value that a sample's tag must have, by key; empty for all series together
 */
public record Threshold(
        Meter meter,
        Direction direction,
        double limit,
        double recovery,
        Statistic statistic,
        double percentile,
        Duration window,
        int minimumSamples,
        Map<String, String> tags) {

    /** How far back samples count unless said otherwise. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    /** Which side of the limit is trouble. */
    public enum Direction {
        /** More than the limit. */
        ABOVE,
        /** Less than the limit. */
        BELOW
    }

    /** What is compared with the limit. */
    public enum Statistic {
        /** The samples' mean over the window. */
        MEAN,
        /** Their sum over the window: for counters. */
        SUM,
        /** The last sample. */
        LAST,
        /** A percentile of the samples of the window. */
        PERCENTILE
    }

    /**
     * Checks the figures and copies the tags.
     *
     * @throws IllegalArgumentException if a limit is not finite, recovery lies beyond the limit, percentile, window or
     *     samples are out of range, or the meter does not have a tag
     */
    public Threshold {
        tags = Map.copyOf(tags);
        if (!Double.isFinite(limit) || !Double.isFinite(recovery)) {
            throw new IllegalArgumentException(
                    "limits must be finite, were %s and %s (%s)".formatted(limit, recovery, meter.name()));
        }
        if (direction == Direction.ABOVE ? recovery > limit : recovery < limit) {
            throw new IllegalArgumentException(
                    "recovery must not lie beyond the limit %s, was %s (%s); a crossing would never end"
                            .formatted(limit, recovery, meter.name()));
        }
        if (!(percentile > 0 && percentile <= 1)) {
            throw new IllegalArgumentException(
                    "a percentile must be in (0, 1], was %s (%s); 0.95 is usual".formatted(percentile, meter.name()));
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException(
                    "a window must be from a second to a year, was %s (%s)".formatted(window, meter.name()));
        }
        if (minimumSamples < 1) {
            throw new IllegalArgumentException(
                    "minimum samples must be 1 or more, was %d (%s)".formatted(minimumSamples, meter.name()));
        }
        for (String key : tags.keySet()) {
            if (!meter.tags().contains(key)) {
                throw new IllegalArgumentException(
                        "meter \"%s\" has no tag \"%s\"; it has %s".formatted(meter.name(), key, meter.tags()));
            }
        }
    }

    /**
     * Starts a threshold that is crossed by more than a limit.
     *
     * @param meter whose figures
     * @param limit in its unit; finite
     * @return with the defaults
     */
    public static Threshold above(Meter meter, double limit) {
        return of(meter, Direction.ABOVE, limit);
    }

    /**
     * Starts a threshold that is crossed by less than a limit.
     *
     * @param meter whose figures
     * @param limit in its unit; finite
     * @return with the defaults
     */
    public static Threshold below(Meter meter, double limit) {
        return of(meter, Direction.BELOW, limit);
    }

    private static Threshold of(Meter meter, Direction direction, double limit) {
        Statistic usual = switch (meter.kind()) {
            case TIMER -> Statistic.MEAN;
            case COUNTER -> Statistic.SUM;
            case GAUGE -> Statistic.LAST;
        };
        return new Threshold(meter, direction, limit, limit, usual, 1, DEFAULT_WINDOW, 1, Map.of());
    }

    /**
     * Compares a percentile.
     *
     * @param share in (0, 1], such as 0.95
     * @return this threshold for it
     */
    public Threshold percentile(double share) {
        return new Threshold(
                meter, direction, limit, recovery, Statistic.PERCENTILE, share, window, minimumSamples, tags);
    }

    /**
     * Compares the mean.
     *
     * @return this threshold for it
     */
    public Threshold mean() {
        return new Threshold(meter, direction, limit, recovery, Statistic.MEAN, 1, window, minimumSamples, tags);
    }

    /**
     * Sets how far back samples count.
     *
     * @param length from a second to a year
     * @return this threshold with it
     */
    public Threshold over(Duration length) {
        return new Threshold(meter, direction, limit, recovery, statistic, percentile, length, minimumSamples, tags);
    }

    /**
     * Sets how many samples the window must hold for a decision, on the way back too.
     *
     * @param count 1 or more
     * @return this threshold with it
     */
    public Threshold minimumSamples(int count) {
        return new Threshold(meter, direction, limit, recovery, statistic, percentile, window, count, tags);
    }

    /**
     * Sets the limit that the figure has to come back to, so that one that hovers around the limit is not told of again and
     * again.
     *
     * @param value finite, not beyond the limit
     * @return this threshold with it
     */
    public Threshold recoversAt(double value) {
        return new Threshold(meter, direction, limit, value, statistic, percentile, window, minimumSamples, tags);
    }

    /**
     * Counts only samples of some series.
     *
     * @param tag a tag of the meter
     * @param value which it must have
     * @return this threshold for them
     */
    public Threshold where(String tag, String value) {
        Map<String, String> more = new TreeMap<>(tags);
        more.put(tag, value);
        return new Threshold(meter, direction, limit, recovery, statistic, percentile, window, minimumSamples, more);
    }

    /** Tells whether a counter is meant, whose window counts as 0 while nothing is added. */
    boolean sumsCounter() {
        return statistic == Statistic.SUM && meter.kind() == Kind.COUNTER;
    }

    /** Tells whether a value lies on the wrong side of a limit. */
    boolean beyond(double value, double ofLimit) {
        return direction == Direction.ABOVE ? value > ofLimit : value < ofLimit;
    }
}
