package io.github.discovery4j.index.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeanVectorsTest {

    private final ExactIndex films =
            ExactIndex.of(VectorIndexSettings.of("films", 2).metric(Metric.DOT_PRODUCT));

    private final VectorReader means = MeanVectors.of(
            films, Map.of("ana", List.of("long", "short", "unknown", "empty"), "torn", List.of("long", "back"))::get);

    MeanVectorsTest() {
        films.accept("long", new float[] {9, 0});
        films.accept("back", new float[] {-3, 0});
        films.accept("short", new float[] {0, 0.5f});
        films.accept("empty", new float[2]);
    }

    @Test
    void eachThingCountsTheSame() {
        float[] read = {7, 7, 7};
        assertThat(means.dimension()).isEqualTo(2);
        assertThat(means.read("ana", read, 1)).isTrue();
        assertThat(read).containsExactly(7, 0.5f, 0.5f);
    }

    @Test
    void oppositesAndNothingAreNoVector() {
        float[] untouched = {7, 7};
        assertThat(means.read("torn", untouched, 0)).isFalse();
        assertThat(MeanVectors.of(films, id -> List.of()).read("bo", untouched, 0))
                .isFalse();
        assertThat(MeanVectors.of(films, id -> List.of("empty", "unknown")).read("bo", untouched, 0))
                .isFalse();
        assertThat(untouched).containsExactly(7, 7);
    }
}
