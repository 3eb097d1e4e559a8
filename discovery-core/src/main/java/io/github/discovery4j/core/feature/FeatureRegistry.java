package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.model.SignalGroup;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All features of one kind of entity, declared before the first value is stored.
 *
 * <p>A look-up of a name that was not declared is refused with the list of what exists. <b>Threads:</b> immutable.
 */
public final class FeatureRegistry {

    /**
     * A definition and the place of its values in a row.
     *
     * @param definition what was declared
     * @param slot the place among the features of the same kind
     * @param index the place among all features
     * @param group the place of its signal group among the registry's groups
     */
    record Feature(FeatureDefinition definition, int slot, int index, int group) {}

    /** Masks of groups are 64 bits wide. */
    private static final int MOST_GROUPS = 64;

    private static final Duration LONGEST = Duration.ofDays(100_000_000);

    private final String entity;
    private final List<FeatureDefinition> definitions;
    private final Map<String, Feature> features = new LinkedHashMap<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<SignalGroup> groups;
    private final Feature[] byIndex;
    private final long[] timesToLive;
    private final int[] expiring;

    private FeatureRegistry(String entity, List<FeatureDefinition> definitions) {
        this.entity = entity;
        this.definitions = List.copyOf(definitions);
        Set<SignalGroup> distinctGroups = new LinkedHashSet<>();
        for (FeatureDefinition definition : definitions) {
            distinctGroups.add(definition.group());
        }
        this.groups = List.copyOf(distinctGroups);
        if (groups.size() > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    "features of an entity must have at most %d signal groups, had %d (entity \"%s\"); join some"
                            .formatted(MOST_GROUPS, groups.size(), entity));
        }
        for (FeatureDefinition definition : definitions) {
            int slot = count(definition.kind());
            Feature feature = new Feature(definition, slot, features.size(), groups.indexOf(definition.group()));
            if (features.put(definition.name(), feature) != null) {
                throw new IllegalArgumentException(
                        "features of an entity must have different names, \"%s\" stands twice (entity \"%s\"); rename one"
                                .formatted(definition.name(), entity));
            }
            counts.put(definition.kind(), slot + 1);
        }
        this.byIndex = features.values().toArray(Feature[]::new);
        this.timesToLive = definitions.stream()
                .mapToLong(definition ->
                        definition.timeToLive().map(FeatureRegistry::millis).orElse(0L))
                .toArray();
        this.expiring = IntStream.range(0, timesToLive.length)
                .filter(i -> timesToLive[i] > 0)
                .toArray();
    }

    /** Returns a duration in milliseconds, at least 1; an age that no clock reaches stands for all longer ones. */
    private static long millis(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : Math.max(1, duration.toMillis());
    }

    /**
     * Declares the features of an entity.
     *
     * @param entity what has them, such as {@code person}; errors and audits name it
     * @param definitions none or more
     * @return the registry
     * @throws IllegalArgumentException if two definitions share a name
     */
    public static FeatureRegistry of(String entity, List<FeatureDefinition> definitions) {
        return new FeatureRegistry(entity, definitions);
    }

    /**
     * Returns what has the features.
     *
     * @return such as {@code person}
     */
    public String entity() {
        return entity;
    }

    /**
     * Returns the definitions in the order in which they were declared.
     *
     * @return none or more
     */
    public List<FeatureDefinition> definitions() {
        return definitions;
    }

    /**
     * Returns a feature's definition.
     *
     * @param name its name
     * @return the definition
     * @throws IllegalArgumentException if there is none of that name; the message lists what exists
     */
    public FeatureDefinition definition(String name) {
        return feature(name).definition();
    }

    /** Returns the distinct signal groups, in the order in which they were first declared. */
    List<SignalGroup> groups() {
        return groups;
    }

    /** Returns how many features of a kind there are: their slots are {@code [0, count)}. */
    int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Returns the features that have a time to live, by index. */
    int[] expiring() {
        return expiring;
    }

    /** Returns when a value of a time expires, the largest number when it never does. */
    long expiry(int index, long at) {
        long ttl = timesToLive[index];
        return ttl == 0 || at > Long.MAX_VALUE - ttl ? Long.MAX_VALUE : at + ttl;
    }

    /** Returns how many features there are. */
    int size() {
        return byIndex.length;
    }

    /** Returns the feature that was declared at a place, counted from 0. */
    Feature feature(int index) {
        return byIndex[index];
    }

    /** Returns a feature of any kind, or refuses the name. */
    Feature feature(String name) {
        Feature feature = features.get(name);
        if (feature == null) {
            throw new IllegalArgumentException("feature \"%s\" is not declared for entity \"%s\"; it has %s"
                    .formatted(name, entity, features.keySet()));
        }
        return feature;
    }

    /** Returns the slot of a feature of a given kind, or refuses the name. */
    int slot(String name, Kind kind) {
        Feature feature = feature(name);
        if (feature.definition().kind() != kind) {
            throw new IllegalArgumentException(
                    "feature \"%s\" must be of kind %s to be used so, was %s (entity \"%s\"); of that kind it has %s"
                            .formatted(name, kind, feature.definition().kind(), entity, names(kind)));
        }
        return feature.slot();
    }

    private List<String> names(Kind kind) {
        return definitions.stream()
                .filter(definition -> definition.kind() == kind)
                .map(FeatureDefinition::name)
                .toList();
    }
}
