package io.github.discovery4j.benchmarks.pipeline;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.core.stage.Verdicts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** One viewer's request with the input of every step worked out, so that a step can be measured by itself. */
final class PreparedRequest {

    static final int K = 10;

    final RequestContext context;
    final Candidates candidates;
    final RankingBatch batch;
    final double[] scores;
    final ScoredCandidates scored;
    final KeptCandidates kept;
    final ChosenItems chosen;

    PreparedRequest(SlateWorld world, IdSpace items, String viewer) {
        context = RequestContext.builder(SlateRequest.forViewer(viewer).size(K).build(), items)
                .attributes(world.store)
                .consent(world.consent)
                .build();
        CandidateList byTaste = world.byTaste().retrieve(context, 350);
        CandidateList byInterests = world.byInterests().retrieve(context, 150);
        candidates = merged(items, byTaste, byInterests);
        batch = new RankingBatch(context, candidates, hydrate(world.view()), Optional.empty());
        scores = score(SlateWorld.ranker());
        scored = ScoredCandidates.of(batch, scores.clone());
        kept = KeptCandidates.of(scored, judge(List.of(world.blocked(), world.met())));
        chosen = chosen(world.diversifier());
    }

    FeatureTable hydrate(FeatureView view) {
        FeatureTable table = FeatureTable.allocate(view.schema(), candidates.size());
        try (FeatureTable.Writer writer = table.writer(0, view.schema().size())) {
            view.hydrate(PairBatch.forward(context, candidates), writer);
        }
        return table;
    }

    double[] score(Ranker ranker) {
        double[] fresh = new double[candidates.size()];
        ranker.score(batch, fresh);
        return fresh;
    }

    int[] judge(List<Guardrail> guardrails) {
        int[] tiers = new int[scored.size()];
        for (Guardrail guardrail : guardrails) {
            Verdicts verdicts = new Verdicts(scored.size());
            guardrail.judge(scored, verdicts);
            for (int row = 0; row < tiers.length; row++) {
                tiers[row] = Math.max(tiers[row], verdicts.get(row).tier());
            }
        }
        return tiers;
    }

    private ChosenItems chosen(Diversifier diversifier) {
        Selection selection = diversifier.select(kept, K);
        int[] rows = new int[selection.size()];
        Arrays.setAll(rows, position -> kept.row(selection.index(position)));
        return new ChosenItems(scored, SlateWorld.ranker(), rows);
    }

    private static Candidates merged(IdSpace items, CandidateList... lists) {
        TreeSet<Integer> ordinals = new TreeSet<>();
        for (CandidateList list : lists) {
            for (int i = 0; i < list.size(); i++) {
                ordinals.add(list.ordinal(i));
            }
        }
        int[] rows = ordinals.stream().mapToInt(Integer::intValue).toArray();
        String[] ids = new String[rows.length];
        Arrays.setAll(ids, row -> String.valueOf(items.idOf(rows[row])));
        float[] origins = new float[rows.length];
        Arrays.fill(origins, 1f);
        return Candidates.of(rows, ids, List.of("both"), origins);
    }
}
