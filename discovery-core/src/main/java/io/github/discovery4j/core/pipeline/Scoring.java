package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.observe.Occurrence;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Fills the feature table and ranks: the engine's ranker, else the fallback, else by where the sources put them. */
final class Scoring {

    /** Scored candidates and the ranker that gave the scores. */
    record Result(ScoredCandidates scored, Ranker ranker) {}

    /** A view and its place in the table, asked for once: what a view says of itself later cannot move its columns. */
    private record Columns(FeatureView view, String name, int first, int count) {}

    private final List<Columns> columns;
    private final FeatureSchema schema;
    private final List<Ranker> fallbacks;

    Scoring(List<FeatureView> views, FeatureSchema schema, Ranker fallback) {
        this.schema = schema;
        this.fallbacks = List.of(fallback, new ReciprocalRankFusion());
        this.columns = new ArrayList<>(views.size());
        int first = 0;
        for (FeatureView view : views) {
            FeatureSchema own = view.schema();
            columns.add(new Columns(view, own.name(), first, own.size()));
            first += own.size();
        }
    }

    Result score(Candidates candidates, Ranker ranker, RequestContext context, TraceRecorder trace) {
        return score(hydrated(candidates, context, trace), ranker, trace);
    }

    /** Fills the viewer's direction; the other is filled for a ranker that reads it. */
    RankingBatch hydrated(Candidates candidates, RequestContext context, TraceRecorder trace) {
        FeatureTable features = hydrate(PairBatch.forward(context, candidates), columns, context, trace);
        return new RankingBatch(context, candidates, features, Optional.empty());
    }

    /** Scores rows; those that have both directions already are not filled again. */
    Result score(RankingBatch batch, Ranker ranker, TraceRecorder trace) {
        Optional<ScoredCandidates> scored = rank(batch, ranker, "ranker", trace);
        if (scored.isPresent()) {
            return new Result(scored.get(), ranker);
        }
        for (Ranker fallback : fallbacks) {
            trace.happened(Occurrence.FALLBACK_RANKER, "", "the fallback ranker scored");
            // The other direction was filled for what the ranker reads, not for what this one does.
            RankingBatch anew =
                    new RankingBatch(batch.context(), batch.candidates(), batch.features(), Optional.empty());
            scored = rank(anew, fallback, "fallback ranker", trace);
            if (scored.isPresent()) {
                return new Result(scored.get(), fallback);
            }
        }
        throw new IllegalStateException("rank fusion must score whatever the candidates are");
    }

    private FeatureTable hydrate(PairBatch pairs, List<Columns> asked, RequestContext context, TraceRecorder trace) {
        FeatureTable table = FeatureTable.allocate(schema, pairs.size());
        for (Columns own : asked) {
            if (context.deadline().expired()) {
                trace.skipped("hydrate", own.name(), "no time left", pairs.size(), 0);
            } else {
                hydrate(own, pairs, table, trace);
            }
        }
        table.freeze();
        return table;
    }

    private static void hydrate(Columns own, PairBatch pairs, FeatureTable table, TraceRecorder trace) {
        long since = trace.open("hydrate", own.name());
        try (FeatureTable.Writer writer = table.writer(own.first(), own.count())) {
            own.view().hydrate(pairs, writer);
            trace.completed("hydrate", own.name(), since, pairs.size(), pairs.size());
        } catch (Throwable thrown) {
            String error = Failures.nameOf(thrown);
            table.writer(own.first(), own.count()).clear();
            trace.failed("hydrate", own.name(), error, since, pairs.size(), 0);
        }
    }

    private Optional<ScoredCandidates> rank(RankingBatch forward, Ranker ranker, String name, TraceRecorder trace) {
        double[] scores = new double[forward.size()];
        Arrays.fill(scores, Double.NaN);
        RankingBatch batch;
        try {
            batch = ranker.reciprocal() ? withReverse(forward, ranker, trace) : forward;
        } catch (Throwable thrown) {
            trace.neverRan("rank", name, new StepOutcome.Failed(Failures.nameOf(thrown)), forward.size(), 0);
            return Optional.empty();
        }
        long since = trace.open("rank", name);
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

    /** Adds the other direction of what the ranker reads there, unless the rows have it. */
    RankingBatch withReverse(RankingBatch forward, Ranker ranker, TraceRecorder trace) {
        if (forward.reverseFeatures().isPresent()) {
            return forward;
        }
        RequestContext context = forward.context();
        Candidates candidates = forward.candidates();
        List<Columns> asked = ranker.backwardFeatures().map(this::columnsOf).orElse(columns);
        FeatureTable reverse = hydrate(PairBatch.backward(context, candidates), asked, context, trace);
        return new RankingBatch(context, candidates, forward.features(), Optional.of(reverse));
    }

    private List<Columns> columnsOf(Set<String> read) {
        return columns.stream()
                .filter(own -> IntStream.range(own.first(), own.first() + own.count())
                        .anyMatch(column ->
                                read.contains(schema.columns().get(column).name())))
                .toList();
    }
}
