package io.github.discovery4j.examples.bench;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/**
 * What is searched, for what, and what should be found. A vector's id is its row.
 *
 * <p>A filter lets a stated share pass: each row has a number in [0, 1) that depends on the row alone.
 *
 * @param base one vector a row
 * @param queries of the same dimension
 * @param metric what near means
 * @param selectivity the share of rows that the filter lets pass; empty without a filter
 */
// The arrays are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record BenchData(float[][] base, float[][] queries, Metric metric, OptionalDouble selectivity) {

    private static final String SHARE = "share";
    private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
    private static final long MIX_2 = 0x94D049BB133111EBL;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Checks that there is something to search, and for. */
    public BenchData {
        if (base.length == 0 || queries.length == 0) {
            throw new IllegalArgumentException(
                    "there must be vectors and queries, were %d and %d".formatted(base.length, queries.length));
        }
        if (base[0].length != queries[0].length) {
            throw new IllegalArgumentException(
                    "queries must have the vectors' dimension %d, had %d".formatted(base[0].length, queries[0].length));
        }
    }

    /**
     * Returns the settings of an index over the vectors.
     *
     * @return one attribute, a number
     */
    public VectorIndexSettings settings() {
        return VectorIndexSettings.of("bench", base[0].length).metric(metric).numbers(SHARE);
    }

    /**
     * Stores all vectors.
     *
     * @param index empty
     * @param progress given how many are stored, now and then
     */
    public void storeIn(VectorIndex index, IntConsumer progress) {
        for (int row = 0; row < base.length; row++) {
            try {
                index.put(Integer.toString(row), base[row], EntryAttributes.NONE.number(SHARE, share(row)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("row %d: %s".formatted(row, e.getMessage()), e);
            }
            if (row % 1_000 == 0) {
                progress.accept(row);
            }
        }
        index.refresh();
    }

    /** SplitMix64 of the row, in [0, 1). */
    static double share(int row) {
        long mixed = (row + 1) * GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * MIX_1;
        mixed = (mixed ^ (mixed >>> 27)) * MIX_2;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }

    /**
     * Returns the query of a row.
     *
     * @param row of the queries
     * @param k how many to find
     * @return with the filter, if there is one
     */
    public VectorQuery query(int row, int k) {
        return VectorQuery.nearestTo(queries[row], k).filter(filter());
    }

    private Filter filter() {
        return selectivity.isPresent()
                ? Filter.range(SHARE, 0, Math.nextDown(selectivity.getAsDouble()))
                : Filter.any();
    }

    /** How similar the k-th nearest is, for each query: whatever is as near is right. */
    double[] thresholds(int k, Optional<int[][]> truth, IntConsumer progress) {
        double[] thresholds = new double[queries.length];
        if (truth.isPresent()) {
            for (int query = 0; query < queries.length; query++) {
                thresholds[query] = worst(query, truth.get()[query], k);
            }
            return thresholds;
        }
        try (ExactIndex index = ExactIndex.of(settings())) {
            storeIn(index, row -> {});
            for (int query = 0; query < queries.length; query++) {
                SearchResult found = index.search(query(query, k));
                int[] rows = new int[found.size()];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = Integer.parseInt(found.id(i));
                }
                thresholds[query] = worst(query, rows, k);
                progress.accept(query);
            }
        }
        return thresholds;
    }

    private double worst(int query, int[] rows, int k) {
        double worst = Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(k, rows.length); i++) {
            worst = Math.min(worst, metric.similarity(queries[query], base[rows[i]]));
        }
        return worst;
    }

    /** The share of the k nearest that was found; what is as near as the k-th counts, up to float32's rounding. */
    double recall(int query, SearchResult found, int k, double threshold) {
        int passing = Math.min(k, passing());
        if (passing == 0) {
            return 1;
        }
        double tolerance = 1e-6 * Math.max(1, Math.abs(threshold));
        int hits = 0;
        for (int i = 0; i < found.size(); i++) {
            double similarity = metric.similarity(queries[query], base[Integer.parseInt(found.id(i))]);
            hits += similarity >= threshold - tolerance ? 1 : 0;
        }
        return Math.min(1.0, (double) hits / passing);
    }

    private int passing() {
        if (selectivity.isEmpty()) {
            return base.length;
        }
        int passing = 0;
        for (int row = 0; row < base.length; row++) {
            passing += share(row) < selectivity.getAsDouble() ? 1 : 0;
        }
        return passing;
    }
}
