package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.observe.SourceShare;
import io.github.discovery4j.core.stage.RequestContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins what sources found: one row an item, every origin kept, nothing that the request does not admit.
 *
 * <p>The order of the sources does not matter. Where a source names an item twice, its higher score counts.
 * <b>Cost:</b> O(n log n) for n found in all.
 */
final class Merge {

    private static final String STEP = "merge";

    private Merge() {}

    static Candidates of(
            List<String> sources, List<Retrieval.Found> found, RequestContext context, TraceRecorder trace) {
        long since = trace.open(STEP, STEP);
        int[] ordinals = distinctOrdinals(found, context, trace);
        int[] kept = new int[ordinals.length];
        String[] ids = new String[ordinals.length];
        int count = 0;
        for (int ordinal : ordinals) {
            @Nullable String id = admitted(ordinal, context, trace);
            if (id != null) {
                kept[count] = ordinal;
                ids[count++] = id;
            }
        }
        kept = Arrays.copyOf(kept, count);
        Candidates merged = Candidates.of(kept, Arrays.copyOf(ids, count), sources, scores(kept, sources, found));
        trace.sources(shares(merged, found));
        trace.completed(
                STEP,
                STEP,
                since,
                found.stream().mapToInt(f -> f.candidates().size()).sum(),
                count);
        return merged;
    }

    private static List<SourceShare> shares(Candidates merged, List<Retrieval.Found> asked) {
        int[] found = new int[merged.sources().size()];
        int[] alone = new int[found.length];
        for (int row = 0; row < merged.size(); row++) {
            int origins = 0;
            int last = 0;
            for (int source = 0; source < found.length; source++) {
                if (!Float.isNaN(merged.originScore(row, source))) {
                    found[source]++;
                    origins++;
                    last = source;
                }
            }
            alone[last] += origins == 1 ? 1 : 0;
        }
        return asked.stream()
                .map(Retrieval.Found::source)
                .distinct()
                .map(source -> {
                    int place = merged.sources().indexOf(source);
                    return new SourceShare(source, found[place], alone[place]);
                })
                .toList();
    }

    /** Ordinals of sound candidates, ascending, each once. */
    private static int[] distinctOrdinals(List<Retrieval.Found> found, RequestContext context, TraceRecorder trace) {
        IdSpace items = context.items();
        int[] ordinals =
                new int[found.stream().mapToInt(f -> f.candidates().size()).sum()];
        int count = 0;
        for (Retrieval.Found one : found) {
            CandidateList candidates = one.candidates();
            for (int i = 0; i < candidates.size(); i++) {
                int ordinal = candidates.ordinal(i);
                if (ordinal < 0 || ordinal >= items.size()) {
                    trace.drop("", one.source(), "no item has this ordinal");
                } else if (!Float.isFinite(candidates.score(i))) {
                    String id = items.idOf(ordinal);
                    trace.drop(id == null ? "" : id, one.source(), "score is not finite");
                } else {
                    ordinals[count++] = ordinal;
                }
            }
        }
        Arrays.sort(ordinals, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || ordinals[i] != ordinals[i - 1]) {
                ordinals[distinct++] = ordinals[i];
            }
        }
        return Arrays.copyOf(ordinals, distinct);
    }

    private static @Nullable String admitted(int ordinal, RequestContext context, TraceRecorder trace) {
        String id = context.items().idOf(ordinal);
        if (id == null) {
            trace.drop("", STEP, "erased");
        } else if (context.excludes(id)) {
            trace.drop(id, STEP, "excluded");
        } else if (!passesFilter(id, context)) {
            trace.drop(id, STEP, "filtered out");
        } else {
            return id;
        }
        return null;
    }

    /** An item whose attributes cannot be read has not been shown to pass. */
    private static boolean passesFilter(String id, RequestContext context) {
        try {
            return context.request().filter().test(id, context.attributes());
        } catch (Throwable thrown) {
            Failures.survive(thrown);
            return false;
        }
    }

    private static float[] scores(int[] ordinals, List<String> sources, List<Retrieval.Found> found) {
        int stride = sources.size();
        float[] scores = new float[Math.multiplyExact(ordinals.length, stride)];
        Arrays.fill(scores, Float.NaN);
        for (Retrieval.Found one : found) {
            int source = sources.indexOf(one.source());
            CandidateList candidates = one.candidates();
            for (int i = 0; i < candidates.size(); i++) {
                int row = Arrays.binarySearch(ordinals, candidates.ordinal(i));
                float score = candidates.score(i);
                if (row >= 0 && Float.isFinite(score)) {
                    int cell = row * stride + source;
                    scores[cell] = Float.isNaN(scores[cell]) ? score : Math.max(scores[cell], score);
                }
            }
        }
        return scores;
    }
}
