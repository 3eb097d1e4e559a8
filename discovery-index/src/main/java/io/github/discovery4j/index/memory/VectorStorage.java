package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.memory.Entry.Fate;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in contiguous chunks, read through snapshots that no writer waits for and none disturbs.
 *
 * <p><b>Cost:</b> the precision's bytes a vector and about 100 for its id's place, at most twice that for the vectors when many were
 * deleted; a write copies one vector, and in the long run at most one more. <b>Threads:</b> safe; writers follow one
 * another, readers never lock.
 *
 * <p>A search sees the vectors as they stood between two writes. {@link #locate} and a later search may differ by the
 * writes between them.
 */
final class VectorStorage {

    /*
     * 1. A write never changes a place that readers know. It fills places behind the last one, notes the version at which
     *    an older place dies, and publishes a snapshot with the next version. A reader takes one snapshot and sees what it
     *    counts, less what died at its version or before: every id once, with its old vector or its new one.
     * 2. Half of a chunk being dead, its living are appended again and the next snapshot leaves the chunk out. Readers of
     *    older snapshots keep it alive; the garbage collector takes it after them. This is also how an erasure leaves no
     *    copy behind: it does so with every chunk in which a vector of the id lies, dead ones too.
     */

    /** The chunks at one version; all but the last are full. */
    record Snapshot(List<VectorChunk> chunks, int rowsOfLast, long version, int size) {

        /** Tells whether a place holds an id's vector in this snapshot. */
        boolean holds(Location location) {
            int chunk =
                    Collections.binarySearch(chunks, location.chunk(), Comparator.comparingLong(VectorChunk::serial));
            return chunk >= 0
                    && location.row() < rows(chunk)
                    && location.chunk().alive(location.row(), version);
        }

        /** Returns where every vector of this snapshot is. */
        Map<String, Location> locations() {
            Map<String, Location> all = new HashMap<>();
            for (int c = 0; c < chunks.size(); c++) {
                VectorChunk chunk = chunks.get(c);
                for (int row = 0; row < rows(c); row++) {
                    if (chunk.alive(row, version)) {
                        all.put(chunk.entry(row).id(), new Location(chunk, row));
                    }
                }
            }
            return all;
        }

        /** Returns how many places of a chunk were filled, by the living and the dead. */
        int rows(int chunk) {
            return chunk == chunks.size() - 1 ? rowsOfLast : chunks.get(chunk).capacity();
        }
    }

    /** Where a vector is. */
    record Location(VectorChunk chunk, int row) {
        Entry entry() {
            return chunk.entry(row);
        }
    }

    private final VectorIndexSettings settings;
    private final Precision precision;
    private final ConcurrentHashMap<String, Location> locations = new ConcurrentHashMap<>();
    // The writer's: in which chunks the dead of an id lie, and the fates of those that were deleted.
    private final Map<String, Set<VectorChunk>> buried = new HashMap<>();
    private final KeptFates fates = new KeptFates();
    private volatile Snapshot snapshot;
    private volatile long begun;

    VectorStorage(VectorIndexSettings settings, Precision precision) {
        this.settings = settings;
        this.precision = precision;
        this.snapshot = new Snapshot(List.of(new VectorChunk(settings, precision, 0, 0)), 0, 0, 0);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    @Nullable
    Location locate(String id) {
        return locations.get(id);
    }

    /** Returns the version that the last write makes, or made: that of the snapshot while nobody writes. */
    long begun() {
        return begun;
    }

    /** Stores a vector in place of the id's earlier one. */
    synchronized void put(Entry entry, float[] vector) {
        Write write = new Write();
        Location earlier = locations.get(entry.id());
        Fate fate = earlier != null ? earlier.entry().fate() : fates.take(entry.id());
        VectorChunk last = write.lastWithRoom();
        int row = last.append(fate == null ? entry : entry.sharing(fate), vector);
        locations.put(entry.id(), new Location(last, row));
        if (earlier != null) {
            write.bury(earlier);
        }
        write.publish();
    }

    /** Takes a vector out; its space is taken back when enough others around it have died. */
    synchronized boolean delete(String id) {
        Location location = locations.get(id);
        if (location == null) {
            return false;
        }
        fates.keep(id, location.entry().fate());
        Write write = new Write();
        locations.remove(id);
        write.bury(location);
        write.publish();
        return true;
    }

    /** Takes a vector and all earlier ones of the id out, hides them from every snapshot, and keeps no copy. */
    synchronized boolean erase(String id) {
        Location location = locations.get(id);
        Fate fate = location != null ? location.entry().fate() : fates.take(id);
        if (fate == null) {
            return false;
        }
        Entry.erase(fate);
        Write write = new Write();
        if (location != null) {
            locations.remove(id);
            write.bury(location);
        }
        write.sweep(id);
        write.publish();
        return location != null;
    }

    /** The step from one snapshot to the next. */
    private final class Write {
        private final long version = snapshot.version() + 1;
        private List<VectorChunk> chunks = snapshot.chunks();

        /** Comes before any change, so that whoever sees one of its changes knows of it. */
        Write() {
            begun = version;
        }

        void bury(Location location) {
            VectorChunk chunk = location.chunk();
            chunk.die(location.row(), version);
            buried.computeIfAbsent(location.entry().id(), any -> new HashSet<>())
                    .add(chunk);
            if (chunk.halfDead()) {
                evacuate(chunk);
            }
        }

        /** Gives up every chunk in which a vector of the id is buried. */
        void sweep(String id) {
            for (VectorChunk chunk : Set.copyOf(buried.getOrDefault(id, Set.of()))) {
                evacuate(chunk);
            }
        }

        private void evacuate(VectorChunk chunk) {
            List<VectorChunk> others = new ArrayList<>(chunks);
            others.remove(chunk);
            if (chunk == chunks.getLast()) {
                others.add(after(chunk));
            }
            chunks = others;
            for (int row = 0; row < chunk.rows(); row++) {
                String id = chunk.entry(row).id();
                if (chunk.alive(row, version)) {
                    VectorChunk last = lastWithRoom();
                    locations.put(id, new Location(last, last.append(chunk, row)));
                } else {
                    buried.computeIfPresent(id, (any, in) -> in.remove(chunk) && in.isEmpty() ? null : in);
                }
            }
        }

        VectorChunk lastWithRoom() {
            if (chunks.getLast().full()) {
                chunks = new ArrayList<>(chunks);
                chunks.add(after(chunks.getLast()));
            }
            return chunks.getLast();
        }

        private VectorChunk after(VectorChunk last) {
            return new VectorChunk(settings, precision, last.serial() + 1, locations.size());
        }

        void publish() {
            snapshot = new Snapshot(chunks, chunks.getLast().rows(), version, locations.size());
        }
    }
}
