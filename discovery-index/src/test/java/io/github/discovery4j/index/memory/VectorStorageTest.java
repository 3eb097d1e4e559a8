package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.index.memory.VectorStorage.Location;
import io.github.discovery4j.index.memory.VectorStorage.Snapshot;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorStorageTest {

    private static final int DIMENSION = 1 << 12; // fifteen vectors a chunk

    private final VectorStorage storage =
            new VectorStorage(VectorIndexSettings.of("films", DIMENSION), Precision.FLOAT32);

    @Test
    void anOlderSnapshotDoesNotSeeLaterWrites() {
        put("a", 1);
        put("b", 2);
        Snapshot before = storage.snapshot();
        put("a", 3);
        put("c", 4);
        storage.erase("b");
        assertThat(contents(before)).containsExactly("a=1.0", "b=2.0");
        assertThat(contents(storage.snapshot())).containsExactlyInAnyOrder("a=3.0", "c=4.0");
    }

    @Test
    void whatIsRemovedEntirelyLeavesNoCopyBehind() {
        put("a", 1);
        put("b", 2);
        put("c", 3);
        storage.erase("b");
        for (VectorChunk chunk : storage.snapshot().chunks()) {
            for (int row = 0; row < chunk.rows(); row++) {
                assertThat(chunk.entry(row).id()).isNotEqualTo("b");
            }
        }
        assertThat(contents(storage.snapshot())).containsExactlyInAnyOrder("a=1.0", "c=3.0");
    }

    @Test
    void anErasureReachesEarlierVectorsAndOlderSnapshots() {
        put("a", 1);
        put("b", 2);
        Snapshot first = storage.snapshot();
        put("a", 3);
        storage.delete("a");
        put("a", 4);
        Snapshot second = storage.snapshot();
        assertThat(storage.erase("a")).isTrue();
        for (Snapshot snapshot : List.of(first, second)) {
            for (int row = 0; row < snapshot.rows(0); row++) {
                Entry entry = snapshot.chunks().getFirst().entry(row);
                assertThat(entry.erased()).isEqualTo(entry.id().equals("a"));
            }
        }
        assertThat(contents(storage.snapshot())).containsExactly("b=2.0");
        assertThat(storage.snapshot().rows(0)).as("no copy stays").isEqualTo(1);
        put("a", 5);
        assertThat(contents(storage.snapshot())).containsExactly("b=2.0", "a=5.0");
        assertThat(storage.locate("a").entry().erased()).isFalse();
    }

    @Test
    void whatWasDeletedCanStillBeErasedFromSnapshots() {
        put("a", 1);
        Snapshot before = storage.snapshot();
        storage.delete("a");
        assertThat(storage.erase("a")).as("it is not in the index").isFalse();
        assertThat(before.chunks().getFirst().entry(0).erased()).isTrue();
        assertThat(storage.snapshot().rows(0)).isZero();
    }

    @Test
    void theSpaceOfTheReplacedAndTheDeletedIsTakenBack() {
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < 40; i++) {
                put("v" + i, round);
            }
            storage.delete("v" + round % 40);
        }
        Snapshot snapshot = storage.snapshot();
        assertThat(snapshot.size()).isEqualTo(39);
        // Every chunk but the last is more than half alive: at most 39 / 9 of them, and the last.
        assertThat(snapshot.chunks()).hasSizeLessThanOrEqualTo(8);
        assertThat(contents(snapshot)).hasSize(39).allMatch(line -> line.endsWith("=99.0"));
    }

    @Test
    void aPlaceIsFoundAgainAfterItMoved() {
        for (int i = 0; i < 20; i++) {
            put("v" + i, i);
        }
        for (int i = 0; i < 20; i += 2) {
            assertThat(i % 4 == 0 ? storage.erase("v" + i) : storage.delete("v" + i))
                    .isTrue();
        }
        for (int i = 0; i < 20; i++) {
            Location location = storage.locate("v" + i);
            assertThat(location == null).isEqualTo(i % 2 == 0);
            if (location != null) {
                assertThat(valueAt(location.chunk(), location.row())).isEqualTo(i);
            }
        }
    }

    @Test
    void chunksGrowWithTheIndex() {
        for (int i = 0; i < 300; i++) {
            put("v" + i, i);
        }
        List<Integer> capacities =
                storage.snapshot().chunks().stream().map(VectorChunk::capacity).toList();
        assertThat(capacities).isSorted().startsWith(15).endsWith(63).contains(31);
        assertThat(contents(storage.snapshot())).hasSize(300);
        for (int i = 0; i < 290; i++) {
            storage.erase("v" + i);
        }
        assertThat(contents(storage.snapshot())).hasSize(10).contains("v290=290.0", "v299=299.0");
        assertThat(storage.snapshot().chunks())
                .as("what is left is small again")
                .hasSizeLessThan(4);
    }

    private void put(String id, float value) {
        float[] vector = new float[DIMENSION];
        vector[DIMENSION - 1] = value;
        storage.put(new Entry(id, EntryAttributes.NONE), vector);
    }

    private static float valueAt(VectorChunk chunk, int row) {
        float[] vector = new float[DIMENSION];
        chunk.values().read(row, vector, 0);
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
