package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** No bound of codes is below what float32 computes. */
class CodeRowsTest {

    @Property(tries = 2_000)
    void noSimilarityExceedsItsBound(
            @ForAll Random random,
            @ForAll Metric metric,
            @ForAll @IntRange(min = 1, max = 150) int dimension,
            @ForAll @IntRange(min = -150, max = 150) int exponent,
            @ForAll @IntRange(min = -140, max = 120) int targetExponent,
            @ForAll @IntRange(min = 1, max = 9) int count) {
        CodeRows rows = new CodeRows(dimension, count);
        float[] query = vector(random, dimension, targetExponent);
        for (int row = 0; row < count; row++) {
            float[] vector = vector(random, dimension, Math.min(exponent, 120));
            if (random.nextInt(3) == 0) {
                // As near as can be: what is left is rounding.
                System.arraycopy(query, 0, vector, 0, dimension);
                vector[random.nextInt(dimension)] *= 1 + random.nextInt(3) * 1e-6f;
            }
            rows.write(row, vector, 0);
        }
        Target target = Target.of(query, metric);
        Shortlist all = all(count);
        rows.select(target, all, Float.NEGATIVE_INFINITY);
        assertThat(all.count()).isEqualTo(count);
        for (int row = 0; row < count; row++) {
            assertThat(all.bound(row) < rows.similarity(target, row))
                    .as("%s < %s", all.bound(row), rows.similarity(target, row))
                    .isFalse();
        }
    }

    @Property(tries = 2_000)
    void nothingNearerThanTheLeastIsLeftOut(
            @ForAll Random random,
            @ForAll Metric metric,
            @ForAll @IntRange(min = 1, max = 300) int dimension,
            @ForAll @IntRange(min = -150, max = 120) int exponent,
            @ForAll @IntRange(min = -140, max = 120) int targetExponent,
            @ForAll @IntRange(min = 1, max = 9) int count) {
        CodeRows rows = new CodeRows(dimension, count);
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            targets.add(Target.of(vector(random, dimension, targetExponent), metric));
        }
        for (int row = 0; row < count; row++) {
            float[] vector = vector(random, dimension, exponent);
            if (random.nextInt(2) == 0) {
                System.arraycopy(targets.get(random.nextInt(4)).vector(), 0, vector, 0, dimension);
                vector[random.nextInt(dimension)] *= 1 + random.nextInt(3) * 1e-6f;
            }
            rows.write(row, vector, 0);
        }
        // As near as one of the rows, so that one bound at least is as narrow as can be.
        float[] least = new float[4];
        Shortlist[] together = new Shortlist[4];
        for (int i = 0; i < 4; i++) {
            least[i] = rows.similarity(targets.get(i), random.nextInt(count));
            together[i] = all(count);
        }
        rows.select(Targets.of(targets), together, least);
        for (int i = 0; i < 4; i++) {
            Shortlist alone = all(count);
            rows.select(targets.get(i), alone, least[i]);
            for (int row = 0; row < count; row++) {
                if (rows.similarity(targets.get(i), row) >= least[i]) {
                    assertThat(rowsOf(alone)).contains(row);
                    assertThat(rowsOf(together[i])).contains(row);
                }
            }
        }
    }

    @Example
    void fourBitsLeaveOutMostOfWhatIsFar() {
        Random random = new Random(5);
        NibbleRows rows = new NibbleRows(256, 1_000);
        for (int row = 0; row < 1_000; row++) {
            rows.write(row, vector(random, 256, 0), 0);
        }
        float[] query = vector(random, 256, 0);
        rows.write(500, query, 0);
        Target target = Target.of(query, Metric.DOT_PRODUCT);
        Shortlist list = all(1_000);
        rows.select(target, list, (float) (0.6 * target.length() * target.length()));
        assertThat(rowsOf(list)).containsExactly(500);
    }

    private static Shortlist all(int count) {
        Shortlist list = new Shortlist();
        list.clear(count);
        list.addFirst(count);
        return list;
    }

    private static List<Integer> rowsOf(Shortlist list) {
        return Arrays.stream(list.rows(), 0, list.count()).boxed().toList();
    }

    /** Values of one magnitude, with zeros and some that are far smaller. */
    static float[] vector(Random random, int dimension, int exponent) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            float value = Math.scalb((float) random.nextGaussian(), exponent);
            vector[i] = switch (random.nextInt(8)) {
                case 0 -> 0;
                case 1 -> value * 1e-5f;
                default -> value;
            };
        }
        return vector;
    }

    @Property(tries = 30)
    void resultsAreThoseOfFloat32ToTheBit(
            @ForAll Random random, @ForAll Metric metric, @ForAll @IntRange(min = 1, max = 100) int dimension) {
        VectorIndexSettings settings =
                VectorIndexSettings.of("films", dimension).metric(metric);
        ExactIndex floats = ExactIndex.of(settings);
        ExactIndex codes = ExactIndex.of(settings, Precision.INT8);
        for (int i = 0; i < 3_000; i++) {
            float[] vector = vector(random, dimension, 0);
            vector[0] += 1e-3f;
            floats.accept("film" + i, vector);
            codes.accept("film" + i, vector);
        }
        float[] query = vector(random, dimension, 0);
        query[0] += 1e-3f;
        SearchResult expected = floats.search(VectorQuery.nearestTo(query, 25));
        SearchResult found = codes.search(VectorQuery.nearestTo(query, 25));
        assertThat(found.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.id(i)).isEqualTo(expected.id(i));
            assertThat(found.similarity(i)).isEqualTo(expected.similarity(i));
        }
    }
}
