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
    private final boolean filtered;
    private final NearestHeap nearest;
    private int[] rows = {};
    private float[] bounds = {};
    private long visited;
    private long leftOut;
    private boolean complete = true;

    ExactSearch(VectorIndexSettings settings, Snapshot snapshot, VectorQuery query, float[] target) {
        this.settings = settings;
        this.snapshot = snapshot;
        this.query = query;
        this.target = Target.of(target, settings.metric());
        this.filtered = !query.filter().equals(Filter.any());
        this.nearest = new NearestHeap(Math.min(query.k(), snapshot.size()));
    }

    /*
     * What passes the filter is known before anything is compared. Consent, exclusions and conditions are asked only of
     * vectors that would enter the heap, which is the same as asking of all, and cheaper.
     */
    void visit(int index) {
        if (!complete || query.deadline().expired()) {
            complete = false;
            return;
        }
        VectorChunk chunk = snapshot.chunks().get(index);
        if (rows.length < chunk.capacity()) {
            rows = new int[chunk.capacity()];
            bounds = new float[chunk.capacity()];
        }
        int count = filtered ? passing(chunk, index) : living(chunk, index);
        chunk.values().compare(target, rows, count, bounds);
        visited += count;
        float least = nearest.least();
        for (int i = 0; i < count; i++) {
            // Not the other way round: what is not a number is no bound.
            if (!(bounds[i] < least)) {
                offer(chunk, rows[i], bounds[i]);
                least = nearest.least();
            }
        }
    }

    private int living(VectorChunk chunk, int index) {
        int filled = snapshot.rows(index);
        boolean allAlive = chunk.allAlive();
        int count = 0;
        for (int row = 0; row < filled; row++) {
            rows[count] = row;
            count += allAlive || chunk.alive(row, snapshot.version()) ? 1 : 0;
        }
        return count;
    }

    private int passing(VectorChunk chunk, int index) {
        AttributeColumns columns = chunk.columns();
        BitSet passing = (columns == null ? new AttributeColumns(settings.attributes()) : columns)
                .compile(query.filter())
                .select(snapshot.rows(index));
        int count = 0;
        for (int row = passing.nextSetBit(0); row >= 0; row = passing.nextSetBit(row + 1)) {
            rows[count] = row;
            count += chunk.alive(row, snapshot.version()) ? 1 : 0;
        }
        return count;
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
