package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.stage.FeatureView;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Declares the columns of a view of a feature store.
 *
 * <p>A row describes an object (the candidate) for a subject (the viewer). Each column takes its signal group and its
 * visibility from the feature's definition. A value that is absent or expired reads as the feature's default; the column is
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
                (subject, object) -> Cosine.of(vector(subject, vector, ifMissing), vector(object, vector, ifMissing)));
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
        columns.add(new FeatureColumn(column, last.group(), last.owner(), last.visibility(), last.categories()));
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
                name, version, columns, new StoreHydrator(store, columns.size(), subjectNumbers, objectNumbers, cells));
    }

    @FunctionalInterface
    private interface LabelMeasure {
        float of(LabelSet subject, LabelSet object);
    }

    private FeatureViewBuilder labels(String column, String feature, LabelMeasure measure) {
        Feature labels = feature(feature, Kind.LABELS);
        LabelSet ifMissing = defaults(labels).labels(labels.slot());
        return add(column, labels, Owner.BOTH, (subject, object) -> {
            LabelSet own = labels(subject, labels, ifMissing);
            LabelSet other = labels(object, labels, ifMissing);
            return own.isEmpty() || other.isEmpty() ? Float.NaN : measure.of(own, other);
        });
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
            return add(column, declared, owner, (subject, object) -> {
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
        cells.add(new StoreHydrator.CellColumn(columns.size(), cell));
        return add(column, feature.definition(), owner);
    }

    private FeatureViewBuilder add(String column, FeatureDefinition definition, Owner owner) {
        columns.add(new FeatureColumn(column, definition.group(), owner, definition.visibility(), List.of()));
        return this;
    }
}
