package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What the models say about a pair: {@value #SCORE}, the collaborative score of the object for the subject's history,
 * and {@value #POPULARITY}, the object's popularity in [0, 1].
 *
 * <p>Both are NaN for an object that the model does not know; the score also for a subject without a history that it
 * knows, or whose consent does not allow its use. One version of each model serves a whole batch; the history is read as
 * of each pair's own moment.
 *
 * <p><b>Cost:</b> a history is read once for each run of rows with the same subject and moment: once for a request.
 * <b>Threads:</b> safe.
 */
public final class ModelFeatures implements FeatureView {

    /** The column of the collaborative score. */
    public static final String SCORE = "cf_score";

    /** The column of the popularity. */
    public static final String POPULARITY = "popularity";

    private static final int SCORE_COLUMN = 0;
    private static final int POPULARITY_COLUMN = 1;

    private final Handle<? extends CatalogueModel> collaborative;
    private final Handle<PopularityModel> popularity;
    private final InteractionHistory history;
    private final FeatureSchema schema;

    /**
     * Creates the view.
     *
     * @param collaborative gives the score
     * @param popularity gives the popularity
     * @param history what subjects did
     */
    public ModelFeatures(
            Handle<? extends CatalogueModel> collaborative,
            Handle<PopularityModel> popularity,
            InteractionHistory history) {
        this.collaborative = collaborative;
        this.popularity = popularity;
        this.history = history;
        this.schema = FeatureSchema.of(
                "models",
                "1",
                List.of(
                        FeatureColumn.number(SCORE, history.group(), FeatureColumn.Owner.SUBJECT),
                        FeatureColumn.number(POPULARITY, history.group(), FeatureColumn.Owner.NOBODY)));
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        CatalogueModel model = pairs.pin(collaborative);
        for (int from = 0; from < pairs.size(); ) {
            int to = endOfRun(pairs, from);
            hydrateScores(model, pairs, from, to, columns);
            from = to;
        }
        hydratePopularity(pairs.pin(popularity), pairs, columns);
    }

    private static int endOfRun(PairBatch pairs, int from) {
        String subject = pairs.subjectId(from);
        Instant asOf = pairs.asOf(from);
        int to = from + 1;
        while (to < pairs.size()
                && pairs.subjectId(to).equals(subject)
                && pairs.asOf(to).equals(asOf)) {
            to++;
        }
        return to;
    }

    private void hydrateScores(CatalogueModel model, PairBatch pairs, int from, int to, FeatureTable.Writer columns) {
        int[] liked = history.liked(pairs.subjectId(from), pairs.asOf(from), model.items());
        if (liked.length == 0) {
            return;
        }
        int[] rows = new int[to - from];
        int[] items = new int[to - from];
        int known = 0;
        for (int row = from; row < to; row++) {
            int item = model.items().ordinalOf(pairs.objectId(row));
            if (item != IdMap.ABSENT) {
                rows[known] = row;
                items[known++] = item;
            }
        }
        double[] scores = new double[known];
        model.score(liked, Arrays.copyOf(items, known), scores);
        for (int i = 0; i < known; i++) {
            columns.set(rows[i], SCORE_COLUMN, (float) scores[i]);
        }
    }

    private static void hydratePopularity(PopularityModel model, PairBatch pairs, FeatureTable.Writer columns) {
        for (int row = 0; row < pairs.size(); row++) {
            int item = model.items().ordinalOf(pairs.objectId(row));
            if (item != IdMap.ABSENT) {
                columns.set(row, POPULARITY_COLUMN, model.scaled(item));
            }
        }
    }
}
