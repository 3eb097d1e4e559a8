package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexDataException;
import io.github.discovery4j.index.vector.IndexFootprint;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds nearly all of the nearest vectors by walking a graph, far quicker than by comparing them all.
 *
 * <p>Every vector is linked to near ones in several directions; a search steps from one to the next that is nearer to the
 * query. The graph is walked on int8 codes, a quarter of the vectors' size, and the best of what is found are scored again
 * on the float32 originals: similarities are exact. Small indexes, narrow filters and queries for very many results are
 * scanned instead, which is quicker there and exact; {@link SearchResult#cost} says which it was.
 *
 * <p>A search sees the index as it stood at one moment after it began; consent is asked while it runs. What is deleted is
 * stepped over until 1 in 200 is; then the graph is repaired around it and its space is used again. {@link #erase} and
 * {@link #forget} clear vector, code, links and attributes before they return. A snapshot holds on to what was deleted or
 * replaced since: close it.
 *
 * <p><b>Shapes:</b> n x d; d bytes of codes and 4 d of originals a vector, the latter on the heap or mapped, and some 200
 * bytes of links and entry. <b>Cost:</b> a search compares some thousand vectors, about logarithmically many in n, and
 * allocates its result; placing a vector costs some ten searches. <b>Determinism:</b> the same writes by one thread in the
 * same order make the same graph on one machine; several threads make graphs of equal recall. <b>Threads:</b> safe; reads
 * never lock, writers place vectors side by side.
 *
 * <p>Source: Malkov and Yashunin, Efficient and robust approximate nearest neighbor search using Hierarchical Navigable
 * Small World graphs, IEEE TPAMI 2018. Differs: codes are walked, deletions are repaired (Singh et al., FreshDiskANN, 2021).
 */
public final class GraphIndex implements VectorIndex {

    private static final int BYTES_AN_ENTRY = 120;

    private final VectorIndexSettings settings;
    private final GraphSettings graphSettings;
    private final GraphStore store;
    private final Pool<GraphSearcher> searchers;

    private GraphIndex(VectorIndexSettings settings, GraphSettings graphSettings) {
        this.settings = settings;
        this.graphSettings = graphSettings;
        this.store = new GraphStore(settings, graphSettings);
        this.searchers = new Pool<>(() -> new GraphSearcher(settings, graphSettings, store));
    }

    /**
     * Creates an empty index with {@link GraphSettings#DEFAULT}.
     *
     * @param settings what it will hold
     * @return the index
     */
    public static GraphIndex of(VectorIndexSettings settings) {
        return of(settings, GraphSettings.DEFAULT);
    }

    /**
     * Creates an empty index.
     *
     * @param settings what it will hold
     * @param graphSettings how it is built and searched
     * @return the index
     */
    public static GraphIndex of(VectorIndexSettings settings, GraphSettings graphSettings) {
        return new GraphIndex(settings, graphSettings);
    }

    /**
     * Reads an index that {@link #save} wrote; it is searched at once, without building anything.
     *
     * @param file what was written
     * @param settings what it holds; dimension and metric must be those that it was written with. Entries whose ids were
     *     erased since are left out
     * @param graphSettings how it is searched and extended; {@code maxConnections} must be that of the file
     * @return the index
     * @throws IndexDataException if the file is damaged, of another version, or written with other settings
     * @throws IOException if it cannot be read
     */
    public static GraphIndex load(Path file, VectorIndexSettings settings, GraphSettings graphSettings)
            throws IOException {
        GraphIndex index = of(settings, graphSettings);
        try {
            index.store.alone(() -> GraphFile.read(file, settings, graphSettings, index.store));
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
        return index;
    }

    /**
     * Writes the index as it stands to a file, in place of an earlier one. The file appears whole or not at all, and is forced
     * to disk. Whoever is masked or erased is not in it. Writers wait, readers do not.
     *
     * <p>What is erased later stays in the file until it is saved again or deleted: a host that saves an index of people does
     * that as part of its erasures.
     *
     * @param file in a folder that exists
     * @throws IOException if it cannot be written; an earlier file is then as it was
     */
    public void save(Path file) throws IOException {
        store.alone(() -> GraphFile.write(file, settings, graphSettings, store));
    }

    /**
     * Takes back the space of what was deleted and puts neighbours side by side in memory, which makes searches quicker. It
     * happens by itself whenever the index has doubled in size; after a first load it is worth a call. Writers wait.
     */
    public void optimize() {
        store.optimize();
    }

    /**
     * Returns how the index is built and searched.
     *
     * @return as given when it was made
     */
    public GraphSettings graphSettings() {
        return graphSettings;
    }

    GraphStore store() {
        return store;
    }

    @Override
    public VectorIndexSettings settings() {
        return settings;
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public void put(String id, float[] vector, EntryAttributes attributes) {
        settings.requireId(id);
        settings.require(attributes);
        float[] prepared = settings.prepare("vector", vector);
        if (!settings.erased().test(id)) {
            store.put(id, attributes, prepared);
        }
    }

    @Override
    public boolean delete(String id) {
        return store.delete(id);
    }

    @Override
    public int erase(String personId) {
        return store.erase(personId) ? 1 : 0;
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        return copy(settings.masks(id) ? null : store.read(id), destination, offset);
    }

    private static boolean copy(float @Nullable [] vector, float[] destination, int offset) {
        if (vector == null) {
            return false;
        }
        System.arraycopy(vector, 0, destination, offset, vector.length);
        return true;
    }

    @Override
    public SearchResult search(VectorQuery query) {
        GraphSearcher searcher = searchers.take();
        try {
            return searcher.search(query);
        } finally {
            give(searcher);
        }
    }

    private void give(GraphSearcher searcher) {
        if (!searchers.give(searcher)) {
            store.pins().close(searcher.pin());
        }
    }

    @Override
    public VectorSnapshot snapshot() {
        return new Pinned();
    }

    /** The store at one version. */
    private final class Pinned implements VectorSnapshot {
        private final Pins.Pin pin = store.pins().open();
        private final long version;
        private final int size;
        private final AtomicBoolean closed = new AtomicBoolean();

        Pinned() {
            GraphStore.Census census = store.count(pin);
            this.version = census.version();
            this.size = census.size();
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int dimension() {
            return settings.dimension();
        }

        @Override
        public boolean read(String id, float[] destination, int offset) {
            requireOpen();
            GraphEntry entry = settings.masks(id) ? null : store.at(id, version);
            return copy(entry == null ? null : store.read(entry), destination, offset);
        }

        @Override
        public SearchResult search(VectorQuery query) {
            requireOpen();
            GraphSearcher searcher = searchers.take();
            try {
                return searcher.search(query, version);
            } finally {
                give(searcher);
            }
        }

        private void requireOpen() {
            if (closed.get()) {
                throw new IllegalStateException(
                        "a snapshot must be open to be read, was closed (index \"%s\"); take another one"
                                .formatted(name()));
            }
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                store.pins().close(pin);
                store.released();
            }
        }
    }

    /**
     * {@inheritDoc} Originals are counted apart: on the heap beside the rest, or mapped.
     */
    @Override
    public IndexFootprint footprint() {
        GraphLayout layout = store.layout();
        long heap = layout.codes().bytes()
                + layout.links().bytes()
                + layout.columns().bytes()
                + layout.originals().heapBytes()
                + (long) BYTES_AN_ENTRY * store.size();
        long mapped = layout.originals().mappedBytes();
        return new IndexFootprint(heap, mapped, mapped);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        GraphEntry entry = store.current(personId);
        float[] vector = entry == null ? null : store.read(entry);
        return entry == null || vector == null ? List.of() : VectorIndex.records(this, vector, entry.attributes());
    }

    /** Deletes the file of mapped originals, where there is one. Nothing may be asked of the index afterwards. */
    @Override
    public void close() {
        store.close();
    }

    @Override
    public String toString() {
        return "GraphIndex[%s, %d vectors of dimension %d]".formatted(name(), size(), dimension());
    }
}
