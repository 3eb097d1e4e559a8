package io.github.discovery4j.benchmarks.social;

import io.github.discovery4j.core.affinity.AffinityFeatures;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FeatureView;
import java.util.Objects;
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
 * How long all features of the specification take for one viewer and 500 candidates, in both directions, over a million people in
 * memory with 10,000,000 follows. Requests take turns, so that most rows come from memory and not from the processor's cache.
 *
 * <pre>
 * java -Xmx9g -jar benchmarks/target/benchmarks.jar AffinityBenchmark -rf json -rff benchmarks/results/affinity.json
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx9g", "-Xms9g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class AffinityBenchmark {

    private static final int REQUESTS = 256;

    /** People in the store and the graph. */
    @Param("1000000")
    public int peopleCount;

    /** Candidates a request. */
    @Param("500")
    public int candidateCount;

    private @Nullable AffinityWorld world;
    private @Nullable FeatureView all;
    private int next;

    /** Makes people, ties and requests. */
    @Setup
    public void makeWorld() {
        AffinityWorld made = new AffinityWorld(peopleCount, REQUESTS, candidateCount);
        world = made;
        all = made.view(AffinityFeatures.names());
    }

    /** Viewer to candidates. */
    @Benchmark
    public FeatureTable hydrate_forward() {
        return AffinityWorld.hydrate(
                Objects.requireNonNull(all),
                Objects.requireNonNull(world).forward().get(next++ % REQUESTS));
    }

    /** Candidates to viewer. */
    @Benchmark
    public FeatureTable hydrate_backward() {
        return AffinityWorld.hydrate(
                Objects.requireNonNull(all),
                Objects.requireNonNull(world).backward().get(next++ % REQUESTS));
    }
}
