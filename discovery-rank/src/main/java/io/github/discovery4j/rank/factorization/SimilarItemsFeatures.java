package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Instant;
import java.util.List;

/**
 * How near the object of a pair is to what the subject liked last: the column {@value #SCORE}, the score that
 * {@link SimilarItemsSource} gives.
 *
 * <p>It is 0 for an object that is no neighbour of any of them, and NaN for one that the neighbours do not know, and for a subject
 * without a history that they know, or whose consent does not allow its use. Histories are read as of each pair's own moment.
 *
 * <p><b>Cost:</b> a history is read once for each run of rows with the same subject and moment; then the neighbours of
 * {@value SimilarItemsSource#RECENT} items a row. <b>Threads:</b> safe.
 */
public final class SimilarItemsFeatures implements FeatureView {

    /** The column. */
    public static final String SCORE = "similar_score";

    private final Handle<ItemNeighbours> neighbours;
    private final InteractionHistory history;
    private final FeatureSchema schema;

    /**
     * Creates the view.
     *
     * @param neighbours give the score
     * @param history what subjects did
     */
    public SimilarItemsFeatures(Handle<ItemNeighbours> neighbours, InteractionHistory history) {
        this.neighbours = neighbours;
        this.history = history;
        this.schema = FeatureSchema.of(
                "similar items",
                "1",
                List.of(FeatureColumn.number(SCORE, history.group(), FeatureColumn.Owner.SUBJECT)));
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        ItemNeighbours pinned = pairs.pin(neighbours);
        String subject = "";
        Instant asOf = Instant.MIN;
        int[] recent = {};
        for (int row = 0; row < pairs.size(); row++) {
            if (!pairs.subjectId(row).equals(subject) || !pairs.asOf(row).equals(asOf)) {
                subject = pairs.subjectId(row);
                asOf = pairs.asOf(row);
                recent = history.likedLast(subject, asOf, pinned.items(), SimilarItemsSource.RECENT);
            }
            int item = pinned.items().ordinalOf(pairs.objectId(row));
            if (recent.length > 0 && item != IdMap.ABSENT) {
                columns.set(row, 0, score(pinned, recent, item));
            }
        }
    }

    private static float score(ItemNeighbours neighbours, int[] recent, int item) {
        double sum = 0;
        for (int liked : recent) {
            sum += neighbours.score(liked, item);
        }
        return (float) sum;
    }
}
