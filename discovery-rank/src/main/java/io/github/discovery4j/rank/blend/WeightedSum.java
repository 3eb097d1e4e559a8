package io.github.discovery4j.rank.blend;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores a row by an intercept plus the sum of weight × value over named columns.
 *
 * <p>A missing value adds nothing. Columns are not scaled: a weight is per unit of its column.
 *
 * <p><b>Units:</b> weights and intercept within float32's range, so that every score is finite. <b>Cost:</b> O(n c) for c
 * columns; no allocation per row. <b>Determinism:</b> columns are added in the order of the builder. <b>Threads:</b> safe.
 */
public final class WeightedSum implements Ranker {

    /** Where the columns stand in a schema. */
    private static final class Layout {
        final FeatureSchema schema;
        final int[] columns;

        Layout(FeatureSchema schema, int[] columns) {
            this.schema = schema;
            this.columns = columns;
        }
    }

    private final Map<String, Double> weightByColumn;
    private final double[] weights;
    private final double intercept;
    private volatile Layout layout;

    private WeightedSum(Builder builder) {
        this.weightByColumn = Collections.unmodifiableMap(new LinkedHashMap<>(builder.weights));
        this.weights = weightByColumn.values().stream().mapToDouble(w -> w).toArray();
        this.intercept = builder.intercept;
        this.layout = new Layout(FeatureSchema.of("none", "", List.of()), new int[0]);
    }

    /**
     * Starts a weighted sum.
     *
     * @return a builder without columns, intercept 0
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Scores every row.
     *
     * @throws IllegalArgumentException if the table lacks a column, or one is categorical
     */
    @Override
    public void score(RankingBatch batch, double[] scores) {
        FeatureTable features = batch.features();
        int[] columns = columns(features.schema());
        for (int row = 0; row < batch.size(); row++) {
            double sum = intercept;
            for (int c = 0; c < columns.length; c++) {
                float value = features.get(row, columns[c]);
                if (!Float.isNaN(value)) {
                    sum += weights[c] * value;
                }
            }
            scores[row] = sum;
        }
    }

    /** Looks the columns up once for a schema: an engine passes the same one with every request. */
    private int[] columns(FeatureSchema schema) {
        Layout known = layout;
        if (known.schema != schema) {
            known = new Layout(schema, resolve(schema));
            layout = known;
        }
        return known.columns;
    }

    private int[] resolve(FeatureSchema schema) {
        int[] columns = new int[weights.length];
        int c = 0;
        for (String name : weightByColumn.keySet()) {
            int column = schema.indexOf(name);
            if (schema.columns().get(column).categorical()) {
                throw new IllegalArgumentException(
                        ("a weighted sum reads numbers, feature \"%s\" is categorical (schema"
                                        + " \"%s\" version %s); give it a numeric column for each category that matters")
                                .formatted(name, schema.name(), schema.version()));
            }
            columns[c++] = column;
        }
        return columns;
    }

    @Override
    public Set<String> features() {
        return weightByColumn.keySet();
    }

    @Override
    public RankerStructure structure() {
        return new RankerStructure.Linear(weightByColumn, intercept);
    }

    /** Collects the weights; belongs to one thread. */
    public static final class Builder {
        private final Map<String, Double> weights = new LinkedHashMap<>();
        private double intercept;

        private Builder() {}

        /**
         * Weighs a column.
         *
         * @param column its name
         * @param weight within float32's range
         * @return this
         * @throws IllegalArgumentException if the column has a weight already
         */
        public Builder weight(String column, double weight) {
            Weights.check("weight of \"" + column + "\"", weight);
            if (weights.putIfAbsent(column, weight) != null) {
                throw new IllegalArgumentException(
                        "a column must have one weight, \"%s\" has %s already; add the two up"
                                .formatted(column, weights.get(column)));
            }
            return this;
        }

        /**
         * Sets the score of a row without values; 0 unless set.
         *
         * @param intercept within float32's range
         * @return this
         */
        public Builder intercept(double intercept) {
            Weights.check("intercept", intercept);
            this.intercept = intercept;
            return this;
        }

        /**
         * Finishes the ranker.
         *
         * @return the ranker
         */
        public WeightedSum build() {
            return new WeightedSum(this);
        }
    }
}
