package io.github.discovery4j.examples.signals;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.ViewColumn;
import io.github.discovery4j.core.signal.Aggregation;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.WindowDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a chain keeps of events: the library's own windows, and what was done to people and works; and the columns that a ranker
 * learns and serves from. <b>Threads:</b> immutable.
 */
public final class SignalFeatures {

    private static final Duration WEEK = Duration.ofDays(7);

    /** A point in time says nothing that would be true again: trees know only what they have seen. */
    private static final Set<String> TIMES = Set.of("last_active_sec");

    private static final Map<String, EventType> RECEIVED = new TreeMap<>(Map.of(
            "likes_received_7d", EventTypes.LIKE,
            "plays_received_7d", EventTypes.PLAY,
            "skips_received_7d", EventTypes.SKIP,
            "views_received_7d", EventTypes.VIEW,
            "swipes_left_received_7d", EventTypes.SWIPE_LEFT,
            "swipes_right_received_7d", EventTypes.SWIPE_RIGHT));

    private static final List<WindowDefinition> WINDOWS = allWindows();
    private static final FeatureRegistry REGISTRY = FeatureRegistry.of(
            "person", WINDOWS.stream().map(WindowDefinition::declaration).toList());
    private static final DeclaredView VIEW = new DeclaredView("signals", "1", REGISTRY, columns());

    private SignalFeatures() {}

    private static List<WindowDefinition> allWindows() {
        List<WindowDefinition> all = new ArrayList<>(WindowDefinition.standard());
        RECEIVED.forEach((name, type) -> all.add(
                WindowDefinition.of(name, new Aggregation.Count(WEEK), type).ofTargets()));
        return List.copyOf(all);
    }

    /** Each number of the viewer and of the one who is shown, and the hours and habits of both. */
    private static List<ViewColumn> columns() {
        List<ViewColumn> columns = new ArrayList<>();
        for (ViewColumn.Kind kind : List.of(ViewColumn.Kind.NUMBER, ViewColumn.Kind.SUBJECT_NUMBER)) {
            REGISTRY.definitions().stream()
                    .filter(feature -> feature.kind() == Kind.NUMBER || feature.kind() == Kind.WHOLE)
                    .filter(feature -> !TIMES.contains(feature.name()))
                    .forEach(feature -> columns.add(ViewColumn.of(kind, feature.name())));
        }
        columns.add(ViewColumn.of(ViewColumn.Kind.COSINE, "online_hours"));
        columns.add(ViewColumn.of(ViewColumn.Kind.JACCARD, "peak_hours"));
        return columns;
    }

    /** Returns the windows that a chain keeps. */
    public static List<WindowDefinition> windows() {
        return WINDOWS;
    }

    /** Returns the features of people and works that they feed. */
    public static FeatureRegistry registry() {
        return REGISTRY;
    }

    /** Returns the columns of a ranker over a chain's features. */
    public static DeclaredView view() {
        return VIEW;
    }
}
