package io.github.discovery4j.benchmarks.rank;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.rank.diversity.DppDiversifier;
import io.github.discovery4j.rank.diversity.MmrDiversifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a slate takes to choose by maximal marginal relevance and by a determinant, from raw vectors. With weight 1 no score
 * tells who cannot win, and nearly every candidate is compared with nearly every pick.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar Diversity -prof gc -jvmArgsAppend --add-modules=jdk.incubator.vector
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DiversityBenchmark {

    /** Candidates and slate, as n:k. */
    @Param({"500:10", "1000:50"})
    public String shape = "";

    /** Values a vector. */
    @Param({"37", "256"})
    public int dimension;

    /** The weight of diversity. */
    @Param({"0.3", "1"})
    public double weight;

    private @Nullable KeptCandidates kept;
    private @Nullable MmrDiversifier mmr;
    private @Nullable DppDiversifier dpp;
    private int k;

    /** Makes candidates with random scores and clustered vectors. */
    @Setup
    public void makeCandidates() {
        int n = Integer.parseInt(shape.substring(0, shape.indexOf(':')));
        k = Integer.parseInt(shape.substring(shape.indexOf(':') + 1));
        Random random = new Random(42);
        int[] ordinals = new int[n];
        String[] ids = new String[n];
        double[] scores = new double[n];
        IdSpace items = new IdSpace();
        Map<String, float[]> vectors = new HashMap<>();
        for (int row = 0; row < n; row++) {
            ids[row] = "item-" + row;
            ordinals[row] = items.intern(ids[row]);
            scores[row] = random.nextGaussian();
            float[] vector = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                vector[i] = (float) (random.nextGaussian() + (i % 20 == row % 20 ? 3 : 0));
            }
            vectors.put(ids[row], vector);
        }
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("viewer").build(), items)
                .build();
        RankingBatch batch = new RankingBatch(
                context,
                Candidates.of(ordinals, ids, List.of(), new float[0]),
                FeatureTable.allocate(FeatureSchema.of("none", "1", List.of()), n),
                Optional.empty());
        kept = KeptCandidates.of(ScoredCandidates.of(batch, scores), new int[n]);
        mmr = MmrDiversifier.builder()
                .vectors(reader(vectors))
                .diversityWeight(weight)
                .build();
        dpp = DppDiversifier.builder()
                .vectors(reader(vectors))
                .diversityWeight(weight)
                .build();
    }

    private VectorReader reader(Map<String, float[]> vectors) {
        return new VectorReader() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public boolean read(String id, float[] destination, int offset) {
                float[] vector = vectors.get(id);
                if (vector != null) {
                    System.arraycopy(vector, 0, destination, offset, dimension);
                }
                return vector != null;
            }
        };
    }

    /** Chooses one slate by the nearest pick. */
    @Benchmark
    public Selection select_mmr() {
        return Objects.requireNonNull(mmr).select(Objects.requireNonNull(kept), k);
    }

    /** Chooses one slate by the determinant. */
    @Benchmark
    public Selection select_dpp() {
        return Objects.requireNonNull(dpp).select(Objects.requireNonNull(kept), k);
    }
}
