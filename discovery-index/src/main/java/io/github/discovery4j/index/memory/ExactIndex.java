package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.index.memory.VectorStorage.Location;
import io.github.discovery4j.index.memory.VectorStorage.Snapshot;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest vectors, comparing the query with every one of them.
 *
 * <p>Under cosine vectors are scaled to unit length on their way in, and that is how {@link #read} returns them; similarities
 * are in [-1, 1] up to rounding. A search sees the index as it stood at one moment after it began, whatever is written
 * meanwhile; consent is asked while it runs. {@link #erase} and {@link #forget} leave no copy of the vector behind; the space
 * of what was {@linkplain #delete deleted} or replaced is taken back when half of its chunk has gone.
 *
 * <p><b>Shapes:</b> n x d values of a {@link Precision}, 65,536 in a chunk at first and a million in a large index (INT8: up to 240,000). <b>Cost:</b> a search reads 4nd bytes in float32 and nd/2 in int8, at
 * the speed of memory where the JVM runs with {@code --add-modules jdk.incubator.vector}, and allocates nothing a visited
 * vector; with a filter it reads what passes. {@link #searchAll} reads the vectors once for all its queries.
 * <b>Determinism:</b> equal on one machine; another's SIMD width may round the last bit differently. <b>Threads:</b> safe;
 * reads never lock, writes follow one another.
 */
public final class ExactIndex implements VectorIndex {

    private static final int BYTES_AN_ENTRY = 100;

    private final VectorIndexSettings settings;
    private final Precision precision;
    private final VectorStorage storage;

    private ExactIndex(VectorIndexSettings settings, Precision precision) {
        this.settings = settings;
        this.precision = precision;
        this.storage = new VectorStorage(settings, precision);
    }

    /**
     * Creates an empty index of float32 vectors.
     *
     * @param settings what it will hold
     * @return the index
     */
    public static ExactIndex of(VectorIndexSettings settings) {
        return of(settings, Precision.FLOAT32);
    }

    /**
     * Creates an empty index.
     *
     * @param settings what it will hold
     * @param precision in which form it keeps and scans vectors
     * @return the index
     */
    public static ExactIndex of(VectorIndexSettings settings, Precision precision) {
        return new ExactIndex(settings, precision);
    }

    /**
     * Reads an index that was {@linkplain #save saved}. Whoever the settings call erased stays out. In another precision than
     * the file's the values are those that the file holds.
     *
     * @param file the file
     * @param settings of the same dimension and metric, declaring at least the attributes that the file holds
     * @param precision in which form to keep and scan vectors
     * @return the index
     * @throws IndexDataException if the file is damaged, of a newer version, or does not fit the settings
     * @throws IOException if it cannot be read
     */
    public static ExactIndex load(Path file, VectorIndexSettings settings, Precision precision) throws IOException {
        ExactIndex index = of(settings, precision);
        ExactIndexFile.read(file, settings, (id, vector, attributes) -> {
            if (!settings.erased().test(id)) {
                index.requireRange(vector);
                index.storage.put(new Entry(id, attributes), vector);
            }
        });
        return index;
    }

    /**
     * Writes the index as it stands to a file, in place of an earlier one. The file appears whole or not at all, and is forced to
     * disk. Whoever is masked or erased is not in it.
     *
     * <p>What is erased later stays in the file until it is saved again or deleted: a host that saves an index of people does
     * that as part of its erasures.
     *
     * @param file in a folder that exists
     * @throws IOException if it cannot be written; an earlier file is then as it was
     */
    public void save(Path file) throws IOException {
        Snapshot snapshot = storage.snapshot();
        float[] vector = new float[settings.dimension()];
        ExactIndexFile.write(file, settings, precision, writer -> {
            for (int c = 0; c < snapshot.chunks().size(); c++) {
                VectorChunk chunk = snapshot.chunks().get(c);
                for (int row = 0; row < snapshot.rows(c); row++) {
                    Entry entry = chunk.entry(row);
                    if (chunk.alive(row, snapshot.version()) && !entry.erased() && !settings.masks(entry.id())) {
                        chunk.values().read(row, vector, 0);
                        writer.entry(entry.id(), vector, entry.attributes());
                    }
                }
            }
        });
    }

    /** {@return in which form the index keeps and scans vectors} */
    public Precision precision() {
        return precision;
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
        requireRange(prepared);
        if (!settings.erased().test(id)) {
            storage.put(new Entry(id, attributes), prepared);
        }
    }

    private void requireRange(float[] vector) {
        for (int i = 0; precision == Precision.FLOAT16 && i < vector.length; i++) {
            if (Math.abs(vector[i]) > HalfRows.LARGEST) {
                throw new IllegalArgumentException(
                        "vector values must be at most %s in FLOAT16, value %d was %s (index \"%s\"); use FLOAT32 or INT8"
                                .formatted(HalfRows.LARGEST, i, vector[i], name()));
            }
        }
    }

    @Override
    public boolean delete(String id) {
        return storage.delete(id);
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        Location location = storage.locate(id);
        if (location == null || settings.masks(id)) {
            return false;
        }
        location.chunk().values().read(location.row(), destination, offset);
        return true;
    }

    @Override
    public SearchResult search(VectorQuery query) {
        return new Pinned(storage.snapshot()).search(query);
    }

    @Override
    public List<SearchResult> searchAll(List<VectorQuery> queries) {
        return new Pinned(storage.snapshot()).searchAll(queries);
    }

    @Override
    public VectorSnapshot snapshot() {
        return new Pinned(storage.snapshot());
    }

    /** The storage at one version. */
    private final class Pinned implements VectorSnapshot {
        private final Snapshot snapshot;
        private volatile @Nullable Map<String, Location> moved;

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
            Location location = locate(id);
            if (location == null || location.entry().erased() || settings.masks(id)) {
                return false;
            }
            location.chunk().values().read(location.row(), destination, offset);
            return true;
        }

        /** Looks where the vector is now; where that is not where it was, looks through the snapshot, once. */
        private @Nullable Location locate(String id) {
            Location now = storage.locate(id);
            if (now != null && snapshot.holds(now)) {
                return now;
            }
            if (storage.begun() == snapshot.version()) {
                return null;
            }
            Map<String, Location> all = moved;
            if (all == null) {
                all = snapshot.locations();
                moved = all;
            }
            return all.get(id);
        }

        @Override
        public SearchResult search(VectorQuery query) {
            return searchAll(List.of(query)).getFirst();
        }

        List<SearchResult> searchAll(List<VectorQuery> queries) {
            List<@Nullable ExactSearch> searches = new ArrayList<>(queries.size());
            List<ExactSearch> aimed = new ArrayList<>(queries.size());
            for (VectorQuery query : queries) {
                settings.require(query.filter());
                float[] target = target(query);
                ExactSearch search = target == null ? null : new ExactSearch(settings, snapshot, query, target);
                searches.add(search);
                if (search != null) {
                    aimed.add(search);
                }
            }
            new ExactSearches(snapshot, aimed).run();
            return searches.stream()
                    .map(search -> search == null ? SearchResult.empty() : search.result())
                    .toList();
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

    @Override
    public IndexFootprint footprint() {
        Snapshot snapshot = storage.snapshot();
        long bytes = 0;
        for (VectorChunk chunk : snapshot.chunks()) {
            bytes += chunk.bytes();
        }
        return new IndexFootprint(bytes + (long) BYTES_AN_ENTRY * snapshot.size(), 0, 0);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        Location location = storage.locate(personId);
        if (location == null) {
            return List.of();
        }
        float[] vector = new float[settings.dimension()];
        location.chunk().values().read(location.row(), vector, 0);
        return VectorIndex.records(this, vector, location.entry().attributes());
    }

    @Override
    public int erase(String personId) {
        return storage.erase(personId) ? 1 : 0;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "ExactIndex[%s, %d vectors of dimension %d]".formatted(name(), size(), dimension());
    }
}
