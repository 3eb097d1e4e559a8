package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.stage.FeatureView;
import java.util.ArrayList;
import java.util.List;

/**
 * Declares the columns of a view of a feature store.
 *
 * <p>A row describes an object (the candidate) for a subject (the viewer). Each column takes its signal group and its
 * visibility from the feature's definition, and is NaN where a value that it needs is absent or masked. <b>Threads:</b>
 * belongs to one thread.
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
    private final List<StoreHydrator.Cell> cells = new ArrayList<>();

    FeatureViewBuilder(FeatureStore store, String name, String version) {
        this.store = store;
        this.name = name;
        this.version = version;
    }

    /**
     * Adds a number of the object, under the feature's own name.
     *
     * @param feature a declared number
     * @return this
     */
    public FeatureViewBuilder number(String feature) {
        int slot = slot(feature, Kind.NUMBER);
        return add(feature, feature, Owner.OBJECT, (subject, object) -> object.number(slot));
    }

    /**
     * Adds a number of the subject, as {@code subject_<feature>}.
     *
     * @param feature a declared number
     * @return this
     */
    public FeatureViewBuilder subjectNumber(String feature) {
        int slot = slot(feature, Kind.NUMBER);
        return add("subject_" + feature, feature, Owner.SUBJECT, (subject, object) -> subject.number(slot));
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
        int slot = slot(feature, Kind.VECTOR);
        return add(
                "cosine_" + feature,
                feature,
                Owner.BOTH,
                (subject, object) -> Cosine.of(subject.vector(slot), object.vector(slot)));
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
        return FeatureView.of(name, version, columns, new StoreHydrator(store, cells));
    }

    @FunctionalInterface
    private interface LabelMeasure {
        float of(LabelSet subject, LabelSet object);
    }

    private FeatureViewBuilder labels(String column, String feature, LabelMeasure measure) {
        int slot = slot(feature, Kind.LABELS);
        return add(column, feature, Owner.BOTH, (subject, object) -> {
            LabelSet own = subject.labels(slot);
            LabelSet other = object.labels(slot);
            return own.isEmpty() || other.isEmpty() ? Float.NaN : measure.of(own, other);
        });
    }

    private int slot(String feature, Kind kind) {
        return store.registry().slot(feature, kind);
    }

    private FeatureViewBuilder add(String column, String feature, Owner owner, StoreHydrator.Cell cell) {
        FeatureDefinition definition = store.registry().definition(feature);
        columns.add(new FeatureColumn(column, definition.group(), owner, definition.visibility(), List.of()));
        cells.add(cell);
        return this;
    }
}
