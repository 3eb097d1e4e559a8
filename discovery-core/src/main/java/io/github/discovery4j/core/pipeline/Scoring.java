package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Fills the feature table and ranks: the engine's ranker, else the fallback, else by where the sources put them. */
final class Scoring {

    /** Scored candidates and the ranker that gave the scores. */
    record Result(ScoredCandidates scored, Ranker ranker) {}

    private final List<FeatureView> views;
    private final FeatureSchema schema;
    private final List<Ranker> fallbacks;

    Scoring(List<FeatureView> views, FeatureSchema schema, Ranker fallback) {
        this.views = views;
        this.schema = schema;
        this.fallbacks = List.of(fallback, new ReciprocalRankFusion());
    }

    Result score(Candidates candidates, Ranker ranker, RequestContext context, TraceRecorder trace) {
        FeatureTable features = hydrate(PairBatch.forward(context, candidates), context, trace);
        Optional<FeatureTable> reverse = ranker.reciprocal()
                ? Optional.of(hydrate(PairBatch.backward(context, candidates), context, trace))
                : Optional.empty();
        RankingBatch batch = new RankingBatch(context, candidates, features, reverse);
        Optional<ScoredCandidates> scored = rank(batch, ranker, "ranker", trace);
        if (scored.isPresent()) {
            return new Result(scored.get(), ranker);
        }
        for (Ranker fallback : fallbacks) {
            trace.note("the fallback ranker scored");
            scored = rank(batch, fallback, "fallback ranker", trace);
            if (scored.isPresent()) {
                return new Result(scored.get(), fallback);
            }
        }
        throw new IllegalStateException("rank fusion must score whatever the candidates are");
    }

    private FeatureTable hydrate(PairBatch pairs, RequestContext context, TraceRecorder trace) {
        FeatureTable table = FeatureTable.allocate(schema, pairs.size());
        int first = 0;
        for (FeatureView view : views) {
            int columns = view.schema().size();
            String name = view.schema().name();
            if (context.deadline().expired()) {
                trace.skipped("hydrate", name, "no time left", pairs.size(), 0);
            } else {
                hydrate(view, name, pairs, table.writer(first, columns), trace);
            }
            first += columns;
        }
        return table;
    }

    private static void hydrate(
            FeatureView view, String name, PairBatch pairs, FeatureTable.Writer writer, TraceRecorder trace) {
        long since = trace.now();
        try (writer) {
            view.hydrate(pairs, writer);
            trace.completed("hydrate", name, since, pairs.size(), pairs.size());
        } catch (Throwable thrown) {
            String error = Failures.nameOf(thrown);
            writer.clear();
            trace.failed("hydrate", name, error, since, pairs.size(), 0);
        }
    }

    private static Optional<ScoredCandidates> rank(
            RankingBatch batch, Ranker ranker, String name, TraceRecorder trace) {
        long since = trace.now();
        double[] scores = new double[batch.size()];
        Arrays.fill(scores, Double.NaN);
        try {
            ranker.score(batch, scores);
        } catch (Throwable thrown) {
            trace.failed("rank", name, Failures.nameOf(thrown), since, batch.size(), 0);
            return Optional.empty();
        }
        if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
            trace.failed("rank", name, "a score was missing or not finite", since, batch.size(), 0);
            return Optional.empty();
        }
        ScoredCandidates scored = ScoredCandidates.of(batch, scores);
        trace.completed("rank", name, since, batch.size(), batch.size());
        return Optional.of(scored);
    }
}
