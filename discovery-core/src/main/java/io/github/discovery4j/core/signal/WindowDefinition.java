package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.Aggregation.Answered;
import io.github.discovery4j.core.signal.Aggregation.Count;
import io.github.discovery4j.core.signal.Aggregation.Decayed;
import io.github.discovery4j.core.signal.Aggregation.Distinct;
import io.github.discovery4j.core.signal.Aggregation.Mean;
import io.github.discovery4j.core.signal.Aggregation.PerSession;
import io.github.discovery4j.core.signal.Aggregation.Sum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Declares one feature that is kept up to date from events: of which types, and what it says of them.
 *
 * <p>The types are all of one signal group, which becomes the feature's: whoever opts out of it is not counted.
 *
 * @param feature the feature that it feeds
 * @param types which events count, one or more
 * @param side whose feature it is
 * @param aggregation what it says of the events
 * @param scale what a number is multiplied by at the end, such as 0.001 for seconds from milliseconds; 1 for other kinds
 */
public record WindowDefinition(
        String feature, List<EventType> types, Side side, Aggregation aggregation, double scale) {

    private static final double MOST_AMOUNT = 1e9;

    /** Whose window an event counts in. */
    public enum Side {
        /** Of the person who did it. */
        DOER,
        /** Of the thing or person it was done to. */
        TARGET
    }

    /** Checks that all parts fit together. */
    public WindowDefinition {
        types = List.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException(
                    "window must have a type of events, had none (feature \"%s\")".formatted(feature));
        }
        if (types.stream().map(EventType::group).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "types of a window must be of one signal group, were of %s (feature \"%s\"); declare one window a group"
                            .formatted(
                                    types.stream()
                                            .map(EventType::group)
                                            .distinct()
                                            .toList(),
                                    feature));
        }
        if (!Double.isFinite(scale) || (scale != 1 && aggregation.kind() != Kind.NUMBER)) {
            throw new IllegalArgumentException(
                    "scale must be finite, and 1 for what is no number, was %s (feature \"%s\")"
                            .formatted(scale, feature));
        }
        if (aggregation instanceof Sum || aggregation instanceof Mean || aggregation instanceof PerSession) {
            for (EventType type : types) {
                if (type.amount()
                        .filter(amount -> amount.min() >= -MOST_AMOUNT && amount.max() <= MOST_AMOUNT)
                        .isEmpty()) {
                    throw new IllegalArgumentException(
                            "a sum or mean needs types with an amount within a thousand million, \"%s\" is none (feature \"%s\"); count it"
                                    .formatted(type.name(), feature));
                }
            }
        }
        if (aggregation instanceof Answered && side == Side.TARGET) {
            throw new IllegalArgumentException(
                    "answered messages are counted for the person who answers, not for a target (feature \"%s\")"
                            .formatted(feature));
        }
    }

    /**
     * A window over what a person does.
     *
     * @param feature the feature that it feeds
     * @param aggregation what it says of the events
     * @param types which events count, one or more
     * @return the definition
     */
    public static WindowDefinition of(String feature, Aggregation aggregation, EventType... types) {
        return new WindowDefinition(feature, List.of(types), Side.DOER, aggregation, 1);
    }

    /**
     * Returns this window over what is done to a thing or a person.
     *
     * @return the definition
     */
    public WindowDefinition ofTargets() {
        return new WindowDefinition(feature, types, Side.TARGET, aggregation, scale);
    }

    /**
     * Returns this window with another unit.
     *
     * @param factor what the number is multiplied by
     * @return the definition
     */
    public WindowDefinition times(double factor) {
        return new WindowDefinition(feature, types, side, aggregation, factor);
    }

    /** {@return the signal group of its events and of its feature} */
    public SignalGroup group() {
        return types.getFirst().group();
    }

    /**
     * Declares the feature for a registry. A column reads 0 where there is nothing to count.
     *
     * @return everyone may be told about it; narrow it with {@link FeatureDefinition#visibleTo}
     */
    public FeatureDefinition declaration() {
        FeatureDefinition declared = switch (aggregation.kind()) {
            case NUMBER -> FeatureDefinition.number(feature, group());
            case WHOLE -> FeatureDefinition.whole(feature, group());
            case LABELS -> FeatureDefinition.labels(feature, group());
            case VECTOR -> FeatureDefinition.vector(feature, 24, group());
            case TEXT, JSON -> throw new AssertionError("no window gives a text");
        };
        boolean counts = aggregation instanceof Count
                || aggregation instanceof Sum
                || aggregation instanceof Distinct
                || aggregation instanceof Decayed;
        return counts ? declared.orElse(new FeatureValue.Decimal(0)) : declared;
    }

    /**
     * The library's own windows over {@link EventTypes#standard()}: counts of plays, likes, skips, clicks, views, impressions
     * and messages over 1 h, 24 h and 7 days ({@code like_count_24h}), the same decayed by a half-life of 7 days
     * ({@code like_recent}), {@code avg_session_dwell_sec_7d}, {@code distinct_items_7d}, {@code exposures_7d},
     * {@code reply_ratio_30d}, {@code online_hours}, {@code peak_hours}, {@code last_active_sec}, {@code account_age_days}.
     *
     * @return a list to which a host adds its own
     */
    public static List<WindowDefinition> standard() {
        List<WindowDefinition> all = new ArrayList<>();
        for (EventType type : List.of(
                EventTypes.PLAY,
                EventTypes.LIKE,
                EventTypes.SKIP,
                EventTypes.CLICK,
                EventTypes.VIEW,
                EventTypes.IMPRESSION,
                EventTypes.MESSAGE)) {
            all.add(of(type.name() + "_count_1h", new Count(Duration.ofHours(1)), type));
            all.add(of(type.name() + "_count_24h", new Count(Duration.ofDays(1)), type));
            all.add(of(type.name() + "_count_7d", new Count(Duration.ofDays(7)), type));
            all.add(of(type.name() + "_recent", new Decayed(Duration.ofDays(7)), type));
        }
        EventType[] behaviour = EventTypes.standard().all().stream()
                .filter(type -> type.group().equals(SignalGroup.BEHAVIOUR) && !type.equals(EventTypes.IMPRESSION))
                .toArray(EventType[]::new);
        Duration week = Duration.ofDays(7);
        Duration month = Duration.ofDays(28);
        all.add(of("avg_session_dwell_sec_7d", new PerSession(week), EventTypes.DWELL)
                .times(0.001));
        all.add(of("distinct_items_7d", new Distinct(week), behaviour));
        all.add(of("exposures_7d", new Count(week), EventTypes.IMPRESSION).ofTargets());
        all.add(of("reply_ratio_30d", new Answered(Duration.ofDays(30), Duration.ofDays(1)), EventTypes.MESSAGE));
        all.add(of("online_hours", new Aggregation.OnlineHours(month), behaviour));
        all.add(of("peak_hours", new Aggregation.PeakHours(month), behaviour));
        all.add(of("last_active_sec", new Aggregation.LastSeen(), behaviour));
        all.add(of("account_age_days", new Aggregation.AgeDays(), behaviour));
        return List.copyOf(all);
    }
}
