package io.github.discovery4j.index.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in contiguous chunks, read through snapshots that no writer waits for and none disturbs.
 *
 * <p><b>Cost:</b> 4d bytes a vector and about 100 for its id's place, at most twice that for the vectors when many were
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
     *    copy behind.
     */

    /** The chunks at one version; all but the last are full. */
    record Snapshot(List<VectorChunk> chunks, int rowsOfLast, long version, int size) {

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

    private final int dimension;
    private final ConcurrentHashMap<String, Location> locations = new ConcurrentHashMap<>();
    private volatile Snapshot snapshot;

    VectorStorage(int dimension) {
        this.dimension = dimension;
        this.snapshot = new Snapshot(List.of(new VectorChunk(dimension)), 0, 0, 0);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    @Nullable
    Location locate(String id) {
        return locations.get(id);
    }

    /** Stores a vector in place of the id's earlier one. */
    synchronized void put(Entry entry, float[] vector) {
        Write write = new Write();
        Location earlier = locations.get(entry.id());
        VectorChunk last = write.lastWithRoom();
        locations.put(entry.id(), new Location(last, last.append(entry, vector)));
        if (earlier != null) {
            write.bury(earlier, false);
        }
        write.publish();
    }

    /**
     * Takes a vector out.
     *
     * @param entirely whether its values must go now, rather than when enough others around it have died
     * @return whether there was one
     */
    synchronized boolean remove(String id, boolean entirely) {
        Location location = locations.remove(id);
        if (location == null) {
            return false;
        }
        if (entirely) {
            location.entry().erase();
        }
        Write write = new Write();
        write.bury(location, entirely);
        write.publish();
        return true;
    }

    /** The step from one snapshot to the next. */
    private final class Write {
        private final long version = snapshot.version() + 1;
        private List<VectorChunk> chunks = snapshot.chunks();

        void bury(Location location, boolean entirely) {
            VectorChunk chunk = location.chunk();
            chunk.die(location.row(), version);
            if (entirely || chunk.halfDead()) {
                evacuate(chunk);
            }
        }

        private void evacuate(VectorChunk chunk) {
            List<VectorChunk> others = new ArrayList<>(chunks);
            others.remove(chunk);
            if (chunk == chunks.getLast()) {
                others.add(new VectorChunk(dimension));
            }
            chunks = others;
            for (int row = 0; row < chunk.rows(); row++) {
                if (chunk.alive(row, version)) {
                    VectorChunk last = lastWithRoom();
                    locations.put(chunk.entry(row).id(), new Location(last, last.append(chunk, row)));
                }
            }
        }

        VectorChunk lastWithRoom() {
            if (chunks.getLast().full()) {
                chunks = new ArrayList<>(chunks);
                chunks.add(new VectorChunk(dimension));
            }
            return chunks.getLast();
        }

        void publish() {
            snapshot = new Snapshot(chunks, chunks.getLast().rows(), version, locations.size());
        }
    }
}
