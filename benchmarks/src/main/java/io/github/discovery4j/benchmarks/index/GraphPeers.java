package io.github.discovery4j.benchmarks.index;

import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import io.github.discovery4j.index.memory.GraphIndex;
import io.github.discovery4j.index.memory.GraphSettings;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import org.apache.lucene.codecs.hnsw.DefaultFlatVectorScorer;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;

/**
 * Queries a second at equal recall: our graph, Lucene's (float32, used directly, on the heap), JVector's and hnswlib-core's.
 *
 * <p>Each is built by one thread with 16 links (32 at the lowest level) and an effort of 100, ours with its own default, and
 * searched by one thread. Times are the searching thread's CPU time, so that a busy machine shows in none of them more than
 * in another; JVector's build runs in a pool of one and is measured on the wall. hnswlib-core is given Lucene's dot product,
 * which is quicker than its own.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -Xmx6g -cp benchmarks/target/benchmarks.jar \
 *   io.github.discovery4j.benchmarks.index.GraphPeers 200000 256 4000 1.4 ours lucene jvector hnswlib
 * </pre>
 */
public final class GraphPeers {

    private static final int LINKS = 16;
    private static final int BUILD_EFFORT = 100;
    private static final int QUERIES = 1_000;
    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final int ROUNDS = 3;
    private static final int[] EFFORTS = {12, 16, 24, 32, 48, 64, 96, 128, 192, 256};
    private static final double[] LEVELS = {0.90, 0.95, 0.99};

    /** A peer's search: the numbers of the ten nearest. */
    private interface Search {
        int[] nearest(float[] query, int effort) throws IOException;
    }

    private final ClusteredVectors world;
    private final int dimension;

    private GraphPeers(ClusteredVectors world, int dimension) {
        this.world = world;
        this.dimension = dimension;
    }

    /**
     * Runs the comparison.
     *
     * @param args count, dimension, clusters and spread of the vectors, then the peers
     * @throws IOException never
     */
    public static void main(String[] args) throws IOException {
        int dimension = Integer.parseInt(args[1]);
        ClusteredVectors world = new ClusteredVectors(
                Integer.parseInt(args[0]), dimension, Integer.parseInt(args[2]), Double.parseDouble(args[3]), QUERIES);
        GraphPeers peers = new GraphPeers(world, dimension);
        for (int i = 4; i < args.length; i++) {
            switch (args[i]) {
                case "ours" -> peers.ours();
                case "lucene" -> peers.lucene();
                case "jvector" -> peers.jvector();
                case "hnswlib" -> peers.hnswlib();
                default ->
                    throw new IllegalArgumentException(
                            "a peer must be ours, lucene, jvector or hnswlib, was " + args[i]);
            }
        }
    }

    private void ours() throws IOException {
        long start = now();
        GraphIndex index =
                GraphIndex.of(VectorIndexSettings.of("ours", dimension), GraphSettings.DEFAULT.exactBelow(0));
        for (int i = 0; i < world.vectors().size(); i++) {
            index.accept(Integer.toString(i), world.vectors().get(i));
        }
        built("ours", start);
        start = now();
        index.optimize();
        built("ours, ordered", start);
        print("%s, %s%n", index, index.footprint());
        measure(
                "ours",
                (query, effort) -> ClusteredVectors.numbers(index.search(
                        VectorQuery.nearestTo(query, ClusteredVectors.NEAREST).effort(effort))));
    }

    private void lucene() throws IOException {
        long start = now();
        FloatVectorValues values = FloatVectorValues.fromFloats(world.vectors(), dimension);
        DefaultFlatVectorScorer scorer = new DefaultFlatVectorScorer();
        OnHeapHnswGraph graph = HnswGraphBuilder.create(
                        scorer.getRandomVectorScorerSupplier(VectorSimilarityFunction.DOT_PRODUCT, values),
                        LINKS,
                        BUILD_EFFORT,
                        42)
                .build(world.vectors().size());
        built("lucene", start);
        measure("lucene", (query, effort) -> {
            TopKnnCollector collector = new TopKnnCollector(effort, Integer.MAX_VALUE);
            HnswGraphSearcher.search(
                    scorer.getRandomVectorScorer(VectorSimilarityFunction.DOT_PRODUCT, values, query),
                    collector,
                    graph,
                    null);
            ScoreDoc[] found = collector.topDocs().scoreDocs;
            int[] nearest = new int[Math.min(found.length, ClusteredVectors.NEAREST)];
            for (int i = 0; i < nearest.length; i++) {
                nearest[i] = found[i].doc;
            }
            return nearest;
        });
    }

    private void jvector() throws IOException {
        VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
        List<VectorFloat<?>> vectors = new ArrayList<>();
        world.vectors().forEach(vector -> vectors.add(types.createFloatVector(vector)));
        ListRandomAccessVectorValues values = new ListRandomAccessVectorValues(vectors, dimension);
        var similarity = io.github.jbellis.jvector.vector.VectorSimilarityFunction.DOT_PRODUCT;
        long start = System.nanoTime();
        try (ForkJoinPool one = new ForkJoinPool(1);
                GraphIndexBuilder builder = new GraphIndexBuilder(
                        BuildScoreProvider.randomAccessScoreProvider(values, similarity),
                        dimension,
                        2 * LINKS,
                        BUILD_EFFORT,
                        1.2f,
                        1.2f,
                        true,
                        true,
                        one,
                        one)) {
            ImmutableGraphIndex graph = builder.build(values);
            print("%-8s built in %.1f s on the wall%n", "jvector", (System.nanoTime() - start) / 1e9);
            try (GraphSearcher searcher = new GraphSearcher(graph)) {
                measure("jvector", (query, effort) -> {
                    var found = searcher.search(
                                    DefaultSearchScoreProvider.exact(
                                            types.createFloatVector(query), similarity, values),
                                    ClusteredVectors.NEAREST,
                                    effort,
                                    0f,
                                    0f,
                                    Bits.ALL)
                            .getNodes();
                    int[] nearest = new int[found.length];
                    for (int i = 0; i < nearest.length; i++) {
                        nearest[i] = found[i].node;
                    }
                    return nearest;
                });
            }
        }
    }

    /** hnswlib-core's item: a number and its vector. */
    private static final class Numbered implements Item<Integer, float[]> {
        private static final long serialVersionUID = 1;

        private final int number;
        private final float[] vector;

        Numbered(int number, float[] vector) {
            this.number = number;
            this.vector = vector;
        }

        @Override
        public Integer id() {
            return number;
        }

        @Override
        public float[] vector() {
            return vector;
        }

        @Override
        public int dimensions() {
            return vector.length;
        }
    }

    private void hnswlib() throws IOException {
        long start = now();
        HnswIndex<Integer, float[], Numbered, Float> index = HnswIndex.newBuilder(
                        dimension,
                        (float[] one, float[] other) -> 1 - VectorUtil.dotProduct(one, other),
                        world.vectors().size())
                .withM(LINKS)
                .withEfConstruction(BUILD_EFFORT)
                .build();
        for (int i = 0; i < world.vectors().size(); i++) {
            index.add(new Numbered(i, world.vectors().get(i)));
        }
        built("hnswlib", start);
        measure("hnswlib", (query, effort) -> {
            index.setEf(effort);
            return index.findNearest(query, ClusteredVectors.NEAREST).stream()
                    .mapToInt(result -> result.item().id())
                    .toArray();
        });
    }

    private void measure(String name, Search search) throws IOException {
        long until = now() + WARM_UP_NANOS;
        while (now() < until) {
            round(search, 64);
        }
        double[] recalls = new double[EFFORTS.length];
        double[] rates = new double[EFFORTS.length];
        for (int e = 0; e < EFFORTS.length; e++) {
            for (int q = 0; q < QUERIES; q++) {
                recalls[e] += world.recall(q, search.nearest(world.queries().get(q), EFFORTS[e])) / QUERIES;
            }
            for (int i = 0; i < ROUNDS; i++) {
                rates[e] = Math.max(rates[e], round(search, EFFORTS[e]));
            }
            print("%-8s effort %3d  recall %.4f  %,7.0f queries/s%n", name, EFFORTS[e], recalls[e], rates[e]);
        }
        for (double level : LEVELS) {
            print("%-8s at recall %.2f: %,7.0f queries/s%n", name, level, at(level, recalls, rates));
        }
    }

    private double round(Search search, int effort) throws IOException {
        long start = now();
        for (float[] query : world.queries()) {
            search.nearest(query, effort);
        }
        return QUERIES * 1e9 / (now() - start);
    }

    /** Returns the rate at a recall, on a straight line between the efforts around it; NaN beyond them. */
    private static double at(double level, double[] recalls, double[] rates) {
        for (int i = 0; i < recalls.length; i++) {
            if (recalls[i] >= level) {
                if (i == 0) {
                    return rates[0];
                }
                double part = (level - recalls[i - 1]) / (recalls[i] - recalls[i - 1]);
                return 1 / ((1 - part) / rates[i - 1] + part / rates[i]);
            }
        }
        return Double.NaN;
    }

    private static void built(String name, long start) {
        print("%-8s built in %.1f s%n", name, (now() - start) / 1e9);
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
