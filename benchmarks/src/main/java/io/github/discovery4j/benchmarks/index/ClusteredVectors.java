package io.github.discovery4j.benchmarks.index;

import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Unit vectors around Gaussian centres of unequal popularity, queries drawn alike, and the ten nearest of each.
 *
 * <p>With a spread of 1.4 the noise is longer than the distance between centres: clusters overlap, and Lucene's graph of 16
 * links needs an effort of some 60 for a recall of 0.95. Smaller spreads are easier.
 */
final class ClusteredVectors {

    static final int NEAREST = 10;

    private final Random random = new Random(7);
    private final float[][] centres;
    private final int dimension;
    private final double spread;
    private final List<float[]> vectors = new ArrayList<>();
    private final List<float[]> queries = new ArrayList<>();
    private final int[][] truth;

    ClusteredVectors(int count, int dimension, int clusters, double spread, int queryCount) {
        this.dimension = dimension;
        this.spread = spread;
        this.centres = new float[clusters][dimension];
        for (float[] centre : centres) {
            for (int i = 0; i < dimension; i++) {
                centre[i] = (float) random.nextGaussian();
            }
        }
        for (int i = 0; i < count; i++) {
            vectors.add(draw());
        }
        for (int i = 0; i < queryCount; i++) {
            queries.add(draw());
        }
        this.truth = nearest();
    }

    private float[] draw() {
        float[] vector = centres[(int) (centres.length * Math.pow(random.nextDouble(), 1.5))].clone();
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] += (float) (spread * random.nextGaussian());
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return vector;
    }

    private int[][] nearest() {
        int[][] nearest = new int[queries.size()][];
        try (ExactIndex exact = ExactIndex.of(VectorIndexSettings.of("truth", dimension))) {
            for (int i = 0; i < vectors.size(); i++) {
                exact.accept(Integer.toString(i), vectors.get(i));
            }
            for (int i = 0; i < queries.size(); i++) {
                nearest[i] = numbers(exact.search(VectorQuery.nearestTo(queries.get(i), NEAREST)));
            }
        }
        return nearest;
    }

    static int[] numbers(SearchResult result) {
        int[] numbers = new int[result.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(result.id(i));
        }
        return numbers;
    }

    List<float[]> vectors() {
        return vectors;
    }

    List<float[]> queries() {
        return queries;
    }

    /** Returns the share of a query's nearest that were found. */
    double recall(int query, int[] found) {
        int hits = 0;
        for (int wanted : truth[query]) {
            for (int number : found) {
                if (number == wanted) {
                    hits++;
                }
            }
        }
        return (double) hits / truth[query].length;
    }
}
