package io.github.discovery4j.benchmarks.pipeline;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.adapter.micrometer.MicrometerListener;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.RequestObservation;
import io.github.discovery4j.core.observe.StepObservation;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.Trace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * What watching costs: slates of the {@link SlateBenchmark} with nobody listening, with a listener that hears nothing, and
 * with Micrometer keeping figures and observing each step.
 *
 * <p>{@code slate} is a whole request. {@code events} replays to the listener what one request tells it, and nothing else:
 * a slate's own time wavers by more than the listener costs, so the cost is read there. Each iteration also prints the
 * processor time that the calling thread spent on a call, which other programs on the machine do not lengthen.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar ObservabilityBenchmark -prof gc
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
public class ObservabilityBenchmark {

    /** Who listens. */
    public enum Listening {
        /** Nobody. */
        OFF,
        /** A listener that hears nothing, and is not the shared one. */
        DEAF,
        /** Micrometer: a registry in memory, observations with the handler that makes timers of them. */
        MICROMETER
    }

    /** How many people the index and the store hold. */
    @Param("10000")
    public int peopleCount;

    /** Who listens. */
    @Param
    public Listening listening = Listening.OFF;

    private SlateWorld world = new SlateWorld(1);
    private DiscoveryListener listener = DiscoveryListener.NOOP;
    private DiscoveryEngine engine = world.engine();
    private SlateRequest request = SlateRequest.forViewer("nobody").build();
    private Trace trace = engine.recommendTraced(request).trace();
    private int next;
    private long calls;
    private long cpuNanosBefore;

    /** Makes the people, the engine and one request's trace. */
    @Setup
    public void makeWorld() {
        engine.close();
        world = new SlateWorld(peopleCount);
        listener = switch (listening) {
            case OFF -> DiscoveryListener.NOOP;
            case DEAF -> new DiscoveryListener() {};
            case MICROMETER -> micrometer();
        };
        engine = world.engine(listener);
        request = SlateRequest.forViewer(world.people.getFirst())
                .size(PreparedRequest.K)
                .build();
        trace = engine.recommendTraced(request).trace();
        List<StepTrace> steps = trace.steps();
        System.out.printf("%d steps, %d drops%n", steps.size(), trace.drops().size());
    }

    private static DiscoveryListener micrometer() {
        MeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        return MicrometerListener.builder()
                .meters(meters)
                .observations(observations)
                .build();
    }

    /** Looks at the calling thread's clock. */
    @Setup(Level.Iteration)
    public void startCpuTime() {
        calls = 0;
        cpuNanosBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Prints the processor time of a call. */
    @TearDown(Level.Iteration)
    public void printCpuTime() {
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuNanosBefore;
        System.out.printf("[%.3f us of processor time a call, of %d] ", nanos / 1e3 / calls, calls);
    }

    /** Ends the engine's threads. */
    @TearDown
    public void close() {
        engine.close();
    }

    /**
     * A whole request; viewers take turns.
     *
     * @return the slate
     */
    @Benchmark
    public Slate slate() {
        calls++;
        next = (int) ((next + 7919L) % world.people.size());
        return engine.recommend(SlateRequest.forViewer(world.people.get(next))
                .size(PreparedRequest.K)
                .build());
    }

    /**
     * What one request tells its listener, on one thread.
     *
     * @return the request's observation
     */
    @Benchmark
    public RequestObservation events() {
        calls++;
        RequestObservation observation = listener.requestStarted(request);
        for (StepTrace step : trace.steps()) {
            StepObservation observed = observation.step(step.step(), step.stage());
            observed.ended(step.outcome(), step.in(), step.out());
            observed.close();
        }
        listener.slateMade(trace);
        observation.answered(trace);
        return observation;
    }
}
