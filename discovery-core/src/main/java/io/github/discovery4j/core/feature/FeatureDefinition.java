package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.time.Duration;
import java.util.Optional;

/**
 * Declares one feature of an entity: what it is called, what it holds, for how long, whose consent covers it and who may
 * hear of it.
 *
 * @param name unique within a registry, such as {@code interests}
 * @param kind what a value is
 * @param dimension how many numbers a value has: d for a vector, 1 for a number or a whole number, else 0
 * @param maxBytes how long a text, a label or a document may be in UTF-8; 0 for the kinds that hold numbers
 * @param group the signal group that the value belongs to
 * @param visibility the widest audience that may be told about it; an owner may narrow it
 * @param sayable whether it may be spoken of at all: false for what models and guardrails may use and no reason or page may
 *     show; its owner's own export has it all the same
 * @param timeToLive how old a value may be to be read at all; empty for ever
 * @param freshness how old the newest value should be at most; older ones are read and reported; empty for any age
 * @param defaultValue what a column reads where there is no value; empty for NaN. A value that consent masks has no default
 * @param description what it means, for the people who read the data dictionary; may be empty
 */
public record FeatureDefinition(
        String name,
        Kind kind,
        int dimension,
        int maxBytes,
        SignalGroup group,
        Visibility visibility,
        boolean sayable,
        Optional<Duration> timeToLive,
        Optional<Duration> freshness,
        Optional<FeatureValue> defaultValue,
        String description) {

    /** How long a text or a label may be unless declared otherwise, in bytes of UTF-8. */
    public static final int DEFAULT_MAX_TEXT_BYTES = 1024;

    /** How long a JSON document may be unless declared otherwise, in bytes of UTF-8. */
    public static final int DEFAULT_MAX_JSON_BYTES = 16 * 1024;

    /** What a value is. */
    public enum Kind {
        /** One finite float32. */
        NUMBER,
        /** A whole number of 64 bits. */
        WHOLE,
        /** A string. */
        TEXT,
        /** A set of strings: interests, languages, a community. */
        LABELS,
        /** A fixed number of finite float32 values. */
        VECTOR,
        /** A JSON document of bounded size. */
        JSON;

        private boolean fits(int dimension) {
            return switch (this) {
                case NUMBER, WHOLE -> dimension == 1;
                case TEXT, LABELS, JSON -> dimension == 0;
                case VECTOR -> dimension >= 1;
            };
        }

        private int defaultMaxBytes() {
            return switch (this) {
                case NUMBER, WHOLE, VECTOR -> 0;
                case TEXT, LABELS -> DEFAULT_MAX_TEXT_BYTES;
                case JSON -> DEFAULT_MAX_JSON_BYTES;
            };
        }

        private boolean holds(FeatureValue value, int dimension) {
            return switch (value) {
                case FeatureValue.Decimal decimal -> this == NUMBER;
                case FeatureValue.Whole whole -> this == WHOLE;
                case FeatureValue.Text text -> this == TEXT;
                case FeatureValue.Labels labels -> this == LABELS;
                case FeatureValue.Vector vector ->
                    this == VECTOR && vector.values().size() == dimension;
                case FeatureValue.Json json -> this == JSON;
            };
        }
    }

    /** Checks that all parts fit together. */
    public FeatureDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("feature name must not be blank, was \"" + name + "\"");
        }
        if (!kind.fits(dimension)) {
            throw new IllegalArgumentException(
                    "dimension must be 1 for a number, 1 or more for a vector and 0 for all else, was %d (feature \"%s\", %s)"
                            .formatted(dimension, name, kind));
        }
        if ((kind.defaultMaxBytes() == 0) != (maxBytes == 0) || maxBytes < 0) {
            throw new IllegalArgumentException(
                    "maxBytes must be 0 for numbers and 1 or more for texts, labels and JSON, was %d (feature \"%s\", %s)"
                            .formatted(maxBytes, name, kind));
        }
        visibility.requireNarrowUnless(sayable, name);
        requirePositive("timeToLive", timeToLive, name);
        requirePositive("freshness", freshness, name);
        if (defaultValue.isPresent() && !kind.holds(defaultValue.get(), dimension)) {
            throw new IllegalArgumentException("default must be a value of kind %s, was a %s (feature \"%s\")"
                    .formatted(kind, defaultValue.get().getClass().getSimpleName(), name));
        }
    }

    private static void requirePositive(String what, Optional<Duration> duration, String name) {
        if (duration.isPresent() && !duration.get().isPositive()) {
            throw new IllegalArgumentException(
                    "%s must be more than zero, was %s (feature \"%s\"); leave it out for none"
                            .formatted(what, duration.get(), name));
        }
    }

    private static FeatureDefinition of(String name, Kind kind, int dimension, SignalGroup group) {
        return new FeatureDefinition(
                name,
                kind,
                dimension,
                kind.defaultMaxBytes(),
                group,
                Visibility.PUBLIC,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /**
     * A number that everyone may be told about.
     *
     * @param name unique within a registry
     * @param group the signal group
     * @return the definition
     */
    public static FeatureDefinition number(String name, SignalGroup group) {
        return of(name, Kind.NUMBER, 1, group);
    }

    /**
     * A whole number that everyone may be told about.
     *
     * @param name unique within a registry
     * @param group the signal group
     * @return the definition
     */
    public static FeatureDefinition whole(String name, SignalGroup group) {
        return of(name, Kind.WHOLE, 1, group);
    }

    /**
     * A string that everyone may be told about.
     *
     * @param name unique within a registry
     * @param group the signal group
     * @return the definition
     */
    public static FeatureDefinition text(String name, SignalGroup group) {
        return of(name, Kind.TEXT, 0, group);
    }

    /**
     * A set of labels that everyone may be told about.
     *
     * @param name unique within a registry
     * @param group the signal group
     * @return the definition
     */
    public static FeatureDefinition labels(String name, SignalGroup group) {
        return of(name, Kind.LABELS, 0, group);
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
        return of(name, Kind.VECTOR, dimension, group);
    }

    /**
     * A JSON document that everyone may be told about.
     *
     * @param name unique within a registry
     * @param group the signal group
     * @return the definition
     */
    public static FeatureDefinition json(String name, SignalGroup group) {
        return of(name, Kind.JSON, 0, group);
    }

    /**
     * Returns this definition with another visibility.
     *
     * @param other the widest audience
     * @return the definition
     */
    public FeatureDefinition visibleTo(Visibility other) {
        return new FeatureDefinition(
                name,
                kind,
                dimension,
                maxBytes,
                group,
                other,
                sayable,
                timeToLive,
                freshness,
                defaultValue,
                description);
    }

    /**
     * Returns this definition for models and guardrails alone: no reason ever speaks of it, whoever looks.
     *
     * @return the definition, its visibility the narrowest
     */
    public FeatureDefinition neverSaid() {
        return new FeatureDefinition(
                name,
                kind,
                dimension,
                maxBytes,
                group,
                Visibility.PRIVATE_OPT_IN,
                false,
                timeToLive,
                freshness,
                defaultValue,
                description);
    }

    /**
     * Returns this definition with a bound on the bytes of a text, a label or a document.
     *
     * @param bytes in UTF-8, 1 or more
     * @return the definition
     */
    public FeatureDefinition atMost(int bytes) {
        return new FeatureDefinition(
                name,
                kind,
                dimension,
                bytes,
                group,
                visibility,
                sayable,
                timeToLive,
                freshness,
                defaultValue,
                description);
    }

    /**
     * Returns this definition with a time to live: older values read as absent.
     *
     * @param age more than zero
     * @return the definition
     */
    public FeatureDefinition expiresAfter(Duration age) {
        return new FeatureDefinition(
                name,
                kind,
                dimension,
                maxBytes,
                group,
                visibility,
                sayable,
                Optional.of(age),
                freshness,
                defaultValue,
                description);
    }

    /**
     * Returns this definition with a bound on how old values should be; older ones are read and reported.
     *
     * @param age more than zero
     * @return the definition
     */
    public FeatureDefinition freshWithin(Duration age) {
        return new FeatureDefinition(
                name,
                kind,
                dimension,
                maxBytes,
                group,
                visibility,
                sayable,
                timeToLive,
                Optional.of(age),
                defaultValue,
                description);
    }

    /**
     * Returns this definition with what columns read where there is no value.
     *
     * @param value of the feature's kind
     * @return the definition
     */
    public FeatureDefinition orElse(FeatureValue value) {
        return new FeatureDefinition(
                name,
                kind,
                dimension,
                maxBytes,
                group,
                visibility,
                sayable,
                timeToLive,
                freshness,
                Optional.of(value),
                description);
    }

    /**
     * Returns this definition with a description.
     *
     * @param words what it means
     * @return the definition
     */
    public FeatureDefinition described(String words) {
        return new FeatureDefinition(
                name,
                kind,
                dimension,
                maxBytes,
                group,
                visibility,
                sayable,
                timeToLive,
                freshness,
                defaultValue,
                words);
    }
}
