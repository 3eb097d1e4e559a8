package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.observe.MemoStatistics;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Uses again what sources found for the viewer a moment ago, and asks the others.
 *
 * <p>A list is used only if all of this holds; else its source is asked afresh.
 *
 * <ol>
 *   <li>It was found for the same viewer, filter and language, and its time is not over.
 *   <li>The viewer's consent has not changed since before it was found, or anybody's, as the source demands.
 *   <li>Every handle that was pinned when it was found still has the same version; the request pins the same.
 *   <li>The request excludes all that the list's own request excluded: a list made for page two lacks page one.
 *   <li>Enough is left of it. What the request, a guardrail or consent takes out now, a source would have replaced by
 *       others, so a list that was filled to the limit must keep three quarters and at least as many as the slate has
 *       places. A list below its limit was all that the source had.
 * </ol>
 *
 * <p>Left out are the excluded, the erased, the withdrawn, and those whose consent changed since. The merge applies the
 * filter to all, as always. Kept is only what a source answered in full and in time: a source that failed, was late, or was
 * not asked is asked again by the next request. <b>Threads:</b> safe.
 */
final class MemoisedRetrieval {

    private static final String STEP = "memo";

    /** What a list filled to its limit may lose: one in so many. */
    private static final int LOSS = 4;

    private final Retrieval retrieval;
    private final CandidateMemo memo;

    MemoisedRetrieval(Retrieval retrieval, CandidateMemo memo) {
        this.retrieval = retrieval;
        this.memo = memo;
    }

    /**
     * Answers from the memo where it may, and asks the other sources.
     *
     * @param consentEpoch noted before the request read anything
     */
    List<Retrieval.Found> ask(
            String step,
            List<Named<CandidateSource>> sources,
            RequestContext context,
            long consentEpoch,
            TraceRecorder trace) {
        long erasures = memo.erasures();
        long since = trace.now();
        List<Retrieval.Found> found = new ArrayList<>(sources.size());
        List<Named<CandidateSource>> unanswered = new ArrayList<>(sources.size());
        Map<String, Integer> limits = new HashMap<>();
        int lookedUp = 0;
        for (Named<CandidateSource> source : sources) {
            Reuse reuse = reuse(source);
            @Nullable CandidateList again = null;
            if (reuse != Reuse.NEVER) {
                lookedUp++;
                limits.put(source.name(), source.stage().limit());
                again = recall(source.name(), reuse, context, trace);
            }
            if (again == null) {
                unanswered.add(source);
            } else {
                found.add(new Retrieval.Found(source.name(), again, true));
            }
        }
        if (lookedUp > 0) {
            MemoStatistics soFar = memo.statistics();
            trace.note(String.format(
                    Locale.ROOT, "memo: %d of %d lists, %.2f so far", found.size(), lookedUp, soFar.hitRatio()));
        }
        if (unanswered.isEmpty()) {
            return found;
        }
        List<Retrieval.Found> fresh = retrieval.ask(step, unanswered, context, trace);
        found.addAll(fresh);
        RequestContext.Pins pins = context.pins();
        for (Retrieval.Found one : fresh) {
            Integer limit = limits.get(one.source());
            if (one.whole() && limit != null) {
                memo.keep(
                        new CandidateMemo.Kept(
                                CandidateMemo.Key.of(context, one.source()),
                                one.candidates(),
                                limit,
                                context.request().exclusions(),
                                consentEpoch,
                                since,
                                pins,
                                new AtomicBoolean()),
                        erasures);
            }
        }
        return found;
    }

    /** A source that cannot say is asked each time; what it throws there, it answers for in the retrieval. */
    private static Reuse reuse(Named<CandidateSource> source) {
        try {
            return source.stage().limit() < 1 ? Reuse.NEVER : source.stage().reuse();
        } catch (Throwable thrown) {
            Failures.survive(thrown);
            return Reuse.NEVER;
        }
    }

    private @Nullable CandidateList recall(String source, Reuse reuse, RequestContext context, TraceRecorder trace) {
        long since = trace.open(STEP, source);
        CandidateMemo.Kept kept = memo.find(CandidateMemo.Key.of(context, source));
        String refusal = "";
        CandidateList left = CandidateList.empty();
        if (kept == null) {
            refusal = "nothing kept";
        } else if (consentChanged(kept, reuse, context)) {
            memo.remove(kept);
            refusal = "consent changed";
        } else if (!context.request().exclusions().containsAll(kept.exclusions())) {
            refusal = "found under other exclusions";
        } else if (!context.pinAgain(kept.pins())) {
            refusal = "found with another version";
        } else {
            left = leftOf(kept, context);
            if (!enough(left.size(), kept, context.request().size())) {
                refusal = "too few left";
            }
        }
        if (kept == null || !refusal.isEmpty()) {
            memo.missed();
            trace.skipped(STEP, source, refusal, since);
            return null;
        }
        memo.hit();
        trace.completed(STEP, source, since, kept.candidates().size(), left.size());
        return left;
    }

    private static boolean consentChanged(CandidateMemo.Kept kept, Reuse reuse, RequestContext context) {
        return context.consent().epoch(context.viewerId()) > kept.consentEpoch()
                || (reuse == Reuse.UNTIL_ANYBODY_CHANGES && context.consent().latestEpoch() > kept.consentEpoch());
    }

    private static boolean enough(int left, CandidateMemo.Kept kept, int k) {
        int before = kept.candidates().size();
        return left == before || before < kept.limit() || (left >= k && (before - left) * LOSS <= before);
    }

    private static CandidateList leftOf(CandidateMemo.Kept kept, RequestContext context) {
        CandidateList all = kept.candidates();
        CandidateList.Builder left = CandidateList.builder(context.items(), all.size());
        for (int i = 0; i < all.size(); i++) {
            if (mayStay(all.ordinal(i), kept.consentEpoch(), context)) {
                left.add(all.ordinal(i), all.score(i));
            }
        }
        return left.size() == all.size() ? all : left.build();
    }

    private static boolean mayStay(int ordinal, long consentEpoch, RequestContext context) {
        if (ordinal < 0 || ordinal >= context.items().size()) {
            return true; // No item has this ordinal: the merge says so each time.
        }
        String id = context.items().idOf(ordinal);
        return id != null
                && !context.excludes(id)
                && (context.itemKind() == ItemKind.THINGS || context.consent().epoch(id) <= consentEpoch);
    }
}
