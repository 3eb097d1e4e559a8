package io.github.discovery4j.rank.linear;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** Where the features stand in a schema. */
    private static final class Layout {
        final FeatureSchema schema;
        final int[] places;

        Layout(FeatureSchema schema, int[] places) {
            this.schema = schema;
            this.places = places;
        }
    }

    private final TribuoModel model;
    private final Set<String> features;
    private volatile Layout layout = new Layout(FeatureSchema.of("none", "", List.of()), new int[0]);

    private TribuoRanker(TribuoModel model) {
        this.model = model;
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
        int[] places = places(table.schema());
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

    /** Looks the columns up once for a schema: an engine passes the same one with every request. */
    private int[] places(FeatureSchema schema) {
        Layout known = layout;
        if (known.schema != schema) {
            known = new Layout(schema, resolve(schema));
            layout = known;
        }
        return known.places;
    }

    private int[] resolve(FeatureSchema schema) {
        List<String> missing = new ArrayList<>(model.features());
        missing.removeIf(schema::contains);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "schema \"%s\" version %s must have the model's features, lacks %s; it has %s"
                            .formatted(
                                    schema.name(),
                                    schema.version(),
                                    missing,
                                    schema.columns().stream()
                                            .map(FeatureColumn::name)
                                            .toList()));
        }
        int[] places = new int[model.features().size()];
        for (int f = 0; f < places.length; f++) {
            places[f] = schema.indexOf(model.features().get(f));
            if (schema.columns().get(places[f]).categorical()) {
                throw new IllegalArgumentException(
                        "a model of Tribuo's reads numbers, feature \"%s\" is categorical (schema \"%s\" version %s); give it a numeric column for each category that matters"
                                .formatted(model.features().get(f), schema.name(), schema.version()));
            }
        }
        return places;
    }
}
