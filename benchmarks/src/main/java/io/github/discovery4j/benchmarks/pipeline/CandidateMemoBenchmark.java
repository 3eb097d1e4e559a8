package io.github.discovery4j.benchmarks.pipeline;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.MemoStatistics;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole slate whose candidates were found before, beside the same slate whose sources are asked.
 *
 * <p>64 viewers take turns, so that each list is used again and again. Before anything is measured, both engines answer all
 * of them, and the run ends if one slate differs: the memo changes how long a slate takes and nothing else.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar CandidateMemoBenchmark -prof gc
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xmx3g"})
@Threads(1)
@State(Scope.Benchmark)
public class CandidateMemoBenchmark {

    private static final int VIEWERS = 64;

    /** How many people the index and the store hold. */
    @Param({"10000", "100000"})
    public int peopleCount;

    private List<SlateRequest> requests = List.of();
    private DiscoveryEngine asking = new SlateWorld(1).engine();
    private DiscoveryEngine remembering = new SlateWorld(1).engine();
    private int next;

    /** Makes the people and both engines, and compares the slates. */
    @Setup
    public void makeWorld() {
        close();
        SlateWorld world = new SlateWorld(peopleCount);
        asking = world.engine();
        remembering = world.rememberingEngine();
        requests = IntStream.range(0, VIEWERS)
                .mapToObj(viewer -> SlateRequest.forViewer(world.people.get((int) (viewer * 7919L % peopleCount)))
                        .size(PreparedRequest.K)
                        .build())
                .toList();
        for (SlateRequest request : requests) {
            remembering.recommend(request);
            if (!remembering
                    .recommend(request)
                    .items()
                    .equals(asking.recommend(request).items())) {
                throw new IllegalStateException("the memo must not change a slate, and did");
            }
        }
        MemoStatistics memo = remembering.memoStatistics().orElseThrow();
        System.out.printf(
                "%d of %d slates equal; %d lists of %d candidates kept%n",
                requests.size(), requests.size(), memo.lists(), memo.candidates());
    }

    /** Ends the engines' threads. */
    @TearDown
    public void close() {
        asking.close();
        remembering.close();
    }

    private SlateRequest turn() {
        next = (next + 1) % VIEWERS;
        return requests.get(next);
    }

    /**
     * A whole request; both sources are asked.
     *
     * @return the slate
     */
    @Benchmark
    public Slate slate_asking() {
        return asking.recommend(turn());
    }

    /**
     * A whole request; the candidates of both sources are used again.
     *
     * @return the slate
     */
    @Benchmark
    public Slate slate_memo() {
        return remembering.recommend(turn());
    }
}
