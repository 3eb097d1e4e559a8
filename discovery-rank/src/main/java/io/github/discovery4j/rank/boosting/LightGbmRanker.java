package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Scores candidates with a LightGBM model: the raw score, which orders as the prediction does.
 *
 * <p>Columns are found by the names of the model's features, so that their order in the table does not matter; a missing one
 * is refused when the first table comes, or by the engine when it is built. A feature of categories must be a categorical
 * column, and a feature of numbers must not; where the model knows its dictionary it must be the column's, entry by entry.
 * A missing value is NaN, and goes where training sent it.
 *
 * <p><b>Units:</b> columns are float32; a model that is trained on float32 values sees the same ones here. <b>Cost:</b> as
 * {@link TreeScorer}, and buffers once a batch. <b>Threads:</b> safe.
 */
public final class LightGbmRanker implements Ranker {

    /** Where the features stand in a schema. */
    private static final class Layout {
        final FeatureSchema schema;
        final int[] places;

        Layout(FeatureSchema schema, int[] places) {
            this.schema = schema;
            this.places = places;
        }
    }

    private final LightGbmModel model;
    private final TreeScorer scorer;
    private final Set<String> features;
    private volatile Layout layout = new Layout(FeatureSchema.of("none", "", List.of()), new int[0]);

    private LightGbmRanker(LightGbmModel model) {
        this.model = model;
        this.scorer = TreeScorer.of(model.ensemble());
        this.features = Collections.unmodifiableSet(new LinkedHashSet<>(model.features()));
    }

    /**
     * Makes a ranker of a model.
     *
     * @param model of one score a row
     * @return the ranker
     * @throws IllegalArgumentException if the model has several scores a row
     */
    public static LightGbmRanker of(LightGbmModel model) {
        if (model.ensemble().outputs() != 1) {
            throw new IllegalArgumentException(
                    "a ranker needs one score a row, the model has %d (objective \"%s\"); train a ranking or a binary objective"
                            .formatted(model.ensemble().outputs(), model.objective()));
        }
        return new LightGbmRanker(model);
    }

    /**
     * Reads a model's text and makes a ranker of it.
     *
     * @param file a model of one score a row
     * @return the ranker
     * @throws IOException if it cannot be read
     * @throws MalformedModelException if it is not a whole model of a kind that is read
     * @throws IllegalArgumentException if the model has several scores a row
     */
    public static LightGbmRanker load(Path file) throws IOException {
        return of(LightGbmModel.load(file));
    }

    /** {@return the model} */
    public LightGbmModel model() {
        return model;
    }

    /**
     * Scores every row.
     *
     * @throws IllegalArgumentException if the table's columns are not what the model was trained on
     */
    @Override
    public void score(RankingBatch batch, double[] scores) {
        scorer.session(batch.size())
                .score(batch.features(), places(batch.features().schema()), scores);
    }

    @Override
    public Set<String> features() {
        return features;
    }

    @Override
    public RankerStructure structure() {
        return new RankerStructure.Trees(model.ensemble());
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
        List<String> missing = new ArrayList<>();
        for (String feature : model.features()) {
            if (!schema.contains(feature)) {
                missing.add(feature);
            }
        }
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
            String feature = model.features().get(f);
            places[f] = schema.indexOf(feature);
            check(schema.columns().get(places[f]), schema);
        }
        return places;
    }

    private void check(FeatureColumn column, FeatureSchema schema) {
        boolean categorical = model.categorical().contains(column.name());
        if (column.categorical() != categorical) {
            throw new IllegalArgumentException(
                    "feature \"%s\" is %s in the model and %s in schema \"%s\" version %s; serve what the model was trained on"
                            .formatted(
                                    column.name(),
                                    kind(categorical),
                                    kind(column.categorical()),
                                    schema.name(),
                                    schema.version()));
        }
        List<String> dictionary = model.dictionaries().getOrDefault(column.name(), column.categories());
        if (!dictionary.equals(column.categories())) {
            throw new IllegalArgumentException(
                    "the dictionary of feature \"%s\" must be the model's, %s (schema \"%s\" version %s)"
                                    .formatted(
                                            column.name(),
                                            difference(dictionary, column.categories()),
                                            schema.name(),
                                            schema.version())
                            + "; serve the version of the view that the model was trained on");
        }
    }

    private static String difference(List<String> expected, List<String> found) {
        int at = 0;
        while (at < expected.size() && at < found.size() && expected.get(at).equals(found.get(at))) {
            at++;
        }
        return "entry %d is %s there and %s here".formatted(at, entry(expected, at), entry(found, at));
    }

    private static String entry(List<String> dictionary, int at) {
        return at < dictionary.size() ? "\"" + dictionary.get(at) + "\"" : "none";
    }

    private static String kind(boolean categorical) {
        return categorical ? "categorical" : "a number";
    }
}
