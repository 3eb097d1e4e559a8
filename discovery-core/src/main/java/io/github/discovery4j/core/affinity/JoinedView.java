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

    /** Where the columns of each part go. */
    private final int[][] places;

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
        this.places = parts.stream()
                .map(part -> part.schema().columns().stream()
                        .mapToInt(column -> schema.indexOf(column.name()))
                        .toArray())
                .toArray(int[][]::new);
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        float[][] rows = new float[pairs.size()][schema.size()];
        for (int part = 0; part < parts.size(); part++) {
            FeatureView view = parts.get(part);
            FeatureTable table = FeatureTable.allocate(view.schema(), pairs.size());
            try (FeatureTable.Writer writer = table.writer(0, view.schema().size())) {
                view.hydrate(pairs, writer);
            }
            copy(table, places[part], rows);
        }
        for (int row = 0; row < rows.length; row++) {
            columns.setRow(row, rows[row]);
        }
    }

    private static void copy(FeatureTable from, int[] places, float[][] rows) {
        float[] values = new float[places.length];
        for (int row = 0; row < rows.length; row++) {
            from.copyRow(row, values);
            for (int column = 0; column < places.length; column++) {
                rows[row][places[column]] = values[column];
            }
        }
    }
}
