package io.github.discovery4j.benchmarks.index;

import io.github.discovery4j.core.report.Cell;
import io.github.discovery4j.core.report.Estimate;
import io.github.discovery4j.core.report.LineChart;
import io.github.discovery4j.core.report.Page;
import io.github.discovery4j.core.report.Table;
import io.github.discovery4j.core.report.Text;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.memory.GraphIndex;
import io.github.discovery4j.index.memory.GraphSettings;
import io.github.discovery4j.index.vector.IndexFootprint;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

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

    /** What was measured of an index at a size. */
    private record Measured(
            String index,
            int vectors,
            int effort,
            double recall,
            double queriesPerSecond,
            double buildSeconds,
            long bytes) {}

    private final int dimension;
    private final List<Measured> all = new ArrayList<>();

    private IndexGrowth(int dimension) {
        this.dimension = dimension;
    }

    /**
     * Measures and draws.
     *
     * @param args the page to write, the dimension, then sizes
     * @throws IOException if the page cannot be written
     */
    public static void main(String[] args) throws IOException {
        IndexGrowth growth = new IndexGrowth(Integer.parseInt(args[1]));
        for (int i = 2; i < args.length; i++) {
            growth.measure(Integer.parseInt(args[i]));
        }
        Files.writeString(Path.of(args[0]), growth.page().toHtml());
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
        Measured measured = new Measured(
                name,
                world.vectors().size(),
                effort,
                recall(index, world, effort),
                rate,
                built,
                footprint.heapBytes() + footprint.mappedBytes());
        all.add(measured);
        System.out.printf(
                Locale.ROOT,
                "%-6s %,10d vectors  effort %3d  recall %.4f  %,10.1f queries/s  built in %,7.2f s  %,6.0f MB%n",
                name,
                measured.vectors(),
                effort,
                measured.recall(),
                rate,
                built,
                measured.bytes() / 1e6);
    }

    private Page page() {
        Table.Builder table = Table.builder("Measured")
                .column("index")
                .numberColumn("vectors")
                .numberColumn("effort")
                .numberColumn("recall@10")
                .numberColumn("queries a second")
                .numberColumn("build, s")
                .numberColumn("MB");
        all.forEach(one -> table.row(
                Cell.of(one.index()),
                Cell.of(String.format(Locale.ROOT, "%,d", one.vectors())),
                Cell.of(Integer.toString(one.effort())),
                Cell.number(one.recall(), 4),
                Cell.of(String.format(Locale.ROOT, "%,.1f", one.queriesPerSecond())),
                Cell.number(one.buildSeconds(), 2),
                Cell.number(one.bytes() / 1e6, 1)));
        return Page.builder("How indexes grow")
                .lead(
                        "Exact and graph search over clustered unit vectors of %d values, one thread; axes are powers of ten."
                                .formatted(dimension))
                .section(
                        "Rate",
                        chart("Microseconds a query", one -> 1e6 / one.queriesPerSecond()),
                        fit("A query's time", one -> 1e6 / one.queriesPerSecond()))
                .section(
                        "Building",
                        chart("Seconds to build", Measured::buildSeconds),
                        fit("Time to build", Measured::buildSeconds))
                .section("Memory", chart("Megabytes", one -> one.bytes() / 1e6), fit("Memory", Measured::bytes))
                .section("Figures", table.build())
                .build();
    }

    private LineChart chart(String what, ToDoubleFunction<Measured> value) {
        LineChart.Builder chart = LineChart.builder(what).axes("vectors, log10", what + ", log10");
        all.forEach(one -> chart.point(
                one.index(), Math.log10(one.vectors()), Estimate.exact(Math.log10(value.applyAsDouble(one)))));
        return chart.build();
    }

    private Text fit(String what, ToDoubleFunction<Measured> value) {
        StringBuilder text = new StringBuilder(what).append(" grows with the number of vectors to the power");
        for (String index : List.of("exact", "graph")) {
            double exponent = exponent(
                    all.stream().filter(one -> one.index().equals(index)).toList(), value);
            String said = String.format(Locale.ROOT, " %.2f (%s)", exponent, index);
            System.out.println(what + said);
            text.append(said);
        }
        return Text.note(text.append('.').toString());
    }

    /** The slope of least squares between the logarithms. */
    private static double exponent(List<Measured> measured, ToDoubleFunction<Measured> value) {
        double n = measured.size();
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (Measured one : measured) {
            double logX = Math.log(one.vectors());
            double logY = Math.log(value.applyAsDouble(one));
            x += logX / n;
            y += logY / n;
            xx += logX * logX / n;
            xy += logX * logY / n;
        }
        return (xy - x * y) / (xx - x * x);
    }

    private static double seconds(long start) {
        return (now() - start) / 1e9;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
