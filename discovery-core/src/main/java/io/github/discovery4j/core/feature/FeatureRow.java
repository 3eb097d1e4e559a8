package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;

/**
 * The features of one entity at one moment.
 *
 * <p>A feature without a value reads as NaN, as no labels or as no vector; so does one that its owner's consent masks: a
 * reader cannot tell them apart. <b>Threads:</b> immutable; a builder belongs to one thread.
 */
public final class FeatureRow {

    private static final float[] NO_VECTOR = new float[0];

    private final FeatureRegistry registry;
    private final float[] numbers;
    private final LabelSet[] labels;
    private final float[][] vectors;

    private FeatureRow(FeatureRegistry registry, float[] numbers, LabelSet[] labels, float[][] vectors) {
        this.registry = registry;
        this.numbers = numbers;
        this.labels = labels;
        this.vectors = vectors;
    }

    /**
     * Starts a row.
     *
     * @param registry declares the features
     * @return a builder without any value
     */
    public static Builder builder(FeatureRegistry registry) {
        float[] numbers = new float[registry.count(Kind.NUMBER)];
        Arrays.fill(numbers, Float.NaN);
        LabelSet[] labels = new LabelSet[registry.count(Kind.LABELS)];
        Arrays.fill(labels, LabelSet.EMPTY);
        float[][] vectors = new float[registry.count(Kind.VECTOR)][];
        Arrays.fill(vectors, NO_VECTOR);
        return new Builder(registry, numbers, labels, vectors);
    }

    /**
     * Starts a row that differs from this one.
     *
     * @return a builder with this row's values
     */
    public Builder toBuilder() {
        return new Builder(registry, numbers.clone(), labels.clone(), vectors.clone());
    }

    /**
     * Returns a number.
     *
     * @param feature a declared number
     * @return its value, NaN when there is none
     */
    public float number(String feature) {
        return number(registry.slot(feature, Kind.NUMBER));
    }

    /**
     * Returns a set of labels.
     *
     * @param feature declared labels
     * @return immutable, in code-point order; empty when there are none
     */
    public Set<String> labels(String feature) {
        return labels(registry.slot(feature, Kind.LABELS));
    }

    /**
     * Copies a vector, if there is one.
     *
     * @param feature a declared vector
     * @param destination receives its values from {@code offset} on; untouched when there is none
     * @param offset where to write first
     * @return whether there was a vector
     */
    public boolean readVector(String feature, float[] destination, int offset) {
        float[] vector = vector(registry.slot(feature, Kind.VECTOR));
        System.arraycopy(vector, 0, destination, offset, vector.length);
        return vector.length > 0;
    }

    /**
     * Returns what declares the features.
     *
     * @return the registry
     */
    public FeatureRegistry registry() {
        return registry;
    }

    float number(int slot) {
        return numbers[slot];
    }

    LabelSet labels(int slot) {
        return labels[slot];
    }

    /** Returns the row's own array, of length 0 when there is no vector; not to be written. */
    float[] vector(int slot) {
        return vectors[slot];
    }

    boolean has(Feature feature) {
        return switch (feature.definition().kind()) {
            case NUMBER -> !Float.isNaN(numbers[feature.slot()]);
            case LABELS -> !labels[feature.slot()].isEmpty();
            case VECTOR -> vectors[feature.slot()].length > 0;
        };
    }

    /** Returns a value in a form that a person can read. */
    String text(Feature feature) {
        return switch (feature.definition().kind()) {
            case NUMBER -> Float.toString(numbers[feature.slot()]);
            case LABELS -> labels[feature.slot()].toString();
            case VECTOR -> Arrays.toString(vectors[feature.slot()]);
        };
    }

    /** Returns this row without the values of a group. */
    FeatureRow without(SignalGroup group) {
        Builder builder = toBuilder();
        for (FeatureDefinition definition : registry.definitions()) {
            if (definition.group().equals(group)) {
                builder.without(definition.name());
            }
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return "FeatureRow[" + registry.entity() + "]";
    }

    /** Collects the values of a row. */
    public static final class Builder {
        private final FeatureRegistry registry;
        private final float[] numbers;
        private final LabelSet[] labels;
        private final float[][] vectors;

        private Builder(FeatureRegistry registry, float[] numbers, LabelSet[] labels, float[][] vectors) {
            this.registry = registry;
            this.numbers = numbers;
            this.labels = labels;
            this.vectors = vectors;
        }

        /**
         * Sets a number.
         *
         * @param feature a declared number
         * @param value finite
         * @return this
         * @throws IllegalArgumentException if the feature is not a declared number, or the value not finite
         */
        public Builder number(String feature, float value) {
            int slot = registry.slot(feature, Kind.NUMBER);
            checkFinite(feature, value);
            numbers[slot] = value;
            return this;
        }

        /**
         * Sets labels, instead of those that were set before.
         *
         * @param feature declared labels
         * @param values none blank; repeated ones count once; none at all is the same as not set
         * @return this
         * @throws IllegalArgumentException if the features are not declared labels, or a label is blank
         */
        public Builder labels(String feature, Collection<String> values) {
            int slot = registry.slot(feature, Kind.LABELS);
            for (String value : values) {
                if (value.isBlank()) {
                    throw new IllegalArgumentException(
                            "label must not be blank, was \"%s\" (feature \"%s\" of entity \"%s\"); leave it out"
                                    .formatted(value, feature, registry.entity()));
                }
            }
            labels[slot] = LabelSet.of(values);
            return this;
        }

        /**
         * Sets a vector.
         *
         * @param feature a declared vector
         * @param values as many as were declared, finite; copied
         * @return this
         * @throws IllegalArgumentException if the feature is not a declared vector, the dimension differs, or a value is
         *     not finite
         */
        public Builder vector(String feature, float[] values) {
            int slot = registry.slot(feature, Kind.VECTOR);
            int dimension = registry.definition(feature).dimension();
            if (values.length != dimension) {
                throw new IllegalArgumentException(
                        "vector must have the declared dimension %d, had %d (feature \"%s\" of entity \"%s\")"
                                .formatted(dimension, values.length, feature, registry.entity()));
            }
            float[] copy = values.clone();
            for (float value : copy) {
                checkFinite(feature, value);
            }
            vectors[slot] = copy;
            return this;
        }

        /**
         * Takes a value out.
         *
         * @param feature any declared feature
         * @return this
         */
        public Builder without(String feature) {
            Feature declared = registry.feature(feature);
            switch (declared.definition().kind()) {
                case NUMBER -> numbers[declared.slot()] = Float.NaN;
                case LABELS -> labels[declared.slot()] = LabelSet.EMPTY;
                case VECTOR -> vectors[declared.slot()] = NO_VECTOR;
            }
            return this;
        }

        private void checkFinite(String feature, float value) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "feature value must be finite, was %s (feature \"%s\" of entity \"%s\"); leave out what is not known"
                                .formatted(value, feature, registry.entity()));
            }
        }

        /**
         * Finishes the row.
         *
         * @return the row; this builder may go on
         */
        public FeatureRow build() {
            return new FeatureRow(registry, numbers.clone(), labels.clone(), vectors.clone());
        }
    }
}
