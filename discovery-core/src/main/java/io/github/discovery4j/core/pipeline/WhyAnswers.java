package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.model.Why;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.WhyCache;
import io.github.discovery4j.core.stage.WhyCache.Basis;
import io.github.discovery4j.core.stage.WhyCache.Known;
import io.github.discovery4j.core.stage.WhyCache.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Explains given items: the steps of a slate, for candidates that are named and not sought.
 *
 * <p>Features are always read and guardrails always asked; a ranking and its explanation are used again when what they were made
 * from is the same, to the last value.
 */
final class WhyAnswers {

    private static final String SOURCE = "why";

    private final Stages stages;
    private final Scoring scoring;
    private final Judging judging;
    private final Explaining explaining;
    private final Optional<WhyCache> cache;

    WhyAnswers(Stages stages, Scoring scoring, Judging judging, Explaining explaining, Optional<WhyCache> cache) {
        this.stages = stages;
        this.scoring = scoring;
        this.judging = judging;
        this.explaining = explaining;
        this.cache = cache;
    }

    List<Why> of(RequestContext context, List<String> itemIds, TraceRecorder trace) {
        if (stages.consent().withdrawn(context.viewerId())) {
            return itemIds.stream().map(Why::hidden).toList();
        }
        Map<String, Long> epochs = new HashMap<>();
        long viewerEpoch = stages.consent().epoch(context.viewerId());
        itemIds.forEach(id -> epochs.put(id, epoch(id)));
        Candidates candidates = given(context, itemIds, trace);
        Map<String, List<Reason>> reasons =
                candidates.size() == 0 ? Map.of() : explained(context, candidates, viewerEpoch, epochs, trace);
        boolean viewerMoved = stages.consent().epoch(context.viewerId()) != viewerEpoch;
        return itemIds.stream()
                .map(id -> viewerMoved || !reasons.containsKey(id) || epoch(id) != epochs.getOrDefault(id, 0L)
                        ? Why.hidden(id)
                        : new Why(id, true, reasons.get(id)))
                .toList();
    }

    private long epoch(String itemId) {
        return stages.itemKind() == ItemKind.PEOPLE ? stages.consent().epoch(itemId) : 0;
    }

    private static Candidates given(RequestContext context, List<String> itemIds, TraceRecorder trace) {
        CandidateList.Builder list = CandidateList.builder(context.items(), itemIds.size());
        itemIds.forEach(id -> list.add(id, 0));
        return Merge.of(List.of(SOURCE), List.of(new Retrieval.Found(SOURCE, list.build(), true)), context, trace);
    }

    /** The reasons of what may be shown, by id. */
    private Map<String, List<Reason>> explained(
            RequestContext context,
            Candidates candidates,
            long viewerEpoch,
            Map<String, Long> epochs,
            TraceRecorder trace) {
        Ranker ranker = context.pin(stages.ranker());
        RankingBatch forward = scoring.hydrated(candidates, context, trace);
        RankingBatch batch = ranker.reciprocal() ? scoring.withReverse(forward, ranker, trace) : forward;
        Map<String, String> versions = context.versions();
        Known[] known = new Known[batch.size()];
        double[] scores = new double[batch.size()];
        for (int row = 0; row < known.length; row++) {
            String id = candidates.id(row);
            Pair pair = new Pair(context.viewerId(), id);
            Basis basis = new Basis(viewerEpoch, epochs.getOrDefault(id, 0L), versions, features(batch, row));
            @Nullable Known kept = cache.map(whys -> whys.get(pair)).orElse(null);
            known[row] =
                    kept != null && kept.basis().equals(basis) ? kept : made(batch, row, ranker, pair, basis, trace);
            scores[row] = known[row].score();
        }
        KeptCandidates kept = judging.judge(ScoredCandidates.of(batch, scores), trace);
        Map<String, List<Reason>> reasons = new HashMap<>();
        for (int index = 0; index < kept.size(); index++) {
            int row = kept.row(index);
            reasons.put(candidates.id(row), known[row].reasons());
        }
        return reasons;
    }

    private static WhyCache.FeatureRow features(RankingBatch batch, int row) {
        int width = batch.features().schema().size();
        Optional<FeatureTable> reverse = batch.reverseFeatures();
        float[] values = new float[reverse.isPresent() ? 2 * width : width];
        batch.features().copyRow(row, values);
        if (reverse.isPresent()) {
            float[] other = new float[width];
            reverse.get().copyRow(row, other);
            System.arraycopy(other, 0, values, width, width);
        }
        return new WhyCache.FeatureRow(values);
    }

    /** Ranks and explains one row by itself, and keeps what may be kept. */
    private Known made(RankingBatch batch, int row, Ranker ranker, Pair pair, Basis basis, TraceRecorder trace) {
        Scoring.Result result = scoring.score(batch.select(new int[] {row}), ranker, trace);
        ChosenItems chosen = new ChosenItems(result.scored(), result.ranker(), new int[] {0});
        List<Reason> reasons = explaining.explain(chosen, trace).getFirst();
        Known known = new Known(basis, result.scored().score(0), reasons);
        boolean lasting = result.ranker() == ranker
                && !reasons.isEmpty()
                && reasons.stream().noneMatch(reason -> reason.visibility() == Visibility.FOLLOWERS);
        if (lasting) {
            cache.ifPresent(whys -> whys.put(pair, known));
        }
        return known;
    }
}
