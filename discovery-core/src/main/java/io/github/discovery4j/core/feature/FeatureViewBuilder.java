package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.stage.FeatureView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Declares the columns of a view of a feature store.
 *
 * <p>A row describes an object (the candidate) for a subject (the viewer). Each column takes its signal group, its
 * visibility and whether it may be said from the feature's definition. A value that is absent or expired reads as the feature's default; the column is
 * NaN where there is none, and always where consent masks the value. <b>Threads:</b> belongs to one thread.
 *
 * {@snippet :
 * FeatureView view = store.view("connect", "1")
 *         .number("activity")
 *         .shared("interests")
 *         .overlap("languages").as("speaks_same_language")
 *         .build();
 * }
 */
public final class FeatureViewBuilder {

    private final FeatureStore store;
    private final String name;
    private final String version;
    private final List<FeatureColumn> columns = new ArrayList<>();
    private final List<StoreHydrator.NumberColumn> subjectNumbers = new ArrayList<>();
    private final List<StoreHydrator.NumberColumn> objectNumbers = new ArrayList<>();
    private final List<StoreHydrator.CellColumn> cells = new ArrayList<>();
    private final List<Feature> ofCells = new ArrayList<>();

    FeatureViewBuilder(FeatureStore store, String name, String version) {
        this.store = store;
        this.name = name;
        this.version = version;
    }

    /**
     * Adds a number of the object, under the feature's own name; a whole number is rounded to float32.
     *
     * @param feature a declared number or whole number
     * @return this
     */
    public FeatureViewBuilder number(String feature) {
        return number(feature, feature, Owner.OBJECT);
    }

    /**
     * Adds a number of the subject, as {@code subject_<feature>}; a whole number is rounded to float32.
     *
     * @param feature a declared number or whole number
     * @return this
     */
    public FeatureViewBuilder subjectNumber(String feature) {
        return number("subject_" + feature, feature, Owner.SUBJECT);
    }

    /**
     * Adds how many labels subject and object share, as {@code shared_<feature>}.
     *
     * @param feature declared labels
     * @return this
     */
    public FeatureViewBuilder shared(String feature) {
        return labels("shared_" + feature, feature, LabelSet::countShared);
    }

    /**
     * Adds the labels shared as a fraction of all that either has, in [0, 1], as {@code jaccard_<feature>}.
     *
     * @param feature declared labels
     * @return this
     */
    public FeatureViewBuilder jaccard(String feature) {
        return labels("jaccard_" + feature, feature, (subject, object) -> {
            int shared = subject.countShared(object);
            return (float) shared / (subject.size() + object.size() - shared);
        });
    }

    /**
     * Adds 1 where subject and object share a label and 0 where they do not, as {@code overlap_<feature>}.
     *
     * @param feature declared labels
     * @return this
     */
    public FeatureViewBuilder overlap(String feature) {
        return labels("overlap_" + feature, feature, (subject, object) -> subject.countShared(object) > 0 ? 1 : 0);
    }

    /**
     * Adds the cosine of the vectors of subject and object, in [-1, 1], as {@code cosine_<feature>}; NaN for a vector of
     * length zero.
     *
     * @param feature a declared vector
     * @return this
     */
    public FeatureViewBuilder cosine(String feature) {
        Feature vector = feature(feature, Kind.VECTOR);
        float[] ifMissing = defaults(vector).vector(vector.slot());
        return add(
                "cosine_" + feature,
                vector,
                Owner.BOTH,
                (subject, object, moment) ->
                        Cosine.of(vector(subject, vector, ifMissing), vector(object, vector, ifMissing)));
    }

    /**
     * Adds the code of the object's text, or of that of its labels which comes first in the dictionary, under the feature's
     * own name.
     *
     * <p>Entry i of the dictionary has code i. A value that is not in it has the code after the last one if {@code other}
     * names such values, else it reads as NaN. A value that is absent or masked is always NaN, save for the default.
     *
     * @param feature a declared text or labels
     * @param categories one or more, all different, in the order of the codes
     * @param other what to call all other values; becomes the last entry of the column's dictionary
     * @return this
     * @throws IllegalArgumentException if an entry stands twice, or there is none
     */
    public FeatureViewBuilder category(String feature, List<String> categories, Optional<String> other) {
        return category(feature, feature, Owner.OBJECT, categories, other);
    }

    /**
     * Adds the code of the subject's text or label, as {@code subject_<feature>}; codes are those of {@link #category}.
     *
     * @param feature a declared text or labels
     * @param categories one or more, all different, in the order of the codes
     * @param other what to call all other values; becomes the last entry of the column's dictionary
     * @return this
     * @throws IllegalArgumentException if an entry stands twice, or there is none
     */
    public FeatureViewBuilder subjectCategory(String feature, List<String> categories, Optional<String> other) {
        return category("subject_" + feature, feature, Owner.SUBJECT, categories, other);
    }

    /**
     * Adds what is worked out from several features of the two.
     *
     * @param measure such as {@link PairMeasure#distance}
     * @return this
     * @throws IllegalArgumentException if a feature that it reads is not declared, or not of the kind that it needs
     */
    public FeatureViewBuilder measure(PairMeasure measure) {
        List<FeatureInput> inputs = measure.inputs(store.registry());
        inputs.forEach(input -> ofCells.add(input.feature()));
        cells.add(new StoreHydrator.CellColumn(columns.size(), measure.cell(inputs)));
        columns.add(measure.column(inputs));
        return this;
    }

    /**
     * Gives the column that was added last another name.
     *
     * @param column unique within the view
     * @return this
     * @throws IllegalStateException if no column was added yet
     */
    public FeatureViewBuilder as(String column) {
        if (columns.isEmpty()) {
            throw new IllegalStateException(
                    "as(\"%s\") names the column before it, and view \"%s\" has none yet; add the column first"
                            .formatted(column, name));
        }
        FeatureColumn last = columns.removeLast();
        columns.add(new FeatureColumn(
                column, last.group(), last.owner(), last.visibility(), last.sayable(), last.categories()));
        return this;
    }

    /**
     * Finishes the view.
     *
     * @return the view; it reads the store whenever it hydrates
     * @throws IllegalArgumentException if two columns share a name
     */
    public FeatureView build() {
        return FeatureView.of(
                name,
                version,
                columns,
                new StoreHydrator(store, columns.size(), subjectNumbers, objectNumbers, cells, ofCells));
    }

    @FunctionalInterface
    private interface LabelMeasure {
        float of(LabelSet subject, LabelSet object);
    }

    private FeatureViewBuilder labels(String column, String feature, LabelMeasure measure) {
        Feature labels = feature(feature, Kind.LABELS);
        LabelSet ifMissing = defaults(labels).labels(labels.slot());
        return add(column, labels, Owner.BOTH, (subject, object, moment) -> {
            LabelSet own = labels(subject, labels, ifMissing);
            LabelSet other = labels(object, labels, ifMissing);
            return own.isEmpty() || other.isEmpty() ? Float.NaN : measure.of(own, other);
        });
    }

    private FeatureViewBuilder category(
            String column, String feature, Owner owner, List<String> categories, Optional<String> other) {
        List<String> dictionary = new ArrayList<>(categories);
        other.ifPresent(dictionary::add);
        Map<String, Integer> codes = new HashMap<>();
        for (int code = 0; code < dictionary.size(); code++) {
            if (codes.put(dictionary.get(code), code) != null) {
                throw new IllegalArgumentException(
                        "categories must differ, \"%s\" stands twice (column \"%s\" of view \"%s\"); leave one out"
                                .formatted(dictionary.get(code), column, name));
            }
        }
        if (categories.isEmpty()) {
            throw new IllegalArgumentException(
                    "categories must be one or more, were none (column \"%s\" of view \"%s\"); list the values"
                            .formatted(column, name));
        }
        // The name of other values is no value: whoever has it as a text is one of the others all the same.
        float ifUnknown = other.isPresent() ? categories.size() : Float.NaN;
        Feature declared = store.registry().feature(feature);
        boolean single = declared.definition().kind() == Kind.TEXT;
        if (!single) {
            feature(feature, Kind.LABELS);
        }
        FeatureRow defaults = defaults(declared);
        cells.add(new StoreHydrator.CellColumn(columns.size(), (subject, object, moment) -> {
            FeatureRow row = owner == Owner.SUBJECT ? subject : object;
            Collection<String> values = single ? texts(row, feature) : row.labels(feature);
            if (values.isEmpty() && !row.masks(declared)) {
                values = single ? texts(defaults, feature) : defaults.labels(feature);
            }
            return values.isEmpty()
                    ? Float.NaN
                    : (float) values.stream()
                            .mapToDouble(value -> codes.getOrDefault(value, Integer.MAX_VALUE))
                            .filter(code -> code < Integer.MAX_VALUE)
                            .min()
                            .orElse(ifUnknown);
        }));
        FeatureDefinition definition = declared.definition();
        columns.add(new FeatureColumn(
                column, definition.group(), owner, definition.visibility(), definition.sayable(), dictionary));
        return this;
    }

    private static List<String> texts(FeatureRow row, String feature) {
        return row.text(feature).map(List::of).orElse(List.of());
    }

    private static LabelSet labels(FeatureRow row, Feature feature, LabelSet ifMissing) {
        LabelSet labels = row.labels(feature.slot());
        return labels.isEmpty() && !row.masks(feature) ? ifMissing : labels;
    }

    private static float[] vector(FeatureRow row, Feature feature, float[] ifMissing) {
        float[] vector = row.vector(feature.slot());
        return vector.length == 0 && !row.masks(feature) ? ifMissing : vector;
    }

    private FeatureViewBuilder number(String column, String feature, Owner owner) {
        Feature declared = store.registry().feature(feature);
        if (declared.definition().kind() == Kind.WHOLE) {
            OptionalLong ifMissing = defaults(declared).whole(feature);
            return add(column, declared, owner, (subject, object, moment) -> {
                FeatureRow row = owner == Owner.SUBJECT ? subject : object;
                OptionalLong whole = row.whole(feature);
                OptionalLong value = whole.isEmpty() && !row.masks(declared) ? ifMissing : whole;
                return value.isPresent() ? value.getAsLong() : Float.NaN;
            });
        }
        Feature number = feature(feature, Kind.NUMBER);
        (owner == Owner.SUBJECT ? subjectNumbers : objectNumbers)
                .add(new StoreHydrator.NumberColumn(
                        columns.size(), number, defaults(number).number(number.slot())));
        return add(column, number.definition(), owner);
    }

    /** Returns a row that holds a feature's default, if it has one. */
    private FeatureRow defaults(Feature feature) {
        FeatureRow.Builder row = FeatureRow.builder(store.registry());
        FeatureDefinition definition = feature.definition();
        definition.defaultValue().ifPresent(value -> row.value(definition.name(), value));
        return row.build();
    }

    private Feature feature(String feature, Kind kind) {
        store.registry().slot(feature, kind);
        return store.registry().feature(feature);
    }

    private FeatureViewBuilder add(String column, Feature feature, Owner owner, StoreHydrator.Cell cell) {
        ofCells.add(feature);
        cells.add(new StoreHydrator.CellColumn(columns.size(), cell));
        return add(column, feature.definition(), owner);
    }

    private FeatureViewBuilder add(String column, FeatureDefinition definition, Owner owner) {
        columns.add(new FeatureColumn(
                column, definition.group(), owner, definition.visibility(), definition.sayable(), List.of()));
        return this;
    }
}
