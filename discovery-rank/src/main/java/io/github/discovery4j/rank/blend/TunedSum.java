package io.github.discovery4j.rank.blend;

import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A {@link WeightedSum} whose weights are those of the {@link RankingParameters} that the request pins, with the boost of what
 * is new.
 *
 * <p>The columns are fixed when it is made, because an engine is built for them: those that the handle weighs then, and
 * {@value Recency#COLUMN} if it boosts or is asked to. Parameters that weigh another column make the ranker fail, so that the fallback ranker scores and
 * the trace says so.
 *
 * <p>The boost is bounded: it adds recencyBoost · {@value Recency#COLUMN}, and that column is in [0, 1].
 *
 * <p><b>Cost:</b> that of a weighted sum. <b>Threads:</b> safe.
 */
public final class TunedSum implements Ranker {

    /** The sum for one version of the parameters. */
    private record Prepared(RankingParameters parameters, WeightedSum sum) {}

    private final Handle<RankingParameters> parameters;
    private final Set<String> columns;
    private volatile Prepared prepared;

    private TunedSum(Handle<RankingParameters> parameters, Set<String> columns) {
        this.parameters = parameters;
        this.columns = Collections.unmodifiableSet(columns);
        RankingParameters now = parameters.current().value();
        this.prepared = new Prepared(now, sum(now));
    }

    /**
     * Creates a ranker of the columns that the handle weighs now. If it boosts nothing now, no parameters can boost later.
     *
     * @param parameters of the engine
     * @return the ranker
     */
    public static TunedSum over(Handle<RankingParameters> parameters) {
        RankingParameters now = parameters.current().value();
        return over(parameters, now.recencyBoost() > 0);
    }

    /**
     * Creates a ranker of the columns that the handle weighs now.
     *
     * @param parameters of the engine
     * @param recency whether some parameters may boost, so that the column {@value Recency#COLUMN} has to be there
     * @return the ranker
     */
    public static TunedSum over(Handle<RankingParameters> parameters, boolean recency) {
        Set<String> columns =
                new LinkedHashSet<>(parameters.current().value().weights().keySet());
        if (recency) {
            columns.add(Recency.COLUMN);
        }
        return new TunedSum(parameters, columns);
    }

    @Override
    public void score(RankingBatch batch, double[] scores) {
        sum(batch.context()).score(batch, scores);
    }

    @Override
    public Set<String> features() {
        return columns;
    }

    /** {@inheritDoc} With the request's own weights. */
    @Override
    public RankerStructure structure(RequestContext context) {
        return sum(context).structure();
    }

    @SuppressWarnings("ReferenceEquality") // a version is one object; comparing its maps would cost more than a new sum
    private WeightedSum sum(RequestContext context) {
        RankingParameters pinned = context.pin(parameters);
        Prepared known = prepared;
        if (known.parameters() != pinned) {
            known = new Prepared(pinned, sum(pinned));
            prepared = known;
        }
        return known.sum();
    }

    private WeightedSum sum(RankingParameters chosen) {
        WeightedSum.Builder sum = WeightedSum.builder();
        chosen.weights().forEach((column, weight) -> {
            requireColumn(column);
            boolean boosted = column.equals(Recency.COLUMN);
            sum.weight(column, boosted ? weight + chosen.recencyBoost() : weight);
        });
        if (chosen.recencyBoost() > 0 && !chosen.weights().containsKey(Recency.COLUMN)) {
            requireColumn(Recency.COLUMN);
            sum.weight(Recency.COLUMN, chosen.recencyBoost());
        }
        return sum.build();
    }

    private void requireColumn(String column) {
        if (!columns.contains(column)) {
            throw new IllegalArgumentException(
                    "parameters must weigh columns that the ranker was made for, %s, had \"%s\"; make the ranker with all of them, some with weight 0"
                            .formatted(columns, column));
        }
    }
}
