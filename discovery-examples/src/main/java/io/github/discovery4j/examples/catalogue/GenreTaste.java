package io.github.discovery4j.examples.catalogue;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which genres a user likes: how often each occurs among their {@link Favourites}, as a unit vector. As a view, the
 * column {@value #SIMILARITY}: the cosine of the subject's vector and the object's.
 *
 * <p>Vectors are computed when asked for, under the user's consent at that moment. <b>Shapes:</b> as {@link Genres}.
 * <b>Cost:</b> O(h d) for h favourites; a view computes it once for rows of the same subject and moment.
 * <b>Threads:</b> safe.
 */
final class GenreTaste implements VectorReader, FeatureView {

    /** The column; the standard phrase book speaks of it. */
    static final String SIMILARITY = "cosine_genres";

    private static final float[] NONE = {};

    private final Genres genres;
    private final Favourites favourites;
    private final IdMap items;
    private final InstantSource clock;
    private final FeatureSchema schema;

    GenreTaste(Genres genres, Favourites favourites, IdMap items, InstantSource clock, SignalGroup group) {
        this.genres = genres;
        this.favourites = favourites;
        this.items = items;
        this.clock = clock;
        this.schema = FeatureSchema.of(
                "genres", "1", List.of(FeatureColumn.number(SIMILARITY, group, FeatureColumn.Owner.SUBJECT)));
    }

    @Override
    public int dimension() {
        return genres.index().dimension();
    }

    @Override
    public boolean read(String userId, float[] destination, int offset) {
        float[] taste = of(userId, clock.instant());
        System.arraycopy(taste, 0, destination, offset, taste.length);
        return taste.length > 0;
    }

    /** Returns a user's vector, or an empty array where nothing is known. */
    private float[] of(String userId, Instant asOf) {
        float[] taste = new float[dimension()];
        float[] ofItem = new float[dimension()];
        double squares = 0;
        for (int item : favourites.of(userId, asOf)) {
            if (genres.index().read(items.idOf(item), ofItem, 0)) {
                for (int genre = 0; genre < taste.length; genre++) {
                    taste[genre] += ofItem[genre] > 0 ? 1 : 0;
                }
            }
        }
        for (float count : taste) {
            squares += (double) count * count;
        }
        if (squares == 0) {
            return NONE;
        }
        for (int genre = 0; genre < taste.length; genre++) {
            taste[genre] = (float) (taste[genre] / Math.sqrt(squares));
        }
        return taste;
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        float[] ofItem = new float[dimension()];
        float[] taste = NONE;
        for (int row = 0; row < pairs.size(); row++) {
            if (row == 0 || !samePerson(pairs, row, row - 1)) {
                taste = of(pairs.subjectId(row), pairs.asOf(row));
            }
            if (taste.length > 0 && genres.index().read(pairs.objectId(row), ofItem, 0)) {
                columns.set(row, 0, dot(taste, ofItem));
            }
        }
    }

    private static boolean samePerson(PairBatch pairs, int row, int other) {
        return pairs.subjectId(row).equals(pairs.subjectId(other))
                && pairs.asOf(row).equals(pairs.asOf(other));
    }

    private static float dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return (float) sum;
    }

    /** Names the item's genres that the user likes more than most, the most liked first. */
    List<String> shared(String userId, String itemId) {
        float[] taste = of(userId, clock.instant());
        float[] ofItem = new float[dimension()];
        if (taste.length == 0 || !genres.index().read(itemId, ofItem, 0)) {
            return List.of();
        }
        double sum = 0;
        for (float share : taste) {
            sum += share;
        }
        List<Integer> shared = new ArrayList<>();
        for (int genre = 0; genre < taste.length; genre++) {
            if (ofItem[genre] > 0 && taste[genre] >= sum / taste.length) {
                shared.add(genre);
            }
        }
        shared.sort(Comparator.comparing((Integer genre) -> taste[genre]).reversed());
        return shared.stream().map(genres.names()::get).toList();
    }
}
