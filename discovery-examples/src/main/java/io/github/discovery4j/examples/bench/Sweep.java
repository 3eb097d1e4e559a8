package io.github.discovery4j.examples.bench;

import io.github.discovery4j.index.vector.IndexFootprint;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Measures an index over its efforts: recall from one pass over the queries, then queries a second from as many whole passes
 * as fit into {@link Options#measured}, after passes that do not count. All queries of a pass are different.
 */
public final class Sweep {

    /**
     * How to measure.
     *
     * @param k how many each query asks for
     * @param threads how many threads ask at once
     * @param efforts what approximate indexes are asked with, ascending
     * @param measured for how long at least, after as long that does not count
     */
    public record Options(int k, int threads, List<Integer> efforts, Duration measured) {
        /** Copies the efforts. */
        public Options {
            efforts = List.copyOf(efforts);
        }
    }

    /**
     * One measurement.
     *
     * @param index the index's name
     * @param effort what it was asked with; 0 for an exact index, which takes none
     * @param recall the mean share of the k nearest that were found
     * @param queriesPerSecond of all threads together
     * @param visited vectors compared a query
     * @param buildSeconds how long storing all vectors took, until they could be found
     * @param footprint the space
     */
    public record Row(
            String index,
            int effort,
            double recall,
            double queriesPerSecond,
            double visited,
            double buildSeconds,
            IndexFootprint footprint) {}

    private final BenchData data;
    private final Options options;
    private final double[] thresholds;
    private final Consumer<String> progress;

    /**
     * Prepares a sweep; finds the nearest exactly unless they are given.
     *
     * @param data what is searched
     * @param truth for each query the rows of its nearest, at least k; empty to find them
     * @param options how to measure
     * @param progress told what is done
     */
    public Sweep(BenchData data, Optional<int[][]> truth, Options options, Consumer<String> progress) {
        this.data = data;
        this.options = options;
        this.progress = progress;
        this.thresholds = data.thresholds(
                options.k(), truth, query -> progress.accept("finding the nearest exactly, query " + query));
    }

    /**
     * Builds an index and measures it.
     *
     * @param contender which
     * @param folder for its files, empty
     * @return one row an effort
     * @throws IOException if its files cannot be written
     */
    public List<Row> run(Contender contender, Path folder) throws IOException {
        long start = System.nanoTime();
        try (VectorIndex index = contender.maker().make(data.settings(), folder)) {
            data.storeIn(index, row -> progress.accept("building " + contender.name() + ", vector " + row));
            Contender.settle(index);
            double buildSeconds = (System.nanoTime() - start) / 1e9;
            List<Row> rows = new ArrayList<>();
            List<Integer> efforts = contender.approximate() ? options.efforts() : List.of(0);
            for (int effort : efforts) {
                progress.accept("measuring " + contender.name() + (effort > 0 ? " with effort " + effort : ""));
                rows.add(measure(contender.name(), index, effort, buildSeconds));
            }
            return rows;
        }
    }

    private Row measure(String name, VectorIndex index, int effort, double buildSeconds) {
        VectorQuery[] queries = new VectorQuery[data.queries().length];
        for (int i = 0; i < queries.length; i++) {
            VectorQuery query = data.query(i, options.k());
            queries[i] = effort > 0 ? query.effort(effort) : query;
        }
        double recall = 0;
        double visited = 0;
        for (int i = 0; i < queries.length; i++) {
            SearchResult found = index.search(queries[i]);
            recall += data.recall(i, found, options.k(), thresholds[i]);
            visited += found.visited();
        }
        queriesPerSecond(index, queries, options.measured());
        double rate = queriesPerSecond(index, queries, options.measured());
        return new Row(
                name, effort, recall / queries.length, rate, visited / queries.length, buildSeconds, index.footprint());
    }

    private double queriesPerSecond(VectorIndex index, VectorQuery[] queries, Duration atLeast) {
        long nanos = 0;
        long asked = 0;
        do {
            long start = System.nanoTime();
            if (options.threads() == 1) {
                for (VectorQuery query : queries) {
                    index.search(query);
                }
            } else {
                side(index, queries);
            }
            nanos += System.nanoTime() - start;
            asked += queries.length;
        } while (nanos < atLeast.toNanos());
        return asked * 1e9 / nanos;
    }

    private void side(VectorIndex index, VectorQuery[] queries) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(options.threads())) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < options.threads(); i++) {
                done.add(threads.submit(() -> {
                    for (int q = next.getAndIncrement(); q < queries.length; q = next.getAndIncrement()) {
                        index.search(queries[q]);
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a query failed, see the cause", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the measurement was interrupted; run it again", e);
        }
    }
}
