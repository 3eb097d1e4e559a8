package io.github.discovery4j.core.feature.manifest;

import io.github.discovery4j.core.feature.FeatureDataException;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureViewBuilder;
import io.github.discovery4j.core.stage.FeatureView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A version of a view as a manifest declares it: the columns of a model's input, with their dictionaries.
 *
 * <p>Training and serving read one definition: {@link #over} makes the view of a store, {@link #fingerprint} is kept with
 * the model, and {@link #requireSame} refuses a model that was trained on other columns. <b>Threads:</b> immutable.
 *
 * @param name what the view is called
 * @param version changes whenever a column changes its meaning
 * @param registry the features of the entity that is read
 * @param columns one or more, in order
 */
public record DeclaredView(String name, String version, FeatureRegistry registry, List<ViewColumn> columns) {

    /** Copies the columns and checks that the registry has their features. */
    public DeclaredView {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "a view must have one column or more, had none (view \"%s\"); add one".formatted(name));
        }
        Set<String> names = new HashSet<>();
        for (ViewColumn column : columns) {
            FeatureDefinition definition = registry.definition(column.feature());
            if (!column.kind().reads(definition.kind())) {
                throw new IllegalArgumentException(
                        "a column of kind %s cannot read \"%s\", which is of type %s (view \"%s\")"
                                .formatted(column.kind().word(), column.feature(), FeatureType.of(definition), name));
            }
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(
                        "columns of a view must have different names, \"%s\" stands twice (view \"%s\"); name one"
                                .formatted(column.name(), name));
            }
        }
    }

    /**
     * Makes the view of a store.
     *
     * @param store declares the features that the view reads as the manifest does
     * @return the view; it reads the store whenever it hydrates
     * @throws IllegalArgumentException if the store lacks a feature or declares it differently
     */
    public FeatureView over(FeatureStore store) {
        FeatureViewBuilder view = store.view(name, version);
        for (ViewColumn column : columns) {
            FeatureDefinition declared = registry.definition(column.feature());
            if (!store.registry().definition(column.feature()).equals(declared)) {
                throw new IllegalArgumentException(
                        "the store must declare \"%s\" as the manifest does (view \"%s\" %s, entity \"%s\"); create it with the manifest's registry"
                                .formatted(column.feature(), name, version, registry.entity()));
            }
            add(column, view);
            view.as(column.name());
        }
        return view.build();
    }

    private static void add(ViewColumn column, FeatureViewBuilder view) {
        String feature = column.feature();
        switch (column.kind()) {
            case NUMBER -> view.number(feature);
            case SUBJECT_NUMBER -> view.subjectNumber(feature);
            case SHARED -> view.shared(feature);
            case JACCARD -> view.jaccard(feature);
            case OVERLAP -> view.overlap(feature);
            case COSINE -> view.cosine(feature);
            case CATEGORY -> view.category(feature, column.categories(), column.other());
            case SUBJECT_CATEGORY -> view.subjectCategory(feature, column.categories(), column.other());
        }
    }

    /**
     * Returns what a model keeps to know its view again.
     *
     * @return the digest of everything that decides over the values, and its text
     */
    public ViewFingerprint fingerprint() {
        return ViewFingerprint.of(ManifestWriter.canonical(this));
    }

    /**
     * Refuses a model that was trained on another view, another version, or other columns under the same version.
     *
     * @param trained what was kept with the model
     * @throws FeatureDataException if it differs; the message lists what
     */
    public void requireSame(ViewFingerprint trained) {
        ViewFingerprint mine = fingerprint();
        if (mine.equals(trained)) {
            return;
        }
        List<String> differences = trained.differences(mine);
        throw new FeatureDataException(
                "view \"%s\" %s is not what the model was trained on: %s; give the view a new version and train again"
                        .formatted(name, version, String.join("; ", differences)));
    }
}
