package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import io.github.discovery4j.core.model.SignalGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The features of one entity at one moment.
 *
 * <p>A feature without a value reads as NaN, as no labels or as no vector; so does one that its owner's consent masks: a
 * reader cannot tell them apart. <b>Threads:</b> immutable; a builder belongs to one thread.
 */
public final class FeatureRow {

    private static final float[] NO_VECTOR = new float[0];

    /** Stands for a whole number that was not set. */
    private static final long NO_WHOLE = Long.MIN_VALUE;

    private final FeatureRegistry registry;
    private final float[] numbers;
    private final long[] wholes;
    private final LabelSet[] labels;
    private final float[][] vectors;
    private final String[] texts;
    private final String[] documents;

    private FeatureRow(Builder builder) {
        this.registry = builder.registry;
        this.numbers = builder.numbers.clone();
        this.wholes = builder.wholes.clone();
        this.labels = builder.labels.clone();
        this.vectors = builder.vectors.clone();
        this.texts = builder.texts.clone();
        this.documents = builder.documents.clone();
    }

    /**
     * Starts a row.
     *
     * @param registry declares the features
     * @return a builder without any value
     */
    public static Builder builder(FeatureRegistry registry) {
        return new Builder(registry);
    }

    /**
     * Starts a row that differs from this one.
     *
     * @return a builder with this row's values
     */
    public Builder toBuilder() {
        return new Builder(this);
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
     * Returns a whole number.
     *
     * @param feature a declared whole number
     * @return its value, empty when there is none
     */
    public OptionalLong whole(String feature) {
        long value = wholes[registry.slot(feature, Kind.WHOLE)];
        return value == NO_WHOLE ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * Returns a text.
     *
     * @param feature a declared text
     * @return its value, empty when there is none
     */
    public Optional<String> text(String feature) {
        return present(texts[registry.slot(feature, Kind.TEXT)]);
    }

    /**
     * Returns a JSON document.
     *
     * @param feature a declared document
     * @return its text, empty when there is none
     */
    public Optional<String> json(String feature) {
        return present(documents[registry.slot(feature, Kind.JSON)]);
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /**
     * Returns a value of any kind.
     *
     * @param feature any declared feature
     * @return its value, empty when there is none
     */
    public Optional<FeatureValue> value(String feature) {
        Feature declared = registry.feature(feature);
        if (!has(declared)) {
            return Optional.empty();
        }
        int slot = declared.slot();
        return Optional.of(
                switch (declared.definition().kind()) {
                    case NUMBER -> new FeatureValue.Decimal(numbers[slot]);
                    case WHOLE -> new FeatureValue.Whole(wholes[slot]);
                    case TEXT -> new FeatureValue.Text(texts[slot]);
                    case LABELS -> new FeatureValue.Labels(labels[slot]);
                    case VECTOR -> new FeatureValue.Vector(boxed(vectors[slot]));
                    case JSON -> new FeatureValue.Json(documents[slot]);
                });
    }

    private static List<Float> boxed(float[] vector) {
        List<Float> values = new ArrayList<>(vector.length);
        for (float value : vector) {
            values.add(value);
        }
        return values;
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
            case WHOLE -> wholes[feature.slot()] != NO_WHOLE;
            case TEXT -> !texts[feature.slot()].isEmpty();
            case JSON -> !documents[feature.slot()].isEmpty();
            case LABELS -> !labels[feature.slot()].isEmpty();
            case VECTOR -> vectors[feature.slot()].length > 0;
        };
    }

    /** Returns a value in a form that a person can read. */
    String text(Feature feature) {
        return switch (feature.definition().kind()) {
            case NUMBER -> Float.toString(numbers[feature.slot()]);
            case WHOLE -> Long.toString(wholes[feature.slot()]);
            case TEXT -> texts[feature.slot()];
            case JSON -> documents[feature.slot()];
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
        private final long[] wholes;
        private final LabelSet[] labels;
        private final float[][] vectors;
        private final String[] texts;
        private final String[] documents;

        private Builder(FeatureRegistry registry) {
            this.registry = registry;
            this.numbers = new float[registry.count(Kind.NUMBER)];
            Arrays.fill(numbers, Float.NaN);
            this.wholes = new long[registry.count(Kind.WHOLE)];
            Arrays.fill(wholes, NO_WHOLE);
            this.labels = new LabelSet[registry.count(Kind.LABELS)];
            Arrays.fill(labels, LabelSet.EMPTY);
            this.vectors = new float[registry.count(Kind.VECTOR)][];
            Arrays.fill(vectors, NO_VECTOR);
            this.texts = new String[registry.count(Kind.TEXT)];
            Arrays.fill(texts, "");
            this.documents = new String[registry.count(Kind.JSON)];
            Arrays.fill(documents, "");
        }

        private Builder(FeatureRow row) {
            this.registry = row.registry;
            this.numbers = row.numbers.clone();
            this.wholes = row.wholes.clone();
            this.labels = row.labels.clone();
            this.vectors = row.vectors.clone();
            this.texts = row.texts.clone();
            this.documents = row.documents.clone();
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
                checkBytes(feature, value);
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
         * Sets a whole number.
         *
         * @param feature a declared whole number
         * @param value any but the smallest of 64 bits
         * @return this
         * @throws IllegalArgumentException if the feature is not a declared whole number, or the value is that one
         */
        public Builder whole(String feature, long value) {
            int slot = registry.slot(feature, Kind.WHOLE);
            if (value == NO_WHOLE) {
                throw new IllegalArgumentException(
                        "feature value must be larger than %d (feature \"%s\" of entity \"%s\"); leave out what is not known"
                                .formatted(value, feature, registry.entity()));
            }
            wholes[slot] = value;
            return this;
        }

        /**
         * Sets a text.
         *
         * @param feature a declared text
         * @param value not blank, within the declared bound on its bytes
         * @return this
         * @throws IllegalArgumentException if the feature is not a declared text, or the value blank or too long
         */
        public Builder text(String feature, String value) {
            int slot = registry.slot(feature, Kind.TEXT);
            if (value.isBlank()) {
                throw new IllegalArgumentException(
                        "text must not be blank (feature \"%s\" of entity \"%s\"); leave out what is not known"
                                .formatted(feature, registry.entity()));
            }
            checkBytes(feature, value);
            texts[slot] = value;
            return this;
        }

        /**
         * Sets a JSON document.
         *
         * @param feature a declared document
         * @param value well-formed JSON, within the declared bound on its bytes
         * @return this
         * @throws IllegalArgumentException if the feature is not a declared document, or the value too long or no JSON
         */
        public Builder json(String feature, String value) {
            int slot = registry.slot(feature, Kind.JSON);
            checkBytes(feature, value);
            JsonText.check(value, feature, registry.entity());
            documents[slot] = value;
            return this;
        }

        /**
         * Sets a value of any kind.
         *
         * @param feature any declared feature
         * @param value of its kind
         * @return this
         * @throws IllegalArgumentException if the feature is not declared, or the value is not of its kind
         */
        public Builder value(String feature, FeatureValue value) {
            return switch (value) {
                case FeatureValue.Decimal(float number) -> number(feature, number);
                case FeatureValue.Whole(long number) -> whole(feature, number);
                case FeatureValue.Text(String text) -> text(feature, text);
                case FeatureValue.Labels(Set<String> set) -> labels(feature, set);
                case FeatureValue.Vector(List<Float> vector) -> vector(feature, unboxed(vector));
                case FeatureValue.Json(String text) -> json(feature, text);
            };
        }

        private static float[] unboxed(List<Float> values) {
            float[] vector = new float[values.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = values.get(i);
            }
            return vector;
        }

        private void checkBytes(String feature, String value) {
            int most = registry.definition(feature).maxBytes();
            int bytes = value.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > most) {
                throw new IllegalArgumentException(
                        "value must have at most %d bytes in UTF-8, had %d (feature \"%s\" of entity \"%s\"); shorten it or declare more"
                                .formatted(most, bytes, feature, registry.entity()));
            }
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
                case WHOLE -> wholes[declared.slot()] = NO_WHOLE;
                case TEXT -> texts[declared.slot()] = "";
                case JSON -> documents[declared.slot()] = "";
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
            return new FeatureRow(this);
        }
    }
}
