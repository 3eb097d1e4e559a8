package io.github.discovery4j.benchmarks.index;

import io.github.discovery4j.benchmarks.Growth;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.memory.GraphIndex;
import io.github.discovery4j.index.memory.GraphSettings;
import io.github.discovery4j.index.vector.IndexFootprint;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How rate, time to build and memory grow with the number of vectors: exact and graph, 50 vectors a cluster, one thread.
 *
 * <p>The graph's rate is that of the least effort which finds 0.95 of the ten nearest. Times are the searching thread's CPU
 * time. Prints a line a measurement and the exponent that fits them best, and draws them with logarithmic axes.
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector -Xmx8g -cp benchmarks/target/benchmarks.jar \
 *     io.github.discovery4j.benchmarks.index.IndexGrowth growth.html 256 10000 100000 1000000
 * }</pre>
 */
public final class IndexGrowth {

    private static final int QUERIES = 300;
    private static final int VECTORS_A_CLUSTER = 50;
    private static final double SPREAD = 1.4;
    private static final double RECALL = 0.95;
    private static final int[] EFFORTS = {16, 24, 32, 40, 48, 56, 64, 80, 96, 128, 160, 192, 256, 384, 512};
    private static final long WARM_UP_NANOS = 2_000_000_000L;

    private final int dimension;
    private final Growth growth;

    private IndexGrowth(int dimension) {
        this.dimension = dimension;
        this.growth = new Growth(
                "How indexes grow",
                "Exact and graph search over clustered unit vectors of %d values, one thread; the graph at recall 0.95."
                        .formatted(dimension),
                "vectors");
    }

    /**
     * Measures and draws.
     *
     * @param args the page to write, the dimension, then sizes
     * @throws IOException if the page cannot be written
     */
    public static void main(String[] args) throws IOException {
        IndexGrowth program = new IndexGrowth(Integer.parseInt(args[1]));
        for (int i = 2; i < args.length; i++) {
            program.measure(Integer.parseInt(args[i]));
        }
        program.growth.write(Path.of(args[0]));
    }

    private void measure(int count) {
        ClusteredVectors world = new ClusteredVectors(count, dimension, count / VECTORS_A_CLUSTER, SPREAD, QUERIES);
        try (ExactIndex exact = ExactIndex.of(VectorIndexSettings.of("exact", dimension))) {
            double built = fill(exact, world);
            measure("exact", exact, world, 0, built, exact.footprint());
        }
        try (GraphIndex graph =
                GraphIndex.of(VectorIndexSettings.of("graph", dimension), GraphSettings.DEFAULT.exactBelow(0))) {
            double built = fill(graph, world);
            long start = now();
            graph.optimize();
            measure("graph", graph, world, effort(graph, world), built + seconds(start), graph.footprint());
        }
    }

    private double fill(VectorIndex index, ClusteredVectors world) {
        long start = now();
        for (int i = 0; i < world.vectors().size(); i++) {
            index.accept(Integer.toString(i), world.vectors().get(i));
        }
        return seconds(start);
    }

    private int effort(VectorIndex index, ClusteredVectors world) {
        for (int effort : EFFORTS) {
            if (recall(index, world, effort) >= RECALL) {
                return effort;
            }
        }
        return EFFORTS[EFFORTS.length - 1];
    }

    private static double recall(VectorIndex index, ClusteredVectors world, int effort) {
        double recall = 0;
        for (int q = 0; q < QUERIES; q++) {
            recall += world.recall(q, ClusteredVectors.numbers(index.search(query(world, q, effort)))) / QUERIES;
        }
        return recall;
    }

    private static VectorQuery query(ClusteredVectors world, int q, int effort) {
        VectorQuery query = VectorQuery.nearestTo(world.queries().get(q), ClusteredVectors.NEAREST);
        return effort == 0 ? query : query.effort(effort);
    }

    private void measure(
            String name,
            VectorIndex index,
            ClusteredVectors world,
            int effort,
            double built,
            IndexFootprint footprint) {
        long until = now() + WARM_UP_NANOS;
        while (now() < until) {
            index.search(query(world, 0, effort));
        }
        long start = now();
        for (int q = 0; q < QUERIES; q++) {
            index.search(query(world, q, effort));
        }
        double rate = QUERIES / seconds(start);
        int count = world.vectors().size();
        double megabytes = (footprint.heapBytes() + footprint.mappedBytes()) / 1e6;
        growth.add("microseconds a query", name, count, 1e6 / rate);
        growth.add("seconds to build", name, count, built);
        growth.add("megabytes", name, count, megabytes);
        System.out.printf(
                Locale.ROOT,
                "%-6s %,10d vectors  effort %3d  recall %.4f  %,10.1f queries/s  built in %,7.2f s  %,6.0f MB%n",
                name,
                count,
                effort,
                recall(index, world, effort),
                rate,
                built,
                megabytes);
    }

    private static double seconds(long start) {
        return (now() - start) / 1e9;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
