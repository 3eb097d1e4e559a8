package io.github.discovery4j.index.lucene;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.index.lucene.Nearest.Found;
import io.github.discovery4j.index.lucene.View.Ids;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchCost.Method;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * One search of one view.
 *
 * <p>Few vectors are compared one by one. Otherwise the graphs give <i>effort</i> candidates, and of those the best are
 * looked at in order: their similarity is computed again from the full vectors, their id is read, and who is not admitted is
 * passed over. That costs k look-ups. When more than half of the candidates are passed over, or too few are left, the graphs
 * are walked again, now asking for each candidate; when that is not enough, with four times the effort, and in the end all
 * are compared. So there are never fewer than k when k are admitted.
 *
 * <p>A threshold ends the search when at least half of the candidates lie below it, since the last candidates of a walk are
 * those that it misses most. <b>Threads:</b> for one.
 */
final class Search {

    private static final int STEPS_BETWEEN_CLOCKS = 1_024;
    private static final int CANDIDATES_A_RESULT = 3;
    private static final int MORE = 4;

    /**
     * What a walk under a filter is taken to cost, in vectors compared one by one, for each one of its effort, times r (1 + r),
     * where the passing go r times into all: where they are few in each neighbourhood, the nearest lie in several.
     */
    private static final int WALK_COST = 5;

    private final View view;
    private final VectorIndexSettings settings;
    private final LuceneSettings kept;
    private final VectorQuery query;
    private final float[] target;
    private final Admission admission;

    Search(View view, long asOf, VectorIndexSettings settings, LuceneSettings kept, VectorQuery query, float[] target) {
        this.view = view;
        this.settings = settings;
        this.kept = kept;
        this.query = query;
        this.target = target;
        this.admission = new Admission(view, asOf, query, settings);
    }

    SearchResult run() throws IOException {
        if (query.deadline().expired()) {
            return new Nearest(0).result(new SearchCost(Method.EXACT, 0, 0, false));
        }
        @Nullable List<FixedBitSet> passing = query.filter().equals(Filter.any()) ? null : view.passing(query.filter());
        int count = passing == null
                ? view.size()
                : passing.stream().mapToInt(FixedBitSet::cardinality).sum();
        if (count == 0) {
            return SearchResult.empty();
        }
        return exactIsQuicker(passing != null, count) ? exact(passing, count) : byGraph(passing, count);
    }

    private boolean exactIsQuicker(boolean filtered, int count) {
        if (query.mustBeExact() || count <= kept.exactBelow()) {
            return true;
        }
        double rarity = (double) view.size() / count;
        return filtered && kept.exactBelow() > 0 && count <= WALK_COST * firstEffort() * rarity * (1 + rarity);
    }

    private SearchResult exact(@Nullable List<FixedBitSet> passing, int count) throws IOException {
        Nearest nearest = new Nearest(Math.min(query.k(), count));
        long visited = 0;
        long leftOut = 0;
        for (LeafReaderContext segment : view.segments()) {
            FixedBitSet documents = passing == null ? FilterBits.alive(segment) : passing.get(segment.ord);
            FloatVectorValues vectors = View.vectors(segment);
            Ids ids = new Ids(segment);
            int document = -1;
            while ((document = next(documents, document)) != DocIdSetIterator.NO_MORE_DOCS) {
                if (visited % STEPS_BETWEEN_CLOCKS == 0 && query.deadline().expired()) {
                    return nearest.result(new SearchCost(Method.EXACT, visited, leftOut, false));
                }
                visited++;
                float similarity = similarity(vectors.vectorValue(document));
                if (similarity > query.above() && nearest.wants(similarity)) {
                    Found found = new Found(ids.of(document), similarity);
                    if (nearest.wants(found)) {
                        if (admission.admits(found.id())) {
                            nearest.add(found);
                        } else {
                            leftOut++;
                        }
                    }
                }
            }
        }
        return nearest.result(new SearchCost(Method.EXACT, visited, leftOut, true));
    }

    private static int next(FixedBitSet documents, int document) {
        return document + 1 < documents.length() ? documents.nextSetBit(document + 1) : DocIdSetIterator.NO_MORE_DOCS;
    }

    private float similarity(float[] vector) {
        return switch (settings.metric()) {
            case COSINE, DOT_PRODUCT -> VectorUtil.dotProduct(target, vector);
            case EUCLIDEAN -> -(float) Math.sqrt(VectorUtil.squareDistance(target, vector));
        };
    }

    private SearchResult byGraph(@Nullable List<FixedBitSet> passing, int count) throws IOException {
        long effort = firstEffort();
        boolean asking = false;
        while (2 * effort < count) {
            GraphQuery walk =
                    new GraphQuery(target, (int) effort, passing, asking ? admission : null, query.deadline());
            ScoreDoc[] candidates = walk.walk(view.searcher());
            Selection selection = select(candidates);
            boolean cut = query.deadline().expired();
            if (cut || selection.enough(effort)) {
                return selection.nearest.result(new SearchCost(Method.GRAPH, walk.visited(), selection.leftOut, !cut));
            }
            if (!asking && selection.leftOut > 0) {
                asking = true;
            } else {
                effort *= MORE;
            }
        }
        return exact(passing, count);
    }

    private long firstEffort() {
        int effort = query.effort().orElse(kept.effort());
        if (query.above() > Float.NEGATIVE_INFINITY) {
            return effort;
        }
        long wanted = query.k();
        return Math.max(effort, view.scoresInFull() ? wanted : wanted * CANDIDATES_A_RESULT);
    }

    /** What was chosen among the candidates of a walk. */
    private static final class Selection {
        private final Nearest nearest;
        private int above;
        private int leftOut;
        private boolean below;

        Selection(int k) {
            this.nearest = new Nearest(k);
        }

        /** Tells whether the nearest are found as well as the effort can. */
        boolean enough(long effort) {
            return (nearest.full() && 2L * leftOut <= effort) || (below && 2L * above <= effort);
        }
    }

    /*
     * Full vectors give the candidates in their order already, up to the rounding of Lucene's scores, so that looking at
     * the first k, and more as some are passed over, is enough. Those equal to the last one are looked at too, as the
     * smaller id goes first. Quantised vectors only give a guess, and all are looked at.
     */
    private Selection select(ScoreDoc[] candidates) throws IOException {
        Selection selection = new Selection(query.k());
        boolean inOrder = view.scoresInFull();
        int from = 0;
        while (from < candidates.length && !selection.nearest.full()) {
            long wanted = (long) query.k() - selection.nearest.size();
            int to = inOrder ? (int) Math.min(candidates.length, from + wanted) : candidates.length;
            while (to < candidates.length && candidates[to].score == candidates[to - 1].score) {
                to++;
            }
            for (Found found : inFull(Arrays.copyOfRange(candidates, from, to))) {
                consider(found, selection);
            }
            from = to;
        }
        return selection;
    }

    private void consider(Found found, Selection selection) {
        if (!(found.similarity() > query.above())) {
            selection.below = true;
            return;
        }
        selection.above++;
        if (selection.nearest.wants(found)) {
            if (admission.admits(found.id())) {
                selection.nearest.add(found);
            } else {
                selection.leftOut++;
            }
        }
    }

    /** Reads ids and full vectors, best first. */
    private List<Found> inFull(ScoreDoc[] candidates) throws IOException {
        Arrays.sort(candidates, Comparator.comparingInt(candidate -> candidate.doc));
        List<Found> found = new ArrayList<>(candidates.length);
        int next = 0;
        while (next < candidates.length) {
            LeafReaderContext segment = view.segments().get(ReaderUtil.subIndex(candidates[next].doc, view.segments()));
            FloatVectorValues vectors = View.vectors(segment);
            Ids ids = new Ids(segment);
            int end = segment.docBase + segment.reader().maxDoc();
            for (; next < candidates.length && candidates[next].doc < end; next++) {
                int document = candidates[next].doc - segment.docBase;
                found.add(new Found(ids.of(document), similarity(vectors.vectorValue(document))));
            }
        }
        found.sort(Nearest.BEST_FIRST);
        return found;
    }
}
