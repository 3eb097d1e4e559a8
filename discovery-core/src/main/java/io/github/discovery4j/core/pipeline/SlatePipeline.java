package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Why;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.Impression;
import io.github.discovery4j.core.observe.Occurrence;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.ConstraintStatus;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.core.stage.WhyCache;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * A request's way: retrieve, merge, hydrate, rank, guard, diversify, explain.
 *
 * <p><b>Consent.</b> An attempt notes the latest consent epoch before it reads anything. If the viewer or a chosen item
 * changed their consent after that, the attempt is thrown away and made once more; if it happens again, the item is left
 * out, and for the viewer the slate is empty. <b>Threads:</b> safe.
 */
public final class SlatePipeline {

    /** Stands for the ranker's version in slates that the fallback ranker scored. */
    private static final String FALLBACK_VERSION = "fallback";

    private final Stages stages;
    private final Retrieval retrieval;
    private final Optional<MemoisedRetrieval> memoised;
    private final Scoring scoring;
    private final Judging judging;
    private final Choosing choosing;
    private final Explaining explaining;
    private final WhyAnswers whys;
    private final List<String> sourceNames;

    /**
     * Creates a pipeline.
     *
     * @param stages what it runs
     * @param sourceExecutor runs sources that do not block
     * @param memo keeps what sources found for a viewer; empty to ask them each time
     * @param whyCache keeps the reasons of pairs that were asked about; empty to make them each time
     */
    public SlatePipeline(
            Stages stages, Executor sourceExecutor, Optional<CandidateMemo> memo, Optional<WhyCache> whyCache) {
        this.stages = stages;
        List<Named<CandidateSource>> all = new ArrayList<>(stages.sources());
        all.addAll(stages.fallbacks());
        this.sourceNames = all.stream().map(Named::name).toList();
        this.retrieval = new Retrieval(all, stages.limits(), sourceExecutor);
        this.memoised = memo.map(kept -> new MemoisedRetrieval(retrieval, kept));
        this.scoring = new Scoring(stages.views(), stages.schema(), stages.fallbackRanker());
        this.judging = new Judging(stages.guardrails());
        this.choosing = new Choosing(stages.diversifier());
        this.explaining = new Explaining(stages.explainer());
        this.whys = new WhyAnswers(stages, scoring, judging, explaining, whyCache);
    }

    /** What one attempt made: the chosen items, in order, all of them still to pass the look at consent. */
    private record Draft(
            RequestContext context,
            long consentEpoch,
            boolean byFallback,
            List<Pick> picks,
            List<ConstraintStatus> statuses) {

        Draft with(List<Pick> others) {
            return new Draft(context, consentEpoch, byFallback, others, statuses);
        }
    }

    private record Pick(ScoredCandidates scored, int row, double propensity, List<Reason> reasons) {
        String id() {
            return scored.id(row);
        }
    }

    /**
     * Answers a request.
     *
     * @param request the request
     * @param routing how it came to this pipeline
     * @return the slate and how it came about
     * @throws IllegalArgumentException if the filter reads an attribute that the engine does not know
     */
    public TracedSlate answer(SlateRequest request, Routing routing) {
        checkFilter(request);
        Instant startedAt = stages.clock().instant();
        Watch watch = Watch.of(request, stages.listener());
        TraceRecorder trace =
                new TraceRecorder(watch, startedAt, stages.limits().ticker());
        routing.note().ifPresent(trace::note);
        try {
            TracedSlate answer = make(request, routing, trace);
            watch.answered(answer.trace());
            return answer;
        } catch (Throwable thrown) {
            trace.broken(thrown);
            throw thrown;
        }
    }

    /**
     * Explains given items to a viewer. Listeners hear nothing of it: no slate is made.
     *
     * @param request for whom
     * @param itemIds the items
     * @return one an id, in that order
     * @throws IllegalArgumentException if the filter reads an attribute that the engine does not know
     */
    public List<Why> why(SlateRequest request, List<String> itemIds) {
        checkFilter(request);
        LongSupplier ticker = stages.limits().ticker();
        Watch nobody = Watch.of(request, DiscoveryListener.NOOP);
        TraceRecorder trace = new TraceRecorder(nobody, stages.clock().instant(), ticker);
        Deadline deadline =
                Deadline.after(request.timeout().orElse(stages.limits().requestTimeout()), ticker);
        return whys.of(open(request, deadline, trace), itemIds, trace);
    }

    private TracedSlate make(SlateRequest request, Routing routing, TraceRecorder trace) {
        Deadline deadline = Deadline.after(
                request.timeout().orElse(stages.limits().requestTimeout()),
                stages.limits().ticker());
        Draft draft = attempt(request, deadline, trace);
        if (consentMoved(draft)) {
            trace.happened(Occurrence.REBUILD, "", "consent changed midway; the slate was made again");
            draft = withoutMoved(attempt(request, deadline, trace), trace);
        }
        return finish(request, routing, draft, trace);
    }

    private Draft attempt(SlateRequest request, Deadline deadline, TraceRecorder trace) {
        long consentEpoch = stages.consent().latestEpoch();
        RequestContext context = open(request, deadline, trace);
        if (stages.consent().withdrawn(request.viewerId())) {
            trace.note("the viewer has withdrawn");
            return new Draft(context, consentEpoch, false, List.of(), List.of());
        }
        Ranker ranker = context.pin(stages.ranker());
        List<Retrieval.Found> found = new ArrayList<>(ask("source", stages.sources(), context, consentEpoch, trace));
        Candidates merged = Merge.of(sourceNames, found, context, trace);
        Candidates candidates = fillUp(merged, found, context, consentEpoch, trace);
        Scoring.Result result = scoring.score(candidates, ranker, context, trace);
        KeptCandidates kept = judging.judge(result.scored(), trace);
        if (kept.size() < request.size() && kept.size() < candidates.size() && !deadline.expired()) {
            candidates = refill(candidates, found, context, trace);
            result = scoring.score(candidates, ranker, context, trace);
            kept = judging.judge(result.scored(), trace);
        }
        Selection selection = choosing.choose(kept, request.size(), trace);
        ChosenItems chosen = new ChosenItems(kept.scored(), result.ranker(), rows(selection, kept));
        List<Pick> picks = picks(chosen, selection, explaining.explain(chosen, trace));
        return new Draft(context, consentEpoch, result.ranker() != ranker, picks, selection.constraints());
    }

    private RequestContext open(SlateRequest request, Deadline deadline, TraceRecorder trace) {
        RequestContext open = RequestContext.builder(request, stages.items())
                .itemKind(stages.itemKind())
                .attributes(stages.attributes())
                .consent(stages.consent())
                .instant(stages.clock().instant())
                .deadline(deadline)
                .build();
        return open.excluding(judging.exclusions(open, trace));
    }

    /** A refill does not come this way: it looks for others than those that were found. */
    private List<Retrieval.Found> ask(
            String step,
            List<Named<CandidateSource>> sources,
            RequestContext context,
            long consentEpoch,
            TraceRecorder trace) {
        return memoised.isPresent()
                ? memoised.get().ask(step, sources, context, consentEpoch, trace)
                : retrieval.ask(step, sources, context, trace);
    }

    /** Asks the fallbacks, one after the other, while fewer candidates than places are there. */
    private Candidates fillUp(
            Candidates merged,
            List<Retrieval.Found> found,
            RequestContext context,
            long consentEpoch,
            TraceRecorder trace) {
        Candidates candidates = merged;
        for (Named<CandidateSource> fallback : stages.fallbacks()) {
            if (candidates.size() >= context.request().size()) {
                break;
            }
            String note = "fallback \"%s\" was asked".formatted(fallback.name());
            trace.happened(Occurrence.FALLBACK_ASKED, fallback.name(), note);
            found.addAll(ask("fallback", List.of(fallback), context, consentEpoch, trace));
            candidates = Merge.of(sourceNames, found, context, trace);
        }
        return candidates;
    }

    /** Asks everybody once more, for other candidates than those that the guardrails thinned out. */
    private Candidates refill(
            Candidates judged, List<Retrieval.Found> found, RequestContext context, TraceRecorder trace) {
        trace.happened(Occurrence.REFILL, "", "guardrails left fewer than asked for; sources were asked once more");
        Set<String> known = new HashSet<>();
        for (int row = 0; row < judged.size(); row++) {
            known.add(judged.id(row));
        }
        RequestContext others = context.excluding(known::contains);
        found.addAll(retrieval.ask("source", stages.sources(), others, trace));
        found.addAll(retrieval.ask("fallback", stages.fallbacks(), others, trace));
        return Merge.of(sourceNames, found, context, trace);
    }

    private static int[] rows(Selection selection, KeptCandidates kept) {
        int[] rows = new int[selection.size()];
        for (int position = 0; position < rows.length; position++) {
            rows[position] = kept.row(selection.index(position));
        }
        return rows;
    }

    private static List<Pick> picks(ChosenItems chosen, Selection selection, List<List<Reason>> reasons) {
        List<Pick> picks = new ArrayList<>(chosen.size());
        for (int position = 0; position < chosen.size(); position++) {
            picks.add(new Pick(
                    chosen.scored(), chosen.row(position), selection.propensity(position), reasons.get(position)));
        }
        return picks;
    }

    private boolean consentMoved(Draft draft) {
        return movedSince(draft, draft.context().viewerId())
                || draft.picks().stream().anyMatch(pick -> itemMoved(draft, pick));
    }

    private boolean itemMoved(Draft draft, Pick pick) {
        return stages.itemKind() == ItemKind.PEOPLE && movedSince(draft, pick.id());
    }

    private boolean movedSince(Draft draft, String personId) {
        return stages.consent().epoch(personId) > draft.consentEpoch();
    }

    private Draft withoutMoved(Draft draft, TraceRecorder trace) {
        if (movedSince(draft, draft.context().viewerId())) {
            trace.note("the viewer's consent changed again; the slate is empty");
            return draft.with(List.of());
        }
        List<Pick> unmoved = new ArrayList<>(draft.picks().size());
        for (Pick pick : draft.picks()) {
            if (itemMoved(draft, pick)) {
                trace.drop(pick.id(), "consent", "changed again while the slate was made");
            } else {
                unmoved.add(pick);
            }
        }
        return draft.with(unmoved);
    }

    private TracedSlate finish(SlateRequest request, Routing routing, Draft draft, TraceRecorder recorder) {
        List<SlateItem> items = new ArrayList<>(draft.picks().size());
        List<Candidate> chosen = new ArrayList<>(draft.picks().size());
        for (Pick pick : draft.picks()) {
            items.add(new SlateItem(pick.id(), items.size(), pick.scored().score(pick.row()), pick.reasons()));
            chosen.add(pick.scored().candidates().get(pick.row()));
        }
        Slate slate =
                new Slate(request.id(), draft.context().instant(), request.size(), items, versions(routing, draft));
        Trace trace = recorder.finish(slate, chosen, draft.statuses());
        Watch watch = recorder.watch();
        watch.tell(listener -> listener.slateMade(trace));
        if (!items.isEmpty()) {
            watch.tell(listener -> {
                if (listener.wantsImpressions()) {
                    listener.impression(impression(request, slate, draft.picks()));
                }
            });
        }
        return new TracedSlate(slate, trace);
    }

    /** What was pinned, and which of several engines this is; where another ranker had to score, its own version says so. */
    private Map<String, String> versions(Routing routing, Draft draft) {
        Map<String, String> versions = draft.context().versions();
        routing.engine().ifPresent(name -> versions.put(Routing.VERSION_KEY, name));
        if (draft.byFallback()) {
            versions.put(stages.ranker().name(), FALLBACK_VERSION);
        }
        return versions;
    }

    private Impression impression(SlateRequest request, Slate slate, List<Pick> picks) {
        FeatureTable features = FeatureTable.allocate(stages.schema(), picks.size());
        List<Double> propensities = new ArrayList<>(picks.size());
        try (FeatureTable.Writer writer = features.writer(0, stages.schema().size())) {
            for (int position = 0; position < picks.size(); position++) {
                Pick pick = picks.get(position);
                for (int column = 0; column < stages.schema().size(); column++) {
                    writer.set(position, column, pick.scored().features().get(pick.row(), column));
                }
                propensities.add(pick.propensity());
            }
        }
        return new Impression(request.viewerId(), slate, request.firstPosition(), propensities, features);
    }

    private void checkFilter(SlateRequest request) {
        Set<String> unknown = request.filter().attributes();
        unknown.removeAll(stages.attributes().names());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("filter reads attributes %s that this engine does not know; it knows %s"
                    .formatted(unknown, stages.attributes().names()));
        }
    }
}
