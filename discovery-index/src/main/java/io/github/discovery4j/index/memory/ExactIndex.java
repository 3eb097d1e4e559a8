package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.index.memory.VectorStorage.Location;
import io.github.discovery4j.index.memory.VectorStorage.Snapshot;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexFootprint;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchCost.Method;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.util.List;
import java.util.Set;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest vectors, comparing the query with every one of them.
 *
 * <p>Under cosine vectors are scaled to unit length on their way in, and that is how {@link #read} returns them; similarities
 * are in [-1, 1] up to rounding. A search sees the index as it stood at one moment after it began, whatever is written
 * meanwhile; consent is asked while it runs. {@link #erase} and {@link #forget} leave no copy of the vector behind; the space
 * of what was {@linkplain #delete deleted} or replaced is taken back when half of its chunk has gone.
 *
 * <p><b>Shapes:</b> n x d float32 in chunks of 256 KiB. <b>Cost:</b> a search reads 4nd bytes, at the speed of memory
 * where the JVM runs with {@code --add-modules jdk.incubator.vector}, and allocates nothing a visited vector.
 * <b>Determinism:</b> equal on one machine; another's SIMD width may round the last bit differently. <b>Threads:</b> safe;
 * reads never lock, writes follow one another.
 */
public final class ExactIndex implements VectorIndex {

    private static final int BYTES_AN_ENTRY = 100;

    private final VectorIndexSettings settings;
    private final VectorStorage storage;

    private ExactIndex(VectorIndexSettings settings) {
        this.settings = settings;
        this.storage = new VectorStorage(settings.dimension());
    }

    /**
     * Creates an empty index.
     *
     * @param settings what it will hold
     * @return the index
     */
    public static ExactIndex of(VectorIndexSettings settings) {
        return new ExactIndex(settings);
    }

    @Override
    public VectorIndexSettings settings() {
        return settings;
    }

    @Override
    public int size() {
        return storage.snapshot().size();
    }

    @Override
    public void put(String id, float[] vector, EntryAttributes attributes) {
        settings.requireId(id);
        settings.require(attributes);
        float[] prepared = settings.prepare("vector", vector);
        if (!settings.erased().test(id)) {
            storage.put(new Entry(id, attributes), prepared);
        }
    }

    @Override
    public boolean delete(String id) {
        return storage.remove(id, false);
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        Location location = storage.locate(id);
        if (location == null || settings.masks(id)) {
            return false;
        }
        location.chunk().copyTo(location.row(), destination, offset);
        return true;
    }

    @Override
    public SearchResult search(VectorQuery query) {
        return new Pinned(storage.snapshot()).search(query);
    }

    @Override
    public VectorSnapshot snapshot() {
        return new Pinned(storage.snapshot());
    }

    /** The storage at one version. */
    private final class Pinned implements VectorSnapshot {
        private final Snapshot snapshot;

        Pinned(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public int size() {
            return snapshot.size();
        }

        @Override
        public int dimension() {
            return settings.dimension();
        }

        @Override
        public boolean read(String id, float[] destination, int offset) {
            for (int c = 0; c < snapshot.chunks().size(); c++) {
                VectorChunk chunk = snapshot.chunks().get(c);
                for (int r = 0; r < snapshot.rows(c); r++) {
                    if (chunk.alive(r, snapshot.version())
                            && chunk.entry(r).id().equals(id)) {
                        boolean readable = !chunk.entry(r).erased() && !settings.masks(id);
                        if (readable) {
                            chunk.copyTo(r, destination, offset);
                        }
                        return readable;
                    }
                }
            }
            return false;
        }

        @Override
        public SearchResult search(VectorQuery query) {
            settings.require(query.filter());
            float[] target = target(query);
            return target == null ? SearchResult.empty() : scan(snapshot, target, query);
        }

        /** Returns the prepared vector to be near to, null when the query names an id without one. */
        private float @Nullable [] target(VectorQuery query) {
            float[] vector = query.vector();
            if (vector != null) {
                return settings.prepare("query", vector);
            }
            String id = query.id();
            float[] stored = new float[settings.dimension()];
            return id != null && read(id, stored, 0) ? stored : null;
        }

        @Override
        public void close() {}
    }

    /*
     * Lucene's kernel takes whole arrays, so each row is copied before it is compared. The copy costs nothing that can be
     * measured: the scan waits for memory, and the copy's target stays in the nearest cache. Admission and consent are
     * asked only of vectors that would enter the heap, which is the same as asking of all, and cheaper.
     */
    private SearchResult scan(Snapshot snapshot, float[] target, VectorQuery query) {
        NearestHeap nearest = new NearestHeap(Math.min(query.k(), snapshot.size()));
        float[] row = new float[settings.dimension()];
        long visited = 0;
        long leftOut = 0;
        for (int c = 0; c < snapshot.chunks().size(); c++) {
            if (query.deadline().expired()) {
                return nearest.drain(new SearchCost(Method.EXACT, visited, leftOut, false));
            }
            VectorChunk chunk = snapshot.chunks().get(c);
            int rows = snapshot.rows(c);
            for (int r = 0; r < rows; r++) {
                if (chunk.alive(r, snapshot.version())) {
                    chunk.copyTo(r, row, 0);
                    float similarity = similarity(target, row);
                    visited++;
                    Entry entry = chunk.entry(r);
                    if (similarity > query.above() && nearest.wants(entry.id(), similarity)) {
                        if (admits(entry, query)) {
                            nearest.add(entry.id(), similarity);
                        } else {
                            leftOut++;
                        }
                    }
                }
            }
        }
        return nearest.drain(new SearchCost(Method.EXACT, visited, leftOut, true));
    }

    private float similarity(float[] target, float[] row) {
        return switch (settings.metric()) {
            case COSINE, DOT_PRODUCT -> VectorUtil.dotProduct(target, row);
            case EUCLIDEAN -> -(float) Math.sqrt(VectorUtil.squareDistance(target, row));
        };
    }

    private boolean admits(Entry entry, VectorQuery query) {
        return !entry.erased()
                && query.admits(entry.id())
                && (query.filter().equals(Filter.any()) || query.filter().test(entry.id(), new OfEntry(entry)))
                && !settings.masks(entry.id());
    }

    /** One entry's attributes, as filters read them. */
    private record OfEntry(Entry entry) implements ItemAttributes {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return entry.attributes().labels().getOrDefault(attribute, Set.of());
        }

        @Override
        public double number(String itemId, String attribute) {
            return entry.attributes().numbers().getOrDefault(attribute, Double.NaN);
        }
    }

    @Override
    public IndexFootprint footprint() {
        Snapshot snapshot = storage.snapshot();
        long values = 0;
        for (VectorChunk chunk : snapshot.chunks()) {
            values += (long) chunk.capacity() * settings.dimension() * Float.BYTES;
        }
        return new IndexFootprint(values + (long) BYTES_AN_ENTRY * snapshot.size(), 0, 0);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        Location location = storage.locate(personId);
        if (location == null) {
            return List.of();
        }
        float[] vector = new float[settings.dimension()];
        location.chunk().copyTo(location.row(), vector, 0);
        return VectorIndex.records(this, vector, location.entry().attributes());
    }

    @Override
    public int erase(String personId) {
        return storage.remove(personId, true) ? 1 : 0;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "ExactIndex[%s, %d vectors of dimension %d]".formatted(name(), size(), dimension());
    }
}
