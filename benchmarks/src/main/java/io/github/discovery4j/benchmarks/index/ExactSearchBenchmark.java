package io.github.discovery4j.benchmarks.index;

import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.memory.Precision;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long an exact search for 10 takes, beside a read of as many bytes and a scan with Lucene's dot product in the same run.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar ExactSearch -jvmArgsAppend "-Xmx4g --add-modules=jdk.incubator.vector"
 * </pre>
 *
 * <p>Prints what share of the nearest by float32 each precision finds.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExactSearchBenchmark {

    private static final int K = 10;
    private static final int QUERIES = 64;
    private static final int TOGETHER = 8;
    private static final int CHUNK = 1 << 16;

    /** Vectors in the index. */
    @Param("200000")
    public int itemCount;

    /** Values a vector. */
    @Param("256")
    public int dimension;

    private final List<VectorQuery> queries = new ArrayList<>();
    private final List<float[]> targets = new ArrayList<>();
    private @Nullable ExactIndex floats;
    private @Nullable ExactIndex halves;
    private @Nullable ExactIndex codes;
    private float[][] chunks = {};
    private int[][] plain = {};
    private ByteBuffer outside = ByteBuffer.allocate(0);
    private int next;

    /** Makes clustered vectors of unit length. */
    @Setup
    public void makeIndexes() {
        VectorIndexSettings settings = VectorIndexSettings.of("items", dimension);
        floats = ExactIndex.of(settings);
        halves = ExactIndex.of(settings, Precision.FLOAT16);
        codes = ExactIndex.of(settings, Precision.INT8);
        int rows = CHUNK / dimension;
        chunks = new float[(itemCount + rows - 1) / rows][rows * dimension];
        plain = new int[chunks.length][rows * dimension];
        outside = ByteBuffer.allocateDirect(Math.multiplyExact(itemCount * Float.BYTES, dimension) / 2 * 2);
        for (int i = 0; i < outside.capacity(); i += 1 << 10) {
            outside.put(i, (byte) 0); // or all pages are one
        }
        Random random = new Random(42);
        float[][] centres = new float[200][];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = vector(random, null);
        }
        for (int i = 0; i < itemCount; i++) {
            float[] vector = vector(random, centres[random.nextInt(centres.length)]);
            floats.accept("item-" + i, vector);
            halves.accept("item-" + i, vector);
            codes.accept("item-" + i, vector);
            floats.read("item-" + i, chunks[i / rows], i % rows * dimension);
        }
        for (int i = 0; i < QUERIES; i++) {
            float[] target = vector(random, centres[random.nextInt(centres.length)]);
            queries.add(VectorQuery.nearestTo(target, K));
            targets.add(VectorUtil.l2normalize(target));
        }
    }

    private float[] vector(Random random, float @Nullable [] centre) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian() + (centre == null ? 0 : centre[i]);
        }
        return vector;
    }

    /** Says how many of the nearest by float32 the others find. */
    @TearDown
    public void recall() {
        System.out.printf("recall@%d: float16 %.4f, int8 %.4f%n", K, recall(halves), recall(codes));
    }

    private double recall(@Nullable ExactIndex index) {
        int found = 0;
        for (VectorQuery query : queries) {
            Set<String> nearest = new HashSet<>(ids(search(floats, query)));
            nearest.retainAll(ids(search(index, query)));
            found += nearest.size();
        }
        return (double) found / (K * QUERIES);
    }

    private static List<String> ids(SearchResult result) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            ids.add(result.id(i));
        }
        return ids;
    }

    private static SearchResult search(@Nullable ExactIndex index, VectorQuery query) {
        return Objects.requireNonNull(index).search(query);
    }

    private VectorQuery query() {
        return queries.get(next++ % QUERIES);
    }

    /** Reads as many bytes as the float32 vectors have, by one sum. */
    @Benchmark
    public int read_memory() {
        int sum = 0;
        for (int[] values : plain) {
            for (int value : values) {
                sum += value;
            }
        }
        return sum;
    }

    /** Reads them in four runs at once. */
    @Benchmark
    public int read_memory_four_runs() {
        int one = 0;
        int two = 0;
        int three = 0;
        int four = 0;
        for (int[] values : plain) {
            int quarter = values.length / 4;
            for (int i = 0; i < quarter; i++) {
                one += values[i];
                two += values[quarter + i];
                three += values[2 * quarter + i];
                four += values[3 * quarter + i];
            }
        }
        return one + two + three + four;
    }

    /** Reads them by the comparison of arrays that the JVM brings along, two at once. */
    @Benchmark
    public boolean read_memory_pairs() {
        boolean equal = true;
        int half = plain.length / 2;
        for (int i = 0; i < half; i++) {
            equal &= Arrays.equals(plain[i], plain[half + i]);
        }
        return equal;
    }

    /** Reads as many bytes outside the heap by the same comparison. */
    @Benchmark
    public int read_native_pairs() {
        return outside.slice(0, outside.capacity() / 2)
                .mismatch(outside.slice(outside.capacity() / 2, outside.capacity() / 2));
    }

    /** One query in float32. */
    @Benchmark
    public SearchResult search_float32() {
        return search(floats, query());
    }

    /** One query in float16. */
    @Benchmark
    public SearchResult search_float16() {
        return search(halves, query());
    }

    /** One query in int8, the nearest compared again in float32. */
    @Benchmark
    public SearchResult search_int8() {
        return search(codes, query());
    }

    /** Eight queries together in float32. */
    @Benchmark
    public List<SearchResult> search_eight_float32() {
        return searchEight(floats);
    }

    /** Eight queries together in int8. */
    @Benchmark
    public List<SearchResult> search_eight_int8() {
        return searchEight(codes);
    }

    private List<SearchResult> searchEight(@Nullable ExactIndex index) {
        int first = next++ % (QUERIES / TOGETHER) * TOGETHER;
        return Objects.requireNonNull(index).searchAll(queries.subList(first, first + TOGETHER));
    }

    /** One query by Lucene's dot product, which takes whole arrays: each row is copied first. */
    @Benchmark
    public List<Float> scan_lucene() {
        float[] target = targets.get(next++ % QUERIES);
        float[] row = new float[dimension];
        PriorityQueue<Float> nearest = new PriorityQueue<>();
        int left = itemCount;
        for (float[] chunk : chunks) {
            for (int at = 0; at + dimension <= chunk.length && left > 0; at += dimension, left--) {
                System.arraycopy(chunk, at, row, 0, dimension);
                float similarity = VectorUtil.dotProduct(target, row);
                if (nearest.size() < K) {
                    nearest.add(similarity);
                } else if (similarity > nearest.element()) {
                    nearest.remove();
                    nearest.add(similarity);
                }
            }
        }
        return List.copyOf(nearest);
    }
}
