package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.index.memory.VectorStorage.Location;
import io.github.discovery4j.index.memory.VectorStorage.Snapshot;
import io.github.discovery4j.index.vector.EntryAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorStorageTest {

    private static final int DIMENSION = 1 << 13; // eight vectors a chunk

    private final VectorStorage storage = new VectorStorage(DIMENSION);

    @Test
    void anOlderSnapshotDoesNotSeeLaterWrites() {
        put("a", 1);
        put("b", 2);
        Snapshot before = storage.snapshot();
        put("a", 3);
        put("c", 4);
        storage.remove("b", true);
        assertThat(contents(before)).containsExactly("a=1.0", "b=2.0");
        assertThat(contents(storage.snapshot())).containsExactlyInAnyOrder("a=3.0", "c=4.0");
    }

    @Test
    void whatIsRemovedEntirelyLeavesNoCopyBehind() {
        put("a", 1);
        put("b", 2);
        put("c", 3);
        storage.remove("b", true);
        for (VectorChunk chunk : storage.snapshot().chunks()) {
            for (int row = 0; row < chunk.rows(); row++) {
                assertThat(chunk.entry(row).id()).isNotEqualTo("b");
            }
        }
        assertThat(contents(storage.snapshot())).containsExactlyInAnyOrder("a=1.0", "c=3.0");
    }

    @Test
    void theSpaceOfTheReplacedAndTheDeletedIsTakenBack() {
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < 40; i++) {
                put("v" + i, round);
            }
            storage.remove("v" + round % 40, false);
        }
        Snapshot snapshot = storage.snapshot();
        assertThat(snapshot.size()).isEqualTo(39);
        // Every chunk but the last is more than half alive: at most 39 / 5 of them, and the last.
        assertThat(snapshot.chunks()).hasSizeLessThanOrEqualTo(8);
        assertThat(contents(snapshot)).hasSize(39).allMatch(line -> line.endsWith("=99.0"));
    }

    @Test
    void aPlaceIsFoundAgainAfterItMoved() {
        for (int i = 0; i < 20; i++) {
            put("v" + i, i);
        }
        for (int i = 0; i < 20; i += 2) {
            storage.remove("v" + i, i % 4 == 0);
        }
        for (int i = 0; i < 20; i++) {
            Location location = storage.locate("v" + i);
            assertThat(location == null).isEqualTo(i % 2 == 0);
            if (location != null) {
                assertThat(valueAt(location.chunk(), location.row())).isEqualTo(i);
            }
        }
    }

    private void put(String id, float value) {
        float[] vector = new float[DIMENSION];
        vector[DIMENSION - 1] = value;
        storage.put(new Entry(id, EntryAttributes.NONE), vector);
    }

    private static float valueAt(VectorChunk chunk, int row) {
        float[] vector = new float[DIMENSION];
        chunk.copyTo(row, vector, 0);
        return vector[DIMENSION - 1];
    }

    private static List<String> contents(Snapshot snapshot) {
        List<String> contents = new ArrayList<>();
        for (int c = 0; c < snapshot.chunks().size(); c++) {
            VectorChunk chunk = snapshot.chunks().get(c);
            for (int row = 0; row < snapshot.rows(c); row++) {
                if (chunk.alive(row, snapshot.version())) {
                    contents.add(chunk.entry(row).id() + "=" + valueAt(chunk, row));
                }
            }
        }
        return contents;
    }
}
