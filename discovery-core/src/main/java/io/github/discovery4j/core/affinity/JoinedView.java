package io.github.discovery4j.core.affinity;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Several views in one, with their columns in another order. */
final class JoinedView implements FeatureView {
    private final FeatureSchema schema;
    private final List<FeatureView> parts;

    JoinedView(String name, String version, List<String> order, List<FeatureView> parts) {
        this.parts = parts;
        Map<String, FeatureColumn> columns = new HashMap<>();
        parts.forEach(part -> part.schema().columns().forEach(column -> columns.put(column.name(), column)));
        this.schema = FeatureSchema.of(
                name,
                version,
                order.stream()
                        .map(column -> Objects.requireNonNull(columns.get(column)))
                        .toList());
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        for (FeatureView part : parts) {
            FeatureTable table = FeatureTable.allocate(part.schema(), pairs.size());
            try (FeatureTable.Writer writer = table.writer(0, part.schema().size())) {
                part.hydrate(pairs, writer);
            }
            for (int from = 0; from < part.schema().size(); from++) {
                int to = schema.indexOf(part.schema().columns().get(from).name());
                for (int row = 0; row < pairs.size(); row++) {
                    columns.set(row, to, table.get(row, from));
                }
            }
        }
    }
}
