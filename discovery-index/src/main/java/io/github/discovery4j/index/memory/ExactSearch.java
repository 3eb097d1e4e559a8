package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.index.memory.VectorStorage.Snapshot;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchCost.Method;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.BitSet;

/** One query on its way through the chunks of a snapshot. One thread. */
final class ExactSearch {

    private final VectorIndexSettings settings;
    private final Snapshot snapshot;
    private final VectorQuery query;
    private final Target target;
    private final NearestHeap nearest;
    private final Shortlist list = new Shortlist();
    private long visited;
    private long leftOut;
    private boolean complete = true;

    ExactSearch(VectorIndexSettings settings, Snapshot snapshot, VectorQuery query, float[] target) {
        this.settings = settings;
        this.snapshot = snapshot;
        this.query = query;
        this.target = Target.of(target, settings.metric());
        this.nearest = new NearestHeap(Math.min(query.k(), snapshot.size()));
    }

    Filter filter() {
        return query.filter();
    }

    Target target() {
        return target;
    }

    /** The rows of the chunk that is being visited. */
    Shortlist list() {
        return list;
    }

    /** Tells whether there is time to visit a chunk; when there was none once, no more. */
    boolean goesOn() {
        complete = complete && !query.deadline().expired();
        return complete;
    }

    /*
     * What passes the filter is known before anything is compared. Consent, exclusions and conditions are asked only of
     * vectors that would enter the heap, which is the same as asking of all, and cheaper.
     */
    void visit(int index) {
        listRows(index);
        snapshot.chunks().get(index).values().select(target, list, least());
        offerListed(index);
    }

    /** Lists the rows of a chunk that are alive and pass the filter. */
    void listRows(int index) {
        VectorChunk chunk = snapshot.chunks().get(index);
        list.clear(chunk.capacity());
        if (!query.filter().equals(Filter.any())) {
            listPassing(chunk, index);
        } else if (chunk.allAlive()) {
            list.addFirst(snapshot.rows(index));
        } else {
            for (int row = 0; row < snapshot.rows(index); row++) {
                list.add(row, chunk.alive(row, snapshot.version()));
            }
        }
        visited += list.count();
    }

    private void listPassing(VectorChunk chunk, int index) {
        AttributeColumns columns = chunk.columns();
        BitSet passing = (columns == null ? new AttributeColumns(settings.attributes()) : columns)
                .compile(query.filter())
                .select(snapshot.rows(index));
        for (int row = passing.nextSetBit(0); row >= 0; row = passing.nextSetBit(row + 1)) {
            list.add(row, chunk.alive(row, snapshot.version()));
        }
    }

    /** Takes note that the rows that a search with the same filter has listed are compared with this one's target too. */
    void visitsRowsOf(ExactSearch other) {
        visited += other.list.count();
    }

    /** Returns how near a vector must be at least to be kept. */
    float least() {
        return Math.max(nearest.least(), query.above());
    }

    /** Offers to the heap what is left of the list. */
    void offerListed(int index) {
        VectorChunk chunk = snapshot.chunks().get(index);
        float least = least();
        for (int i = 0; i < list.count(); i++) {
            // Not the other way round: what is not a number is no bound.
            if (!(list.bound(i) < least)) {
                offer(chunk, list.row(i), list.bound(i));
                least = least();
            }
        }
    }

    private void offer(VectorChunk chunk, int row, float bound) {
        float similarity = chunk.values().onlyBounds() ? chunk.values().similarity(target, row) : bound;
        Entry entry = chunk.entry(row);
        if (similarity > query.above() && nearest.wants(entry.id(), similarity)) {
            if (!entry.erased() && query.admits(entry.id()) && !settings.masks(entry.id())) {
                nearest.add(entry.id(), similarity);
            } else {
                leftOut++;
            }
        }
    }

    SearchResult result() {
        Method method = visited == 0 && complete ? Method.NONE : Method.EXACT;
        return nearest.drain(new SearchCost(method, visited, leftOut, complete));
    }
}
