package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import java.time.Duration;

/**
 * What a window says of its events.
 *
 * <p>A <em>span</em> is cut into {@value #BUCKETS} buckets that begin at multiples of their length since 1970. The window is
 * the last {@value #BUCKETS} of them, the one that has begun included: it covers between 23/24 of the span and all of it. A
 * <em>half-life</em> has {@value #DECAY_BUCKETS} buckets; an event counts 1 in its own, half as much after a half-life, and
 * nothing after {@value #HALF_LIVES} (less than 0.4 %). An event whose time is ahead of the clock counts at once.
 *
 * <p>Amounts are taken to the thousandth of their unit, so that a sum does not depend on the order of arrival.
 */
public sealed interface Aggregation {

    /** How many buckets a span has. */
    int BUCKETS = 24;

    /** How many buckets a half-life has. */
    int DECAY_BUCKETS = 32;

    /** After how many half-lives an event no longer counts. */
    int HALF_LIVES = 8;

    /** How many things or sessions of one bucket are counted exactly; more are estimated, within 9 % two times of three. */
    int EXACT_DISTINCT = 128;

    /** How many messages, sent and received together, {@link Answered} looks at: a person's newest. */
    int MESSAGES = 512;

    /** {@return what kind of feature the value is} */
    default Kind kind() {
        return Kind.NUMBER;
    }

    /**
     * How many events there were.
     *
     * @param span how far back
     */
    record Count(Duration span) implements Aggregation {
        /** Checks the span. */
        public Count {
            requireSpan(span);
        }
    }

    /**
     * The sum of the events' amounts.
     *
     * @param span how far back
     */
    record Sum(Duration span) implements Aggregation {
        /** Checks the span. */
        public Sum {
            requireSpan(span);
        }
    }

    /**
     * The mean of the events' amounts; events without one do not count.
     *
     * @param span how far back
     */
    record Mean(Duration span) implements Aggregation {
        /** Checks the span. */
        public Mean {
            requireSpan(span);
        }
    }

    /**
     * The sum of the amounts divided by the number of sessions in which there were any. A session across the window's edge
     * counts with what lies inside.
     *
     * @param span how far back
     */
    record PerSession(Duration span) implements Aggregation {
        /** Checks the span. */
        public PerSession {
            requireSpan(span);
        }
    }

    /**
     * With how many different things or people.
     *
     * @param span how far back
     */
    record Distinct(Duration span) implements Aggregation {
        /** Checks the span. */
        public Distinct {
            requireSpan(span);
        }
    }

    /**
     * How many events there were, old ones counting less.
     *
     * @param halfLife after which an event counts half
     */
    record Decayed(Duration halfLife) implements Aggregation {
        /** Checks the half-life. */
        public Decayed {
            requireSpan(halfLife);
        }
    }

    /**
     * The share of the events in each hour of the person's day, 24 numbers that add up to 1, old events counting less. Events
     * of a time at which the person's zone was unknown do not count. It is cut into an eighth of the buckets of
     * {@link Decayed}.
     *
     * @param halfLife after which an event counts half
     */
    record OnlineHours(Duration halfLife) implements Aggregation {
        /** Checks the half-life. */
        public OnlineHours {
            requireSpan(halfLife);
        }

        @Override
        public Kind kind() {
            return Kind.VECTOR;
        }
    }

    /**
     * The fewest hours of the person's day that hold half of what {@link OnlineHours} counts, as labels {@code 00} to
     * {@code 23}; of equally busy hours the earlier one.
     *
     * @param halfLife after which an event counts half
     */
    record PeakHours(Duration halfLife) implements Aggregation {
        /** Checks the half-life. */
        public PeakHours {
            requireSpan(halfLife);
        }

        @Override
        public Kind kind() {
            return Kind.LABELS;
        }
    }

    /**
     * The share of received messages that were answered: the person sent one to the same sender at the same time or up to
     * {@code within} later. A message that is neither answered nor older than {@code within} does not count yet. Looks at the
     * person's {@value #MESSAGES} newest messages; two between the same people in the same millisecond are one.
     *
     * @param span how far back, not cut into buckets
     * @param within how much time there is to answer
     */
    record Answered(Duration span, Duration within) implements Aggregation {
        /** Checks both. */
        public Answered {
            requireSpan(span);
            requireSpan(within);
        }
    }

    /** When the last event was, in seconds since 1970. */
    record LastSeen() implements Aggregation {
        @Override
        public Kind kind() {
            return Kind.WHOLE;
        }
    }

    /** How many whole days ago the first event was. */
    record AgeDays() implements Aggregation {
        @Override
        public Kind kind() {
            return Kind.WHOLE;
        }
    }

    private static void requireSpan(Duration span) {
        if (span.compareTo(Duration.ofSeconds(24)) < 0 || span.compareTo(Duration.ofDays(3650)) > 0) {
            throw new IllegalArgumentException(
                    "span or half-life must be from 24 seconds to 3650 days, was %s".formatted(span));
        }
    }
}
