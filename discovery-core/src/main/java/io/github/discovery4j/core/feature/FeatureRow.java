package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The features of one entity at one moment.
 *
 * <p>A feature without a value reads as NaN, as no labels or as no vector; so does one that has expired or that its owner's
 * consent masks: a reader cannot tell them apart. Every value carries the time that it is of, in milliseconds.
 * <b>Threads:</b> immutable; a builder belongs to one thread.
 */
public final class FeatureRow {

    private static final float[] NO_VECTOR = new float[0];

    /** Stands for a whole number that was not set. */
    private static final long NO_WHOLE = Long.MIN_VALUE;

    /** The time of a feature that was never set or taken out. */
    static final long NEVER = Long.MIN_VALUE;

    /** The time of what was set without one: the store gives it its own when the row is put. */
    static final long UNTIMED = Long.MAX_VALUE;

    /** When a row expires of which nothing does. */
    static final long NO_EXPIRY = Long.MAX_VALUE;

    private final FeatureRegistry registry;
    private final float[] numbers;
    private final long[] wholes;
    private final LabelSet[] labels;
    private final float[][] vectors;
    private final String[] texts;
    private final String[] documents;
    private final Times times;
    private final long masked;
    private final long newest;
    private final long expiry;

    /** When each feature was set or taken out; most rows are put at one time and keep a single number. */
    private static final class Times {
        private static final long[] ALL_COMMON = {};

        private final long common;
        private final long[] each;

        private Times(long common, long[] each) {
            this.common = common;
            this.each = each;
        }

        static Times of(long[] each) {
            for (long time : each) {
                if (time != each[0]) {
                    return new Times(NEVER, each.clone());
                }
            }
            return new Times(each.length == 0 ? NEVER : each[0], ALL_COMMON);
        }

        long of(int feature) {
            return each.length == 0 ? common : each[feature];
        }

        long[] toArray(int count) {
            if (each.length > 0) {
                return each.clone();
            }
            long[] all = new long[count];
            Arrays.fill(all, common);
            return all;
        }
    }

    private FeatureRow(Builder builder, Times times) {
        this.registry = builder.registry;
        this.numbers = builder.numbers;
        this.wholes = builder.wholes;
        this.labels = builder.labels;
        this.vectors = builder.vectors;
        this.texts = builder.texts;
        this.documents = builder.documents;
        this.times = times;
        this.masked = 0;
        this.newest = newest();
        this.expiry = earliestExpiry();
    }

    /** Copies what a reader may see: a part that loses nothing is shared. */
    private FeatureRow(FeatureRow row, long mask, long now) {
        this.registry = row.registry;
        float[] seenNumbers = row.numbers;
        long[] seenWholes = row.wholes;
        LabelSet[] seenLabels = row.labels;
        float[][] seenVectors = row.vectors;
        String[] seenTexts = row.texts;
        String[] seenDocuments = row.documents;
        for (int index = 0; index < registry.size(); index++) {
            Feature feature = registry.feature(index);
            if ((mask >>> feature.group() & 1) == 0 && !row.expired(feature, now)) {
                continue;
            }
            int slot = feature.slot();
            switch (feature.definition().kind()) {
                case NUMBER -> {
                    seenNumbers = seenNumbers == row.numbers ? seenNumbers.clone() : seenNumbers;
                    seenNumbers[slot] = Float.NaN;
                }
                case WHOLE -> {
                    seenWholes = seenWholes == row.wholes ? seenWholes.clone() : seenWholes;
                    seenWholes[slot] = NO_WHOLE;
                }
                case TEXT -> {
                    seenTexts = seenTexts == row.texts ? seenTexts.clone() : seenTexts;
                    seenTexts[slot] = "";
                }
                case JSON -> {
                    seenDocuments = seenDocuments == row.documents ? seenDocuments.clone() : seenDocuments;
                    seenDocuments[slot] = "";
                }
                case LABELS -> {
                    seenLabels = seenLabels == row.labels ? seenLabels.clone() : seenLabels;
                    seenLabels[slot] = LabelSet.EMPTY;
                }
                case VECTOR -> {
                    seenVectors = seenVectors == row.vectors ? seenVectors.clone() : seenVectors;
                    seenVectors[slot] = NO_VECTOR;
                }
            }
        }
        this.numbers = seenNumbers;
        this.wholes = seenWholes;
        this.labels = seenLabels;
        this.vectors = seenVectors;
        this.texts = seenTexts;
        this.documents = seenDocuments;
        this.times = row.times;
        this.masked = mask;
        this.newest = row.newest;
        // Nothing reads it: what has expired is out, and a copy is for use at once.
        this.expiry = row.expiry;
    }

    private long newest() {
        long latest = times.common;
        for (long time : times.each) {
            latest = Math.max(latest, time);
        }
        return latest;
    }

    private long earliestExpiry() {
        long earliest = NO_EXPIRY;
        for (int index : registry.expiring()) {
            long at = times.of(index);
            if (at != NEVER && at != UNTIMED && has(registry.feature(index))) {
                earliest = Math.min(earliest, registry.expiry(index, at));
            }
        }
        return earliest;
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

    /**
     * Returns the time that a value is of.
     *
     * @param feature any declared feature
     * @return the time, empty when there is no value or the row was not put into a store yet
     */
    public Optional<Instant> at(String feature) {
        Feature declared = registry.feature(feature);
        long at = time(declared.index());
        return has(declared) && at != UNTIMED ? Optional.of(Instant.ofEpochMilli(at)) : Optional.empty();
    }

    /** Returns when a feature was set or taken out: {@link #NEVER} and {@link #UNTIMED} are no times. */
    long time(int feature) {
        return times.of(feature);
    }

    /** Returns the latest of all times, {@link #NEVER} when there is none. */
    long newestTime() {
        return newest;
    }

    /** Returns when the first of the values expires, {@link #NO_EXPIRY} when none does. */
    long expiry() {
        return expiry;
    }

    /** Returns the groups that consent masks in this row, one bit each in the registry's order. */
    long masked() {
        return masked;
    }

    boolean masks(Feature feature) {
        return (masked >>> feature.group() & 1) != 0;
    }

    boolean expired(Feature feature, long now) {
        return now >= registry.expiry(feature.index(), time(feature.index()));
    }

    /** Returns what may be read of this row at a moment: without groups that consent masks and without expired values. */
    FeatureRow visible(long mask, long now) {
        if (mask == 0 && now < expiry) {
            return this;
        }
        return new FeatureRow(this, mask, now);
    }

    /** Returns this row as it was at a moment, with values from the past in the place of those that came later. */
    FeatureRow asOf(long moment, PastValues past) {
        if (newest <= moment) {
            return this;
        }
        Builder builder = new Builder(this);
        for (int index = 0; index < registry.size(); index++) {
            if (time(index) > moment) {
                Feature feature = registry.feature(index);
                builder.clear(feature);
                builder.times[index] = NEVER;
                past.restore(feature, moment, builder);
            }
        }
        return builder.buildTimed();
    }

    /** Copies one feature, its time included, into a builder. */
    void copyTo(Builder builder, Feature feature, long at) {
        int slot = feature.slot();
        Kind kind = feature.definition().kind();
        builder.own(kind);
        switch (kind) {
            case NUMBER -> builder.numbers[slot] = numbers[slot];
            case WHOLE -> builder.wholes[slot] = wholes[slot];
            case TEXT -> builder.texts[slot] = texts[slot];
            case JSON -> builder.documents[slot] = documents[slot];
            case LABELS -> builder.labels[slot] = labels[slot];
            case VECTOR -> builder.vectors[slot] = vectors[slot];
        }
        builder.times[feature.index()] = at;
    }

    /** Returns a value of any kind, null when there is none. */
    @Nullable
    FeatureValue valueOrNull(Feature feature) {
        return value(feature.definition().name()).orElse(null);
    }

    /** Returns how many values of the kinds there are, for whoever wants the arrays to be near. */
    int sizes() {
        return wholes.length + labels.length + vectors.length + texts.length;
    }

    float number(int slot) {
        return numbers[slot];
    }

    /** Returns the row's own array of numbers, NaN for what is missing; not to be written. */
    float[] numbers() {
        return numbers;
    }

    long whole(int slot) {
        return wholes[slot];
    }

    String text(int slot) {
        return texts[slot];
    }

    String json(int slot) {
        return documents[slot];
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

    @Override
    public String toString() {
        return "FeatureRow[" + registry.entity() + "]";
    }

    /** Collects the values of a row. */
    /*
     * Arrays are shared with the rows that the builder began with and that it built, and copied before the first change of a
     * value of their kind: a change of two numbers copies the numbers once and nothing else.
     */
    public static final class Builder {
        private final FeatureRegistry registry;
        private float[] numbers;
        private long[] wholes;
        private LabelSet[] labels;
        private float[][] vectors;
        private String[] texts;
        private String[] documents;
        private final long[] times;

        /** The kinds whose array is this builder's alone. */
        private final EnumSet<Kind> owned;

        private final BitSet touched = new BitSet();
        private long at = UNTIMED;

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
            this.times = new long[registry.size()];
            Arrays.fill(times, NEVER);
            this.owned = EnumSet.allOf(Kind.class);
        }

        private Builder(FeatureRow row) {
            this.registry = row.registry;
            this.numbers = row.numbers;
            this.wholes = row.wholes;
            this.labels = row.labels;
            this.vectors = row.vectors;
            this.texts = row.texts;
            this.documents = row.documents;
            this.times = row.times.toArray(registry.size());
            this.owned = EnumSet.noneOf(Kind.class);
        }

        /** Makes the array of a kind this builder's own, before a value is set. */
        private void own(Kind kind) {
            if (!owned.add(kind)) {
                return;
            }
            switch (kind) {
                case NUMBER -> numbers = numbers.clone();
                case WHOLE -> wholes = wholes.clone();
                case TEXT -> texts = texts.clone();
                case JSON -> documents = documents.clone();
                case LABELS -> labels = labels.clone();
                case VECTOR -> vectors = vectors.clone();
            }
        }

        /**
         * Says which time is the one of whatever is set or taken out from here on. What is set without a time is of the
         * moment at which the row is put, by the store's clock.
         *
         * @param time kept to the millisecond
         * @return this
         */
        public Builder at(Instant time) {
            at = time.toEpochMilli();
            return this;
        }

        private void touch(String feature) {
            int index = registry.feature(feature).index();
            touched.set(index);
            times[index] = at;
        }

        /** Returns the features that were set or taken out, by index. */
        BitSet touched() {
            return touched;
        }

        /** Sets a value that was checked when it was first set, for rows that are read back; null for one taken out. */
        void restore(Feature feature, @Nullable FeatureValue value, long time) {
            int slot = feature.slot();
            times[feature.index()] = time;
            own(feature.definition().kind());
            switch (value) {
                case null -> clear(feature);
                case FeatureValue.Decimal(float number) -> numbers[slot] = number;
                case FeatureValue.Whole(long number) -> wholes[slot] = number;
                case FeatureValue.Text(String text) -> texts[slot] = text;
                case FeatureValue.Labels(Set<String> set) -> labels[slot] = LabelSet.of(set);
                case FeatureValue.Vector(List<Float> vector) -> vectors[slot] = unboxed(vector);
                case FeatureValue.Json(String text) -> documents[slot] = text;
            }
        }

        void restore(Feature feature, float number) {
            own(Kind.NUMBER);
            numbers[feature.slot()] = number;
        }

        void restore(Feature feature, float[] vector) {
            own(Kind.VECTOR);
            vectors[feature.slot()] = vector;
        }

        /** Sets the time of a feature whatever {@link #at} says. */
        void time(Feature feature, long time) {
            times[feature.index()] = time;
        }

        /** Takes a value out without counting as a change. */
        void clear(Feature feature) {
            int slot = feature.slot();
            own(feature.definition().kind());
            switch (feature.definition().kind()) {
                case NUMBER -> numbers[slot] = Float.NaN;
                case WHOLE -> wholes[slot] = NO_WHOLE;
                case TEXT -> texts[slot] = "";
                case JSON -> documents[slot] = "";
                case LABELS -> labels[slot] = LabelSet.EMPTY;
                case VECTOR -> vectors[slot] = NO_VECTOR;
            }
        }

        /** Finishes a row whose times are all set already. */
        FeatureRow buildTimed() {
            return built(times);
        }

        private FeatureRow built(long[] all) {
            owned.clear();
            return new FeatureRow(this, Times.of(all));
        }

        /** Returns the time of a feature as it is so far. */
        long time(int feature) {
            return times[feature];
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
            own(Kind.NUMBER);
            numbers[slot] = value;
            touch(feature);
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
            own(Kind.LABELS);
            labels[slot] = LabelSet.of(values);
            touch(feature);
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
            own(Kind.VECTOR);
            vectors[slot] = copy;
            touch(feature);
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
            own(Kind.WHOLE);
            wholes[slot] = value;
            touch(feature);
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
            own(Kind.TEXT);
            texts[slot] = value;
            touch(feature);
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
            own(Kind.JSON);
            documents[slot] = value;
            touch(feature);
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
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                throw new IllegalArgumentException(
                        "value must be well-formed Unicode, had half of a surrogate pair (feature \"%s\" of entity \"%s\")"
                                .formatted(feature, registry.entity()));
            }
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
            clear(registry.feature(feature));
            touch(feature);
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
            long[] all = times.clone();
            for (int i = 0; i < all.length; i++) {
                all[i] = all[i] == NEVER ? at : all[i];
            }
            return built(all);
        }
    }
}
