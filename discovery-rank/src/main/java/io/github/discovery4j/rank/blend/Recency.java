package io.github.discovery4j.rank.blend;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How new the object of a pair is: the column {@value #COLUMN}, 2^(-age / half-life), 1 for what came this moment.
 *
 * <p>The age is that as of the pair's moment. What is to come is as new as can be. An object whose beginning nobody knows has
 * NaN, which a weighted sum leaves out: it gets no boost.
 *
 * <p><b>Units:</b> in [0, 1]. <b>Cost:</b> one question a row. <b>Threads:</b> safe when the function is.
 */
public final class Recency implements FeatureView {

    /** The column. */
    public static final String COLUMN = "recency";

    private static final SignalGroup NONE = new SignalGroup("none");

    private final Function<String, Optional<Instant>> since;
    private final Handle<RankingParameters> parameters;
    private final FeatureSchema schema;

    /**
     * Creates the view, of something that is no person's signal, such as when a film came out.
     *
     * @param since when an item began, by its id
     * @param parameters gives the half-life
     */
    public Recency(Function<String, Optional<Instant>> since, Handle<RankingParameters> parameters) {
        this.since = since;
        this.parameters = parameters;
        this.schema = FeatureSchema.of(
                "recency", "1", List.of(FeatureColumn.number(COLUMN, NONE, FeatureColumn.Owner.NOBODY)));
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        Duration halfLife = pairs.pin(parameters).recencyHalfLife();
        for (int row = 0; row < pairs.size(); row++) {
            Optional<Instant> began = since.apply(pairs.objectId(row));
            if (began.isPresent()) {
                columns.set(row, 0, recency(began.get(), pairs.asOf(row), halfLife));
            }
        }
    }

    private static float recency(Instant began, Instant now, Duration halfLife) {
        double age = Math.max(0, seconds(Duration.between(began, now)));
        return (float) StrictMath.pow(2, -age / seconds(halfLife));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
