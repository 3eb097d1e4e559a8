package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Vectors in clusters, drawn from a seed, and how many of the nearest an index finds among them. */
final class GraphWorld {

    private final Random random;
    private final int dimension;
    private final double spread;
    private final List<float[]> centres = new ArrayList<>();

    GraphWorld(long seed, int dimension, int clusters, double spread) {
        this.random = new Random(seed);
        this.dimension = dimension;
        this.spread = spread;
        for (int i = 0; i < clusters; i++) {
            float[] centre = new float[dimension];
            for (int d = 0; d < dimension; d++) {
                centre[d] = (float) random.nextGaussian();
            }
            centres.add(centre);
        }
    }

    float[] draw() {
        float[] vector = centres.get(random.nextInt(centres.size())).clone();
        for (int d = 0; d < dimension; d++) {
            vector[d] += (float) (spread * random.nextGaussian());
        }
        return vector;
    }

    /** Stores vectors under the names of consecutive numbers. */
    void fill(VectorIndex index, int from, int to) {
        for (int i = from; i < to; i++) {
            index.accept("v" + i, draw());
        }
    }

    /** Returns the share of the ten nearest that searches by graph find, of those that an exact search by the index finds. */
    double recall(VectorIndex index, int queries, UnaryOperator<VectorQuery> conditions) {
        int found = 0;
        int wanted = 0;
        for (int i = 0; i < queries; i++) {
            VectorQuery query = conditions.apply(VectorQuery.nearestTo(draw(), 10));
            Set<String> nearest = ids(index.search(query.exactly()));
            Set<String> searched = ids(index.search(query));
            wanted += nearest.size();
            found += (int) searched.stream().filter(nearest::contains).count();
        }
        return (double) found / wanted;
    }

    static Set<String> ids(SearchResult result) {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < result.size(); i++) {
            ids.add(result.id(i));
        }
        return ids;
    }
}
