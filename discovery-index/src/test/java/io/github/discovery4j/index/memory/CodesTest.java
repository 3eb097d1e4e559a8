package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchCost.Method;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What a scan leaves out by the codes alone is not among the nearest. */
class CodesTest {

    @Property(tries = 2_000)
    void noVectorIsNearerThanItsBound(
            @ForAll Random random,
            @ForAll Metric metric,
            @ForAll @IntRange(min = 1, max = 150) int dimension,
            @ForAll @IntRange(min = -150, max = 120) int exponent,
            @ForAll @IntRange(min = -140, max = 120) int targetExponent,
            @ForAll @IntRange(min = 1, max = 9) int count) {
        Codes codes = new Codes(metric, dimension, count);
        HeapOriginals originals = new HeapOriginals(dimension, count);
        float[] query = CodeRowsTest.vector(random, dimension, targetExponent);
        for (int slot = 0; slot < count; slot++) {
            float[] vector = random.nextInt(3) == 0 ? query.clone() : CodeRowsTest.vector(random, dimension, exponent);
            vector[random.nextInt(dimension)] *= 1 + random.nextInt(3) * 1e-6f;
            codes.write(slot, vector);
            originals.write(slot, vector);
        }
        Codes grown = codes.grownTo(count + 5);
        Codes.Query code = new Codes.Query(dimension);
        code.set(query, new byte[dimension]);
        float[] bounds = new float[count];
        grown.bounds(
                code,
                grown.aim(Target.of(query, metric), code),
                IntStream.range(0, count).toArray(),
                count,
                new int[count + 3],
                bounds);
        boolean distance = metric == Metric.EUCLIDEAN;
        for (int slot = 0; slot < count; slot++) {
            float compared = originals.compare(query, slot, distance, query);
            float similarity = distance ? Target.ofSquares(compared) : compared;
            assertThat(bounds[slot] < similarity)
                    .as("%s < %s", bounds[slot], similarity)
                    .isFalse();
        }
    }

    @Property(tries = 30)
    void scansFindWhatFloat32Finds(
            @ForAll Random random,
            @ForAll Metric metric,
            @ForAll @IntRange(min = 1, max = 100) int dimension,
            @ForAll @IntRange(min = 1, max = 40) int k) {
        VectorIndexSettings settings =
                VectorIndexSettings.of("films", dimension).metric(metric).labels("kind");
        ExactIndex floats = ExactIndex.of(settings);
        GraphIndex graph = GraphIndex.of(settings, GraphSettings.DEFAULT.exactBelow(Integer.MAX_VALUE));
        for (int i = 0; i < 2_000; i++) {
            float[] vector = CodeRowsTest.vector(random, dimension, 0);
            vector[0] += 1e-3f;
            EntryAttributes attributes = EntryAttributes.NONE.label("kind", random.nextInt(3) == 0 ? "short" : "long");
            floats.put("film" + i, vector, attributes);
            graph.put("film" + i, vector, attributes);
        }
        for (int i = 0; i < 300; i++) {
            String gone = "film" + random.nextInt(2_000);
            floats.delete(gone);
            graph.delete(gone);
        }
        float[] query = CodeRowsTest.vector(random, dimension, 0);
        query[0] += 1e-3f;
        for (Filter filter : new Filter[] {Filter.any(), Filter.equal("kind", "short")}) {
            VectorQuery asked = VectorQuery.nearestTo(query, k).filter(filter);
            SearchResult expected = floats.search(asked);
            SearchResult found = graph.search(asked);
            assertThat(found.cost().method()).isEqualTo(Method.EXACT);
            assertThat(found.cost().visited()).isEqualTo(expected.cost().visited());
            assertThat(found.size()).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.id(i)).isEqualTo(expected.id(i));
                assertThat(found.similarity(i)).isEqualTo(expected.similarity(i));
            }
        }
    }
}
