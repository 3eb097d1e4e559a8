package io.github.discovery4j.index.lucene;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The segments as they stood at one moment, and who was erased since.
 *
 * <p>Counted: whoever takes it gives it back, and the last one closes the files. <b>Threads:</b> safe.
 */
final class View {

    private static final int REMEMBERED_FILTERS = 16;

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Set<String> erased = ConcurrentHashMap.newKeySet();
    private final Map<Filter, List<FixedBitSet>> filters = new LinkedHashMap<>(REMEMBERED_FILTERS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Filter, List<FixedBitSet>> eldest) {
            return size() > REMEMBERED_FILTERS;
        }
    };
    private final boolean scoresInFull;
    private volatile Pending pending = new Pending();

    View(DirectoryReader reader) {
        this.reader = reader;
        this.searcher = new IndexSearcher(reader);
        this.scoresInFull = reader.leaves().stream().allMatch(Formats::scoresInFull);
    }

    /** A document of a segment. */
    record Place(LeafReaderContext segment, int document) {}

    DirectoryReader reader() {
        return reader;
    }

    IndexSearcher searcher() {
        return searcher;
    }

    List<LeafReaderContext> segments() {
        return reader.leaves();
    }

    int size() {
        return reader.numDocs();
    }

    /** Tells whether the graphs of all segments compare full vectors. */
    boolean scoresInFull() {
        return scoresInFull;
    }

    Pending pending() {
        return pending;
    }

    void restart(Pending later) {
        pending = later;
    }

    void erase(String id) {
        erased.add(id);
    }

    /** Tells whether an entry must not be shown, as of a number of removals. */
    boolean hides(String id, long asOf) {
        return pending.hides(id, asOf) || (!erased.isEmpty() && erased.contains(id));
    }

    /** Returns what passes a filter, a set a segment. */
    List<FixedBitSet> passing(Filter filter) throws IOException {
        synchronized (filters) {
            List<FixedBitSet> known = filters.get(filter);
            if (known != null) {
                return known;
            }
        }
        List<FixedBitSet> sets = new ArrayList<>(segments().size());
        for (LeafReaderContext segment : segments()) {
            sets.add(new FilterBits(searcher, segment).passing(filter));
        }
        synchronized (filters) {
            filters.put(filter, sets);
        }
        return sets;
    }

    /** Returns where an id's entry is, null when there is none. */
    @Nullable
    Place find(String id) throws IOException {
        if (!Documents.wellFormed(id)) {
            return null;
        }
        BytesRef term = new BytesRef(id);
        // The latest segments are last, and what changed lately is asked for most.
        for (LeafReaderContext segment : segments().reversed()) {
            Terms terms = segment.reader().terms(Documents.ID);
            TermsEnum ids = terms == null ? TermsEnum.EMPTY : terms.iterator();
            if (ids.seekExact(term)) {
                Bits alive = segment.reader().getLiveDocs();
                PostingsEnum documents = ids.postings(null, PostingsEnum.NONE);
                for (int d = documents.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = documents.nextDoc()) {
                    if (alive == null || alive.get(d)) {
                        return new Place(segment, d);
                    }
                }
            }
        }
        return null;
    }

    static float[] vector(Place place) throws IOException {
        return vectors(place.segment).vectorValue(place.document);
    }

    EntryAttributes attributes(Place place) throws IOException {
        return Documents.attributes(place.segment.reader().storedFields().document(place.document));
    }

    /** Returns a segment's vectors by document: each document has one. */
    static FloatVectorValues vectors(LeafReaderContext segment) throws IOException {
        FloatVectorValues vectors = segment.reader().getFloatVectorValues(Documents.VECTOR);
        if (vectors == null || vectors.size() != segment.reader().maxDoc()) {
            throw new IndexDataException(
                    "every document must have a vector, of %d have %d (segment %s); the index was written by something else"
                            .formatted(
                                    segment.reader().maxDoc(), vectors == null ? 0 : vectors.size(), segment.reader()));
        }
        return vectors;
    }

    /** Reads the ids of a segment's documents, fastest in their order. <b>Threads:</b> for one. */
    static final class Ids {
        private final LeafReaderContext segment;
        private @Nullable BinaryDocValues values;

        Ids(LeafReaderContext segment) {
            this.segment = segment;
        }

        String of(int document) throws IOException {
            BinaryDocValues column = values;
            if (column == null || column.docID() > document) {
                column = segment.reader().getBinaryDocValues(Documents.ID);
                values = column;
            }
            if (column == null || !column.advanceExact(document)) {
                throw new IndexDataException("every document must have an id, document %d has none (segment %s)"
                        .formatted(document, segment.reader()));
            }
            return column.binaryValue().utf8ToString();
        }
    }
}
