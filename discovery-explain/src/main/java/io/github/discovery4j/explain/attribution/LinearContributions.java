package io.github.discovery4j.explain.attribution;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.RankerStructure;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What each feature added to the scores of a linear ranker, compared with the candidates of the same request.
 *
 * <p>The contribution of feature j to row x is w_j (x_j - m_j): its weight times the distance of its value from the
 * background's mean. The background is the table's rows and one row without values. The contributions of a row sum to
 * its score minus {@link #baseline()}, the mean score of the background.
 *
 * <p><b>Missing values:</b> count as 0, here as in the ranker; such a feature contributes -w_j m_j. <b>Shapes:</b> n rows
 * x d columns. <b>Units:</b> the score's. <b>Cost:</b> O(n d) once, O(d) and no allocation a row. <b>Threads:</b>
 * immutable, given that nobody writes to the table any more.
 *
 * <p>Source: Lundberg and Lee, A Unified Approach to Interpreting Model Predictions, NeurIPS 2017, Corollary 1 (Linear
 * SHAP). For a linear model these are the Shapley values of replacing features by the background's, whatever the
 * correlations. Differs: the row without values in the background. Thanks to it a signal that all candidates share
 * still counts a little, and a lone candidate has something to be compared with.
 */
public final class LinearContributions {

    private final FeatureTable features;
    private final double[] weights;
    private final double[] means;
    private final double baseline;

    private LinearContributions(FeatureTable features, double[] weights, double intercept) {
        this.features = features;
        this.weights = weights;
        this.means = means(features);
        double score = intercept;
        for (int column = 0; column < weights.length; column++) {
            score += weights[column] * means[column];
        }
        this.baseline = score;
    }

    /**
     * Prepares the contributions to the scores of a table's rows.
     *
     * @param structure how the ranker scores: linear, or a weighted sum of such rankers at any depth
     * @param features the rows that were scored
     * @return the contributions; empty when any part of the structure is opaque or made of trees, which are not linear
     * @throws IllegalArgumentException if a weight is not finite or names a column that the table does not have
     */
    public static Optional<LinearContributions> of(RankerStructure structure, FeatureTable features) {
        double[] weights = new double[features.schema().size()];
        OptionalDouble intercept = addWeights(structure, 1, features.schema(), weights);
        return intercept.isPresent()
                ? Optional.of(new LinearContributions(features, weights, intercept.getAsDouble()))
                : Optional.empty();
    }

    /**
     * Returns the mean score of the background: what contributions are relative to.
     *
     * @return finite
     */
    public double baseline() {
        return baseline;
    }

    /**
     * Returns a feature's weight in the score, over all parts of the ranker.
     *
     * @param column in {@code [0, schema().size())}
     * @return 0 for a column that the ranker does not read
     */
    public double weight(int column) {
        return weights[column];
    }

    /**
     * Copies what each feature added to the score of a row.
     *
     * @param row in {@code [0, rows())} of the table
     * @param destination one place a column of the schema, or more
     */
    public void copyRow(int row, double[] destination) {
        features.copyRow(row, destination);
        for (int column = 0; column < weights.length; column++) {
            destination[column] = weights[column] * (zeroIfMissing(destination[column]) - means[column]);
        }
    }

    /** Adds the structure's weights, each times the factor; returns its intercept, or empty when a part is opaque. */
    private static OptionalDouble addWeights(
            RankerStructure structure, double factor, FeatureSchema schema, double[] weights) {
        return switch (structure) {
            case RankerStructure.Opaque() -> OptionalDouble.empty();
            case RankerStructure.Trees(var ensemble) -> OptionalDouble.empty();
            case RankerStructure.Cascade cascade -> OptionalDouble.empty();
            case RankerStructure.Fusion fusion -> OptionalDouble.empty();
            case RankerStructure.Linear(var weightByColumn, double intercept) -> {
                weightByColumn.forEach((column, weight) ->
                        weights[schema.indexOf(column)] += finite(factor * weight, "weight of feature " + column));
                yield OptionalDouble.of(finite(factor * intercept, "intercept"));
            }
            case RankerStructure.Sum(var terms) -> {
                double intercept = 0;
                for (RankerStructure.Term term : terms) {
                    OptionalDouble part =
                            addWeights(term.ranker().structure(), factor * term.weight(), schema, weights);
                    if (part.isEmpty()) {
                        yield part;
                    }
                    intercept += part.getAsDouble();
                }
                yield OptionalDouble.of(intercept);
            }
        };
    }

    private static double finite(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    what + " must be finite, was " + value + "; check the model that the ranker was built from");
        }
        return value;
    }

    private static double[] means(FeatureTable features) {
        double[] means = new double[features.schema().size()];
        double[] values = new double[means.length];
        for (int row = 0; row < features.rows(); row++) {
            features.copyRow(row, values);
            for (int column = 0; column < means.length; column++) {
                means[column] += zeroIfMissing(values[column]);
            }
        }
        int backgroundRows = features.rows() + 1;
        for (int column = 0; column < means.length; column++) {
            means[column] /= backgroundRows;
        }
        return means;
    }

    private static double zeroIfMissing(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
