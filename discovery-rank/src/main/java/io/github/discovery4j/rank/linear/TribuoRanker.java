package io.github.discovery4j.rank.linear;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.NumericColumns;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Scores candidates with a model of Tribuo's.
 *
 * <p>Columns are found by the names of the model's features, so that their order in the table does not matter. A missing one
 * is refused when the first table comes, or by the engine when it is built; so is a column of categories, since Tribuo's
 * linear models read numbers.
 *
 * <p><b>Cost:</b> O(n c) for c features of a linear model, plain Java, one array a batch; other models are asked row by row,
 * with objects of Tribuo's for each. <b>Threads:</b> safe.
 */
public final class TribuoRanker implements Ranker {

    private final TribuoModel model;
    private final NumericColumns columns;
    private final Set<String> features;

    private TribuoRanker(TribuoModel model) {
        this.model = model;
        this.columns = new NumericColumns(model.features());
        this.features = Collections.unmodifiableSet(new LinkedHashSet<>(model.features()));
    }

    /**
     * Makes a ranker of a model.
     *
     * @param model any
     * @return the ranker
     */
    public static TribuoRanker of(TribuoModel model) {
        return new TribuoRanker(model);
    }

    /**
     * Reads a model and makes a ranker of it.
     *
     * @param file Tribuo's protobuf
     * @return the ranker
     * @throws IOException if it cannot be read
     * @throws TribuoModelException if it is no model of Tribuo's, or not of a kind that is read
     * @throws IllegalStateException if Tribuo is missing
     */
    public static TribuoRanker load(Path file) throws IOException {
        return of(TribuoModel.load(file));
    }

    /** {@return the model} */
    public TribuoModel model() {
        return model;
    }

    /**
     * Scores every row.
     *
     * @throws IllegalArgumentException if the table's columns are not what the model reads
     */
    @Override
    public void score(RankingBatch batch, double[] scores) {
        FeatureTable table = batch.features();
        int[] places = columns.places(table.schema());
        double[] values = new double[places.length];
        for (int row = 0; row < scores.length; row++) {
            for (int f = 0; f < places.length; f++) {
                values[f] = table.get(row, places[f]);
            }
            scores[row] = model.scorer().score(values);
        }
    }

    @Override
    public Set<String> features() {
        return features;
    }

    @Override
    public RankerStructure structure() {
        if (!(model.scorer() instanceof LinearScore linear)) {
            return new RankerStructure.Opaque();
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (int f = 0; f < model.features().size(); f++) {
            weights.put(model.features().get(f), linear.weight(f));
        }
        return new RankerStructure.Linear(weights, linear.intercept());
    }
}
