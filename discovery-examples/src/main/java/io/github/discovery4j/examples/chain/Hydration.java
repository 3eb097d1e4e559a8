package io.github.discovery4j.examples.chain;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What hydrators filled.
 *
 * @param columns of the table, viewer to candidate
 * @param filled the share of their values that are not missing
 * @param bothWays how many columns have values of candidate to viewer too
 */
public record Hydration(double columns, double filled, double bothWays) {

    static Hydration of(RankingBatch batch) {
        FeatureTable table = batch.features();
        int columns = table.schema().size();
        double filled = IntStream.range(0, columns)
                .map(column -> filled(table, column))
                .average()
                .orElse(0);
        long bothWays = batch.reverseFeatures().stream()
                .flatMapToInt(reverse -> IntStream.range(0, columns).filter(column -> filled(reverse, column) > 0))
                .count();
        return new Hydration(columns, filled / table.rows(), bothWays);
    }

    private static int filled(FeatureTable table, int column) {
        return (int) IntStream.range(0, table.rows())
                .filter(row -> !Float.isNaN(table.get(row, column)))
                .count();
    }

    static Hydration mean(List<Hydration> all) {
        return new Hydration(
                Means.of(all, Hydration::columns),
                Means.of(all, Hydration::filled),
                Means.of(all, Hydration::bothWays));
    }
}
