package io.github.discovery4j.core.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers that a model reads, found by name in whatever schema comes, once for each: an engine passes the same one with every
 * request. <b>Threads:</b> safe.
 */
public final class NumericColumns {

    /** Where the columns stand in a schema. */
    private static final class Layout {
        final FeatureSchema schema;
        final int[] places;

        Layout(FeatureSchema schema, int[] places) {
            this.schema = schema;
            this.places = places;
        }
    }

    private final List<String> names;
    private volatile Layout layout = new Layout(FeatureSchema.of("none", "", List.of()), new int[0]);

    /**
     * Creates them.
     *
     * @param names in the model's order
     */
    public NumericColumns(List<String> names) {
        this.names = List.copyOf(names);
    }

    /** {@return the names, in the model's order} */
    public List<String> names() {
        return names;
    }

    /**
     * Returns where the columns stand.
     *
     * @param schema of a table
     * @return a place a column, in the model's order; not to be written to
     * @throws IllegalArgumentException if the schema lacks some, which the message names, or one is categorical
     */
    public int[] places(FeatureSchema schema) {
        Layout known = layout;
        if (known.schema != schema) {
            known = new Layout(schema, resolve(schema));
            layout = known;
        }
        return known.places;
    }

    private int[] resolve(FeatureSchema schema) {
        List<String> missing = new ArrayList<>(names);
        missing.removeIf(schema::contains);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "schema \"%s\" version %s must have the model's columns, lacks %s; it has %s"
                            .formatted(
                                    schema.name(),
                                    schema.version(),
                                    missing,
                                    schema.columns().stream()
                                            .map(FeatureColumn::name)
                                            .toList()));
        }
        int[] places = new int[names.size()];
        for (int c = 0; c < places.length; c++) {
            places[c] = schema.indexOf(names.get(c));
            if (schema.columns().get(places[c]).categorical()) {
                throw new IllegalArgumentException(
                        "the model reads numbers, feature \"%s\" is categorical (schema \"%s\" version %s); give it a numeric column for each category that matters"
                                .formatted(names.get(c), schema.name(), schema.version()));
            }
        }
        return places;
    }
}
