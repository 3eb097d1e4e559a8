package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexDataException;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchCost.Method;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphFileTest {

    private static final GraphSettings GRAPH = GraphSettings.DEFAULT.exactBelow(300);

    @TempDir
    private Path folder;

    private final GraphWorld world = new GraphWorld(4, 12, 20, 0.6);

    private static VectorIndexSettings films() {
        return VectorIndexSettings.of("films", 12).labels("language").numbers("year");
    }

    private GraphIndex filled(VectorIndexSettings settings, int count) {
        GraphIndex index = GraphIndex.of(settings, GRAPH);
        for (int i = 0; i < count; i++) {
            index.put(
                    "фильм" + i,
                    world.draw(),
                    EntryAttributes.NONE.label("language", "l" + i % 7).number("year", i));
        }
        return index;
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void whatIsLoadedAnswersAsWhatWasSaved(Metric metric) throws Exception {
        GraphIndex saved = filled(films().metric(metric), 1_500);
        for (int i = 0; i < 1_500; i += 3) {
            saved.delete("фильм" + i);
        }
        Path file = folder.resolve("films.graph");
        saved.optimize();
        saved.save(file);
        GraphIndex loaded = GraphIndex.load(file, films().metric(metric), GRAPH.mapOriginals(folder));
        assertThat(loaded.size()).isEqualTo(1_000);
        for (int i = 0; i < 30; i++) {
            VectorQuery query = VectorQuery.nearestTo(world.draw(), 10)
                    .filter(i % 2 == 0 ? Filter.any() : Filter.not(Filter.equal("language", "l1")));
            SearchResult before = saved.search(query);
            SearchResult after = loaded.search(query);
            assertThat(GraphWorld.ids(after)).isEqualTo(GraphWorld.ids(before));
            assertThat(after.cost()).isEqualTo(before.cost());
            assertThat(after.similarity(0)).isEqualTo(before.similarity(0));
        }
        assertThat(loaded.search(VectorQuery.nearestTo(world.draw(), 10)).cost().method())
                .isEqualTo(Method.GRAPH);
        loaded.accept("new", world.draw());
        assertThat(GraphWorld.ids(loaded.search(VectorQuery.nearestTo("new", 5))))
                .hasSize(5);
        loaded.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 299})
    void smallIndexesAreSavedToo(int count) throws Exception {
        Path file = folder.resolve("small.graph");
        filled(films(), count).save(file);
        assertThat(GraphIndex.load(file, films(), GRAPH).size()).isEqualTo(count);
    }

    @Test
    void whatASnapshotHoldsBackIsNotSaved() throws Exception {
        GraphIndex index = filled(films(), 600);
        try (VectorSnapshot snapshot = index.snapshot()) {
            for (int i = 0; i < 200; i++) {
                index.delete("фильм" + i);
            }
            assertThat(snapshot.size()).isEqualTo(600);
            index.save(folder.resolve("films.graph"));
        }
        GraphIndex loaded = GraphIndex.load(folder.resolve("films.graph"), films(), GRAPH);
        assertThat(loaded.size()).isEqualTo(400);
        assertThat(world.recall(loaded, 50, query -> query)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void whoWasErasedSinceIsNotLoaded() throws Exception {
        Path file = folder.resolve("people.graph");
        filled(films(), 400).save(file);
        GraphIndex loaded = GraphIndex.load(file, films().erased("фильм7"::equals), GRAPH);
        assertThat(loaded.size()).isEqualTo(399);
        assertThat(loaded.export("фильм7")).isEmpty();
        loaded.save(file);
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_16BE))
                .doesNotContain("фильм7\u0000");
    }

    @Test
    void savingReplacesTheFileAndLeavesNothingBeside() throws Exception {
        Path file = folder.resolve("films.graph");
        filled(films(), 50).save(file);
        filled(films(), 60).save(file);
        assertThat(GraphIndex.load(file, films(), GRAPH).size()).isEqualTo(60);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> filled(films(), 1).save(folder.resolve("missing/films.graph")))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("missing", "create it first");
    }

    @Test
    void everyDamageIsRefusedWithFileAndOffset() throws Exception {
        Path file = folder.resolve("films.graph");
        filled(films(), 320).save(file);
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            int at = i < 40 ? i : random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            refused(file, bad);
        }
        for (int length = 0; length < good.length; length += 1 + good.length / 60) {
            refused(file, Arrays.copyOf(good, length));
        }
        refused(file, Arrays.copyOf(good, good.length + 1));
    }

    private void refused(Path file, byte[] content) throws Exception {
        Files.write(file, content);
        assertThatThrownBy(() -> GraphIndex.load(file, films(), GRAPH))
                .isInstanceOf(IndexDataException.class)
                .hasMessageContainingAll("films.graph", "offset")
                .hasMessageNotContaining("фильм");
    }

    @Test
    void otherSettingsAreRefused() throws Exception {
        Path file = folder.resolve("films.graph");
        filled(films(), 20).save(file);
        for (VectorIndexSettings other : Set.of(
                films().metric(Metric.EUCLIDEAN),
                VectorIndexSettings.of("films", 13).labels("language"))) {
            assertThatThrownBy(() -> GraphIndex.load(file, other, GRAPH))
                    .isInstanceOf(IndexDataException.class)
                    .hasMessageContainingAll("dimension", "12", "COSINE");
        }
        assertThatThrownBy(() -> GraphIndex.load(file, films(), GRAPH.maxConnections(8)))
                .isInstanceOf(IndexDataException.class)
                .hasMessageContainingAll("maxConnections", "8", "16");
    }
}
