package io.github.discovery4j.benchmarks.pipeline;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.observe.TracedSlate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * A whole slate: about 500 candidates, 40 features, k = 10, two guardrails, MMR under a cap, reasons.
 *
 * <p>The time is that of a request on one calling thread, whose two sources run side by side on the engine's own. The
 * counters say where it went: microseconds a request for each step (sources add up), and how many candidates and items
 * there were. Two ways to run it:
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SlateBenchmark
 * java -jar benchmarks/target/benchmarks.jar SlateBenchmark -p peopleCount=100000 -prof gc
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
public class SlateBenchmark {

    /** How many people the index and the store hold. */
    @Param({"10000", "100000"})
    public int peopleCount;

    private SlateWorld world = new SlateWorld(1, 64);
    private DiscoveryEngine engine = world.engine();
    private int next;

    /** Makes the people and the engine. */
    @Setup
    public void makeWorld() {
        engine.close();
        world = new SlateWorld(peopleCount, 64);
        engine = world.engine();
    }

    /** Ends the engine's threads. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** Sums what the traces say; JMH shows each as a rate, which {@link Steps} turns into means. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Steps {
        private long requests;
        private long sourceNanos;
        private long mergeNanos;
        private long hydrateNanos;
        private long rankNanos;
        private long guardNanos;
        private long diversifyNanos;
        private long explainNanos;
        private long candidates;
        private long items;

        /** Forgets the iteration before. */
        @Setup(Level.Iteration)
        public void reset() {
            requests = 0;
            sourceNanos = 0;
            mergeNanos = 0;
            hydrateNanos = 0;
            rankNanos = 0;
            guardNanos = 0;
            diversifyNanos = 0;
            explainNanos = 0;
            candidates = 0;
            items = 0;
        }

        private void add(TracedSlate answer) {
            Trace trace = answer.trace();
            requests++;
            sourceNanos += trace.nanos("source");
            mergeNanos += trace.nanos("merge");
            hydrateNanos += trace.nanos("hydrate");
            rankNanos += trace.nanos("rank");
            guardNanos += trace.nanos("guard");
            diversifyNanos += trace.nanos("diversify");
            explainNanos += trace.nanos("explain");
            candidates += trace.steps().stream()
                    .filter(step -> step.step().equals("merge"))
                    .mapToInt(step -> step.out())
                    .sum();
            items += answer.slate().items().size();
        }

        private double micros(long nanos) {
            return requests == 0 ? 0 : nanos / 1e3 / requests;
        }

        /** Microseconds in sources, which run side by side. */
        public double sourceMicros() {
            return micros(sourceNanos);
        }

        /** Microseconds in merging. */
        public double mergeMicros() {
            return micros(mergeNanos);
        }

        /** Microseconds in hydrating features. */
        public double hydrateMicros() {
            return micros(hydrateNanos);
        }

        /** Microseconds in ranking. */
        public double rankMicros() {
            return micros(rankNanos);
        }

        /** Microseconds in both guardrails. */
        public double guardMicros() {
            return micros(guardNanos);
        }

        /** Microseconds in diversifying. */
        public double diversifyMicros() {
            return micros(diversifyNanos);
        }

        /** Microseconds in explaining. */
        public double explainMicros() {
            return micros(explainNanos);
        }

        /** Candidates after the merge. */
        public double candidatesPerRequest() {
            return requests == 0 ? 0 : (double) candidates / requests;
        }

        /** Items in a slate. */
        public double itemsPerRequest() {
            return requests == 0 ? 0 : (double) items / requests;
        }
    }

    /**
     * One slate; viewers take turns.
     *
     * @param steps collects the time of each step
     * @return the slate and its trace
     */
    @Benchmark
    public TracedSlate slate(Steps steps) {
        next = (int) ((next + 7919L) % world.people.size());
        TracedSlate answer = engine.recommendTraced(
                SlateRequest.forViewer(world.people.get(next)).size(10).build());
        steps.add(answer);
        return answer;
    }
}
