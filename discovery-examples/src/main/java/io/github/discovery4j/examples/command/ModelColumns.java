package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.ScoringModel;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.rank.factorization.UserScorer;
import io.github.discovery4j.rank.factorization.training.ModelRecipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What some models say of every item of a catalogue, for one person after the other: each model's scores, brought to [0, 1]
 * for each person. <b>Threads:</b> safe.
 */
final class ModelColumns {

    /** The models, which the columns are called as. */
    static final List<String> NAMES = List.of("popularity", "rp3beta", "ials");

    private static final FeatureSchema SCHEMA = FeatureSchema.of(
            "models",
            "1",
            NAMES.stream()
                    .map(name -> FeatureColumn.number(name, SignalGroup.BEHAVIOUR, FeatureColumn.Owner.SUBJECT))
                    .toList());

    private final List<ScoringModel> models;
    private final Candidates catalogue;
    private final RequestContext context;

    private ModelColumns(List<ScoringModel> models, Candidates catalogue, RequestContext context) {
        this.models = models;
        this.catalogue = catalogue;
        this.context = context;
    }

    /** Trains the models on one part, to say what they think of people with these histories. */
    static ModelColumns of(Interactions train, Interactions histories, long seed, int threads) {
        List<ScoringModel> models = NAMES.stream()
                .<ScoringModel>map(name ->
                        new UserScorer(ModelRecipe.named(name).train(train, Map.of(), seed, threads), histories))
                .toList();
        IdMap items = train.items();
        Candidates catalogue = Candidates.of(
                IntStream.range(0, items.size()).toArray(),
                IntStream.range(0, items.size()).mapToObj(items::idOf).toArray(String[]::new),
                List.of(),
                new float[0]);
        SlateRequest request = SlateRequest.forViewer("evaluation").build();
        return new ModelColumns(
                models,
                catalogue,
                RequestContext.builder(request, new IdSpace()).build());
    }

    /** Returns a person's columns, one value an item. */
    float[][] of(int user) {
        float[][] columns = new float[models.size()][];
        for (int c = 0; c < columns.length; c++) {
            double[] scores = new double[catalogue.size()];
            models.get(c).score(user, scores);
            columns[c] = scaled(scores);
        }
        return columns;
    }

    private static float[] scaled(double[] scores) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            low = Math.min(low, score);
            high = Math.max(high, score);
        }
        float[] scaled = new float[scores.length];
        for (int item = 0; item < scaled.length; item++) {
            scaled[item] = high > low ? (float) ((scores[item] - low) / (high - low)) : 0;
        }
        return scaled;
    }

    /** Scores the catalogue for a person with a ranker of these columns. */
    void score(Ranker ranker, int user, double[] scores) {
        FeatureTable table = FeatureTable.allocate(SCHEMA, catalogue.size());
        float[][] columns = of(user);
        try (FeatureTable.Writer writer = table.writer(0, columns.length)) {
            float[] row = new float[columns.length];
            for (int item = 0; item < catalogue.size(); item++) {
                for (int c = 0; c < row.length; c++) {
                    row[c] = columns[c][item];
                }
                writer.setRow(item, row);
            }
        }
        table.freeze();
        ranker.score(new RankingBatch(context, catalogue, table, Optional.empty()), scores);
    }
}
