package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.memory.VectorStorage.Location;
import io.github.discovery4j.index.memory.VectorStorage.Snapshot;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest vectors by cosine, comparing the query with every one of them.
 *
 * <p>Vectors are scaled to unit length on their way in, and that is how {@link #read} returns them; similarities are in
 * [-1, 1] up to rounding. A search sees the index as it stood at one moment after it began, whatever is written meanwhile;
 * consent is asked while it runs. {@link #erase} and {@link #forget} leave no copy of the vector behind; the space of what
 * was {@linkplain #delete deleted} or replaced is taken back when half of its chunk has gone.
 *
 * <p><b>Shapes:</b> n x d float32 in chunks of 256 KiB. <b>Cost:</b> a search reads 4nd bytes, at the speed of memory
 * where the JVM runs with {@code --add-modules jdk.incubator.vector}, and allocates nothing a visited vector.
 * <b>Determinism:</b> equal on one machine; another's SIMD width may round the last bit differently. <b>Threads:</b> safe;
 * reads never lock, writes follow one another.
 */
public final class ExactIndex implements VectorIndex {

    private final String name;
    private final int dimension;
    private final Set<SignalGroup> groups;
    private final ConsentView consent;
    private final VectorStorage storage;

    private ExactIndex(Builder builder) {
        this.name = builder.name;
        this.dimension = builder.dimension;
        this.groups = builder.groups;
        this.consent = builder.consent;
        this.storage = new VectorStorage(builder.dimension);
    }

    /**
     * Starts an index.
     *
     * @param name what errors and audits call it
     * @param dimension of every vector, 1 or more
     * @return a builder of an index over items that are not people
     */
    public static Builder builder(String name, int dimension) {
        return new Builder(name, dimension);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public int size() {
        return storage.snapshot().size();
    }

    @Override
    public void accept(String id, float[] vector) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty (index \"%s\")".formatted(name));
        }
        storage.put(id, unit("vector", vector));
    }

    @Override
    public boolean delete(String id) {
        return storage.remove(id, false);
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        Location location = storage.locate(id);
        if (location == null || masked(id)) {
            return false;
        }
        location.chunk().copyTo(location.row(), destination, offset);
        return true;
    }

    @Override
    public SearchResult search(VectorQuery query) {
        float[] target = target(query);
        return target == null ? SearchResult.empty() : scan(target, query);
    }

    /** Returns the unit vector to be near to, null when the query names an id without one. */
    private float @Nullable [] target(VectorQuery query) {
        float[] vector = query.vector();
        if (vector != null) {
            return unit("query", vector);
        }
        String id = query.id();
        float[] stored = new float[dimension];
        return id != null && read(id, stored, 0) ? stored : null;
    }

    /*
     * Lucene's kernel takes whole arrays, so each row is copied before it is compared. The copy costs nothing that can be
     * measured: the scan waits for memory, and the copy's target stays in the nearest cache. Admission and consent are
     * asked only of vectors that would enter the heap, which is the same as asking of all, and cheaper.
     */
    private SearchResult scan(float[] target, VectorQuery query) {
        Snapshot snapshot = storage.snapshot();
        NearestHeap nearest = new NearestHeap(Math.min(query.k(), snapshot.size()));
        float[] row = new float[dimension];
        long visited = 0;
        for (int c = 0; c < snapshot.chunks().size(); c++) {
            if (query.deadline().expired()) {
                return nearest.drain(visited, false);
            }
            VectorChunk chunk = snapshot.chunks().get(c);
            int rows = snapshot.rows(c);
            for (int r = 0; r < rows; r++) {
                if (chunk.alive(r, snapshot.version())) {
                    chunk.copyTo(r, row, 0);
                    float similarity = VectorUtil.dotProduct(target, row);
                    visited++;
                    String id = chunk.id(r);
                    if (nearest.wants(id, similarity) && query.admits(id) && !masked(id)) {
                        nearest.add(id, similarity);
                    }
                }
            }
        }
        return nearest.drain(visited, true);
    }

    private boolean masked(String id) {
        for (SignalGroup group : groups) {
            if (!consent.allows(id, group)) {
                return true;
            }
        }
        return false;
    }

    private float[] unit(String what, float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "%s dimension must equal index dimension %d, was %d (index \"%s\"); encode with the model that built it"
                            .formatted(what, dimension, vector.length, name));
        }
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException(
                        "%s values must be finite, value %d was %s (index \"%s\")".formatted(what, i, vector[i], name));
            }
            squares += (double) vector[i] * vector[i];
        }
        if (squares == 0) {
            throw new IllegalArgumentException(
                    "%s must not be zero, since cosine needs a direction (index \"%s\"); leave out what has no signal"
                            .formatted(what, name));
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    @Override
    public String holderName() {
        return "index " + name;
    }

    /**
     * {@inheritDoc}
     *
     * @return the groups that the vectors are derived from; none for items that are not people
     */
    @Override
    public Set<SignalGroup> signalGroups() {
        return groups;
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        Location location = storage.locate(personId);
        if (location == null) {
            return List.of();
        }
        float[] vector = new float[dimension];
        location.chunk().copyTo(location.row(), vector, 0);
        String value = Arrays.toString(vector);
        return groups.stream()
                .map(group -> new PersonalRecord(holderName(), group, "vector", value)
                        .withKey("vector of " + group)
                        .from("computed from " + groups)
                        .usedFor("candidates"))
                .toList();
    }

    /** {@inheritDoc} There is one vector, whatever it is derived from. */
    @Override
    public boolean remove(String personId, String key) {
        return groups.stream().anyMatch(group -> key.equals("vector of " + group)) && erase(personId) > 0;
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return groups.contains(group) ? erase(personId) : 0;
    }

    @Override
    public int erase(String personId) {
        return storage.remove(personId, true) ? 1 : 0;
    }

    @Override
    public String toString() {
        return "ExactIndex[%s, %d vectors of dimension %d]".formatted(name, size(), dimension);
    }

    /** Collects what an index needs to know; belongs to one thread. */
    public static final class Builder {
        private final String name;
        private final int dimension;
        private Set<SignalGroup> groups = Set.of();
        private ConsentView consent = ConsentView.ALLOW_ALL;

        private Builder(String name, int dimension) {
            if (dimension < 1) {
                throw new IllegalArgumentException(
                        "dimension must be 1 or more, was %d (index \"%s\")".formatted(dimension, name));
            }
            this.name = name;
            this.dimension = dimension;
        }

        /**
         * Says that the vectors are people's: a vector is masked while its owner does not allow one of the groups.
         *
         * @param consent what people allow
         * @param groups the signal groups that the vectors are derived from, one or more
         * @return this
         */
        public Builder derivedFrom(ConsentView consent, Set<SignalGroup> groups) {
            if (groups.isEmpty()) {
                throw new IllegalArgumentException(
                        "people's vectors must name one signal group or more, named none (index \"%s\")"
                                .formatted(name));
            }
            this.consent = consent;
            this.groups = Set.copyOf(groups);
            return this;
        }

        /**
         * Finishes the index.
         *
         * @return an empty index
         */
        public ExactIndex build() {
            return new ExactIndex(this);
        }
    }
}
