package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import java.util.List;

/** A hydrator that declares its own columns: what {@code hydrate(...)} of the engine's builder takes. */
public interface FeatureView extends FeatureHydrator {

    /**
     * Returns the columns that {@link #hydrate} fills, in the writer's order.
     *
     * @return the schema, always the same
     */
    FeatureSchema schema();

    /**
     * Gives a hydrator its columns.
     *
     * @param name what the view is called
     * @param version changes whenever a column changes its meaning
     * @param columns in the writer's order
     * @param hydrator fills them
     * @return the view
     */
    static FeatureView of(String name, String version, List<FeatureColumn> columns, FeatureHydrator hydrator) {
        FeatureSchema schema = FeatureSchema.of(name, version, columns);
        return new FeatureView() {
            @Override
            public FeatureSchema schema() {
                return schema;
            }

            @Override
            public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
                hydrator.hydrate(pairs, columns);
            }
        };
    }
}
