package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import java.util.OptionalLong;

/** A feature that a {@link PairMeasure} reads of one side or both, with the default that stands for an absent value. */
final class FeatureInput {

    /**
     * What a measure asks for.
     *
     * @param feature its name
     * @param kind what it must hold
     * @param side of whom it is read
     */
    record Wanted(String feature, Kind kind, Owner side) {}

    private final Feature feature;
    private final Owner side;
    private final FeatureRow defaults;

    FeatureInput(FeatureRegistry registry, Wanted wanted) {
        registry.slot(wanted.feature(), wanted.kind());
        this.feature = registry.feature(wanted.feature());
        this.side = wanted.side();
        FeatureRow.Builder row = FeatureRow.builder(registry);
        definition().defaultValue().ifPresent(value -> row.value(definition().name(), value));
        this.defaults = row.build();
    }

    Feature feature() {
        return feature;
    }

    FeatureDefinition definition() {
        return feature.definition();
    }

    /** Returns whether consent masks the feature on a side that is read. */
    boolean masked(FeatureRow subject, FeatureRow object) {
        return (side != Owner.OBJECT && subject.masks(feature)) || (side != Owner.SUBJECT && object.masks(feature));
    }

    private FeatureRow source(FeatureRow row) {
        return row.has(feature) || row.masks(feature) ? row : defaults;
    }

    float number(FeatureRow row) {
        return source(row).number(feature.slot());
    }

    OptionalLong whole(FeatureRow row) {
        FeatureRow source = source(row);
        return source.has(feature) ? OptionalLong.of(source.whole(feature.slot())) : OptionalLong.empty();
    }

    LabelSet labels(FeatureRow row) {
        return source(row).labels(feature.slot());
    }

    float[] vector(FeatureRow row) {
        return source(row).vector(feature.slot());
    }

    String text(FeatureRow row) {
        return source(row).text(feature.slot());
    }
}
