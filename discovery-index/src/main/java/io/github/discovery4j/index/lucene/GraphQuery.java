package io.github.discovery4j.index.lucene;

import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.index.lucene.View.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FilteredDocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopDocsCollector;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * One walk of the graphs of all segments, by Lucene's own query with our sets of documents.
 *
 * <p>As in Lucene, a segment of which few documents pass is searched one by one, and so is one whose walk has visited as
 * many as pass. <b>Threads:</b> for one.
 */
final class GraphQuery extends KnnFloatVectorQuery {

    private final @Nullable List<FixedBitSet> passing;
    private final @Nullable Admission admission;
    private final Deadline deadline;
    private ScoreDoc[] found = {};
    private long visited;

    /**
     * Prepares a walk.
     *
     * @param target as the index keeps vectors
     * @param effort candidates to find
     * @param passing what passes the filter, a set a segment; null when everything does
     * @param admission what else candidates must be, asked while walking; null to ask nothing
     * @param deadline by when to be done
     */
    GraphQuery(
            float[] target,
            int effort,
            @Nullable List<FixedBitSet> passing,
            @Nullable Admission admission,
            Deadline deadline) {
        super(Documents.VECTOR, target, effort);
        this.passing = passing;
        this.admission = admission;
        this.deadline = deadline;
    }

    /** Returns the candidates, best first by Lucene's scores. */
    ScoreDoc[] walk(IndexSearcher searcher) throws IOException {
        // Lucene searches while it rewrites.
        rewrite(searcher);
        return found;
    }

    long visited() {
        return visited;
    }

    @Override
    protected TopDocs mergeLeafResults(TopDocs[] perLeafResults) {
        visited = 0;
        for (TopDocs ofSegment : perLeafResults) {
            visited += ofSegment.totalHits.value();
        }
        TopDocs merged = super.mergeLeafResults(perLeafResults);
        // Lucene goes on to sort them by document.
        found = merged.scoreDocs.clone();
        return merged;
    }

    @Override
    protected TopDocs approximateSearch(
            LeafReaderContext segment, AcceptDocs alive, int limit, KnnCollectorManager collectors) throws IOException {
        if (passing == null && admission == null) {
            return super.approximateSearch(segment, alive, limit, collectors);
        }
        Accepted accepted = new Accepted(segment);
        if (accepted.cost() <= getK()) {
            return oneByOne(segment, accepted);
        }
        TopDocs ofGraph = super.approximateSearch(segment, accepted, accepted.cost(), collectors);
        boolean done = ofGraph.totalHits.relation() == TotalHits.Relation.EQUAL_TO || deadline.expired();
        return done ? ofGraph : oneByOne(segment, accepted);
    }

    private TopDocs oneByOne(LeafReaderContext segment, Accepted accepted) throws IOException {
        return accepted.cost() == 0
                ? TopDocsCollector.EMPTY_TOPDOCS
                : exactSearch(segment, accepted.iterator(), deadline::expired);
    }

    /** The documents of a segment that may be found. */
    private final class Accepted extends AcceptDocs {
        private final FixedBitSet documents;
        private final Ids ids;

        Accepted(LeafReaderContext segment) {
            this.documents = passing == null ? FilterBits.alive(segment) : passing.get(segment.ord);
            this.ids = new Ids(segment);
        }

        private boolean admits(int document) {
            try {
                return admission == null || admission.admits(ids.of(document));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Bits bits() {
            return admission == null
                    ? documents
                    : new Bits() {
                        @Override
                        public boolean get(int document) {
                            return documents.get(document) && admits(document);
                        }

                        @Override
                        public int length() {
                            return documents.length();
                        }
                    };
        }

        @Override
        public DocIdSetIterator iterator() {
            return new FilteredDocIdSetIterator(new BitSetIterator(documents, cost())) {
                @Override
                protected boolean match(int document) {
                    return admits(document);
                }
            };
        }

        @Override
        public int cost() {
            return documents.cardinality();
        }
    }

    @Override
    protected KnnCollectorManager getKnnCollectorManager(int effort, IndexSearcher searcher) {
        KnnCollectorManager collectors = super.getKnnCollectorManager(effort, searcher);
        return deadline == Deadline.never() ? collectors : new Timed(collectors);
    }

    /** Collectors that stop at the deadline. */
    private final class Timed implements KnnCollectorManager {
        private final KnnCollectorManager collectors;

        Timed(KnnCollectorManager collectors) {
            this.collectors = collectors;
        }

        @Override
        public KnnCollector newCollector(int limit, KnnSearchStrategy strategy, LeafReaderContext segment)
                throws IOException {
            return timed(collectors.newCollector(limit, strategy, segment));
        }

        @Override
        public KnnCollector newOptimisticCollector(
                int limit, KnnSearchStrategy strategy, LeafReaderContext segment, int k) throws IOException {
            return timed(collectors.newOptimisticCollector(limit, strategy, segment, k));
        }

        @Override
        public boolean isOptimistic() {
            return collectors.isOptimistic();
        }

        private KnnCollector timed(KnnCollector collector) {
            return new KnnCollector.Decorator(collector) {
                @Override
                public boolean earlyTerminated() {
                    return deadline.expired() || super.earlyTerminated();
                }
            };
        }
    }
}
