package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;

/**
 * Declares one feature of an entity: what it is called, what it holds, whose consent covers it and who may hear of it.
 *
 * @param name unique within a registry, such as {@code interests}
 * @param kind what a value is
 * @param dimension how many numbers a value has: 1 for a number, 0 for labels, d for a vector
 * @param group the signal group that the value belongs to
 * @param visibility the widest audience that may be told about it; an owner may narrow it
 */
public record FeatureDefinition(String name, Kind kind, int dimension, SignalGroup group, Visibility visibility) {

    /** What a value is. */
    public enum Kind {
        /** One finite float32. */
        NUMBER,
        /** A set of strings: interests, languages, a community. */
        LABELS,
        /** A fixed number of finite float32 values. */
        VECTOR
    }

    /** Checks the name and the dimension. */
    public FeatureDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("feature name must not be blank, was \"" + name + "\"");
        }
        boolean fits = switch (kind) {
            case NUMBER -> dimension == 1;
            case LABELS -> dimension == 0;
            case VECTOR -> dimension >= 1;
        };
        if (!fits) {
            throw new IllegalArgumentException(
                    "dimension must be 1 for a number, 0 for labels and 1 or more for a vector, was %d (feature \"%s\", %s)"
                            .formatted(dimension, name, kind));
        }
    }

    /**
     * A number that everyone may be told about.
     *
     * @param name unique within a registry
     * @param group the signal group
     * @return the definition
     */
    public static FeatureDefinition number(String name, SignalGroup group) {
        return new FeatureDefinition(name, Kind.NUMBER, 1, group, Visibility.PUBLIC);
    }

    /**
     * A set of labels that everyone may be told about.
     *
     * @param name unique within a registry
     * @param group the signal group
     * @return the definition
     */
    public static FeatureDefinition labels(String name, SignalGroup group) {
        return new FeatureDefinition(name, Kind.LABELS, 0, group, Visibility.PUBLIC);
    }

    /**
     * A vector that everyone may be told about.
     *
     * @param name unique within a registry
     * @param dimension how many values, 1 or more
     * @param group the signal group
     * @return the definition
     */
    public static FeatureDefinition vector(String name, int dimension, SignalGroup group) {
        return new FeatureDefinition(name, Kind.VECTOR, dimension, group, Visibility.PUBLIC);
    }

    /**
     * Returns this definition with another visibility.
     *
     * @param other the widest audience
     * @return the definition
     */
    public FeatureDefinition visibleTo(Visibility other) {
        return new FeatureDefinition(name, kind, dimension, group, other);
    }
}
