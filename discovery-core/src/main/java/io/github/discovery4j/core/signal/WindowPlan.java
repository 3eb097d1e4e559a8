package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.WindowDefinition.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What has to be kept to answer some windows: their counters, each once however many windows read it. */
final class WindowPlan {

    /** What a counter keeps of an event. */
    enum Measure {
        /** 1. */
        EVENTS,
        /** 1, if there is an amount. */
        AMOUNTS,
        /** The amount, in thousandths. */
        AMOUNT,
        /** 1, under the local hour. */
        HOURS,
        /** The latest time. */
        LAST,
        /** The earliest time. */
        FIRST,
        /** The thing's hash. */
        ITEMS,
        /** The session's hash, if there is an amount. */
        SESSIONS,
        /** Time, direction and the other person's hash. */
        MESSAGES;

        boolean additive() {
            return this == EVENTS || this == AMOUNTS || this == AMOUNT || this == HOURS;
        }
    }

    /**
     * What is kept.
     *
     * @param measure of each event
     * @param types which events
     * @param side for whom
     * @param bucketMillis how long a bucket is; 0 for one that never ends
     * @param buckets how many are kept, the one that has begun included
     * @param group of the types
     */
    record Counter(
            Measure measure, TreeSet<String> types, Side side, long bucketMillis, int buckets, SignalGroup group) {

        /** Returns the bucket of a time; there is nothing before 1970. */
        long bucket(long millis) {
            return bucketMillis == 0 ? 0 : millis / bucketMillis;
        }

        /** Returns the first bucket that still counts. */
        long firstBucket(long now) {
            return bucketMillis == 0 ? 0 : Math.max(0, bucket(now) - buckets + 1);
        }

        /** Returns how far back a value reaches, 0 for all of time. */
        long reach() {
            return bucketMillis * buckets;
        }
    }

    /** Stands for every window, in masks of one bit a window; the last bit stands for all that have none of their own. */
    static final long ALL_WINDOWS = -1L;

    private static final int[] NONE = {};

    private final List<WindowDefinition> definitions;
    private final List<Counter> counters = new ArrayList<>();
    private final int[][] read;
    private final long[] readers;
    private final List<SignalGroup> groups;
    private final int[] groupOf;
    private final Map<String, int[]> byDoer = new HashMap<>();
    private final Map<String, int[]> byTarget = new HashMap<>();

    WindowPlan(List<WindowDefinition> definitions) {
        this.definitions = List.copyOf(definitions);
        read = new int[definitions.size()][];
        for (int i = 0; i < read.length; i++) {
            read[i] = counters(definitions.get(i));
        }
        readers = new long[counters.size()];
        for (int i = 0; i < read.length; i++) {
            for (int counter : read[i]) {
                readers[counter] |= bit(i);
            }
        }
        groups = List.copyOf(
                new LinkedHashSet<>(counters.stream().map(Counter::group).toList()));
        if (groups.size() > Long.SIZE) {
            throw new IllegalArgumentException(
                    "windows must have at most 64 signal groups, had %d; join some".formatted(groups.size()));
        }
        groupOf = counters.stream()
                .mapToInt(counter -> groups.indexOf(counter.group()))
                .toArray();
        for (int i = 0; i < counters.size(); i++) {
            Counter counter = counters.get(i);
            for (String type : counter.types()) {
                boolean both = counter.measure() == Measure.MESSAGES;
                if (both || counter.side() == Side.DOER) {
                    byDoer.merge(type, new int[] {i}, WindowPlan::joined);
                }
                if (both || counter.side() == Side.TARGET) {
                    byTarget.merge(type, new int[] {i}, WindowPlan::joined);
                }
            }
        }
    }

    private static int[] joined(int[] some, int[] more) {
        int[] all = new int[some.length + more.length];
        System.arraycopy(some, 0, all, 0, some.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private int[] counters(WindowDefinition definition) {
        return switch (definition.aggregation()) {
            case Aggregation.Count(Duration span) -> new int[] {spanning(definition, Measure.EVENTS, span)};
            case Aggregation.Sum(Duration span) -> new int[] {spanning(definition, Measure.AMOUNT, span)};
            case Aggregation.Mean(Duration span) ->
                new int[] {spanning(definition, Measure.AMOUNT, span), spanning(definition, Measure.AMOUNTS, span)};
            case Aggregation.PerSession(Duration span) ->
                new int[] {spanning(definition, Measure.AMOUNT, span), spanning(definition, Measure.SESSIONS, span)};
            case Aggregation.Distinct(Duration span) -> new int[] {spanning(definition, Measure.ITEMS, span)};
            case Aggregation.Decayed(Duration halfLife) ->
                new int[] {
                    counter(
                            definition,
                            Measure.EVENTS,
                            halfLife.toMillis() / Aggregation.DECAY_BUCKETS,
                            Aggregation.DECAY_BUCKETS * Aggregation.HALF_LIVES)
                };
            case Aggregation.OnlineHours(Duration halfLife) -> new int[] {hours(definition, halfLife)};
            case Aggregation.PeakHours(Duration halfLife) -> new int[] {hours(definition, halfLife)};
            case Aggregation.Answered(Duration span, Duration within) ->
                // Not cut into buckets: one that is as long as the span, so that nothing older is kept.
                new int[] {counter(definition, Measure.MESSAGES, span.toMillis(), 1)};
            case Aggregation.LastSeen() -> new int[] {counter(definition, Measure.LAST, 0, 1)};
            case Aggregation.AgeDays() -> new int[] {counter(definition, Measure.FIRST, 0, 1)};
        };
    }

    private int spanning(WindowDefinition definition, Measure measure, Duration span) {
        return counter(definition, measure, span.toMillis() / Aggregation.BUCKETS, Aggregation.BUCKETS);
    }

    private int hours(WindowDefinition definition, Duration halfLife) {
        int buckets = Aggregation.DECAY_BUCKETS / 8;
        return counter(definition, Measure.HOURS, halfLife.toMillis() / buckets, buckets * Aggregation.HALF_LIVES);
    }

    private int counter(WindowDefinition definition, Measure measure, long bucketMillis, int buckets) {
        TreeSet<String> types = new TreeSet<>();
        definition.types().forEach(type -> types.add(type.name()));
        Counter wanted = new Counter(measure, types, definition.side(), bucketMillis, buckets, definition.group());
        int known = counters.indexOf(wanted);
        if (known >= 0) {
            return known;
        }
        counters.add(wanted);
        return counters.size() - 1;
    }

    List<WindowDefinition> definitions() {
        return definitions;
    }

    int counterCount() {
        return counters.size();
    }

    Counter counter(int index) {
        return counters.get(index);
    }

    /** Returns the counters that a window reads. */
    int[] read(int definition) {
        return read[definition];
    }

    /** Returns the bit of a window in masks. */
    static long bit(int definition) {
        return 1L << Math.min(definition, Long.SIZE - 1);
    }

    /** Returns the windows that read a counter, as a mask. */
    long readers(int counter) {
        return readers[counter];
    }

    List<SignalGroup> groups() {
        return groups;
    }

    /** Returns the place of a counter's group among the groups. */
    int group(int counter) {
        return groupOf[counter];
    }

    /** Returns the counters of the person who does something. */
    int[] ofDoer(EventType type) {
        return byDoer.getOrDefault(type.name(), NONE);
    }

    /** Returns the counters of the one to whom something is done. */
    int[] ofTarget(EventType type) {
        return byTarget.getOrDefault(type.name(), NONE);
    }

    /** Returns how far back events of others matter to a person, 0 for all of time, -1 for not at all. */
    long targetReach() {
        long reach = -1;
        for (Counter counter : counters) {
            if (counter.side() == Side.TARGET || counter.measure() == Measure.MESSAGES) {
                if (counter.reach() == 0) {
                    return 0;
                }
                reach = Math.max(reach, counter.reach());
            }
        }
        return reach;
    }

    /** Returns what changes whenever state that was kept for other windows cannot be used for these. */
    String fingerprint() {
        return HexFormat.of().formatHex(EventIds.digest("1 " + counters)).substring(0, 32);
    }
}
