package io.github.discovery4j.examples.demo;

import io.github.discovery4j.core.observe.Trace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long requests took, one after the other on one thread.
 *
 * @param requests how many were measured
 * @param p50Nanos half were at most this slow
 * @param p95Nanos 95 % were at most this slow
 * @param p99Nanos 99 % were at most this slow
 * @param maxNanos the slowest
 * @param meanNanosByStep where the time went: a step's mean share of a request; sources run side by side and add up
 */
public record Latency(
        int requests, long p50Nanos, long p95Nanos, long p99Nanos, long maxNanos, Map<String, Long> meanNanosByStep) {

    private static final List<String> STEPS =
            List.of("source", "fallback", "merge", "hydrate", "rank", "guard", "diversify", "explain");

    static Latency of(List<Trace> traces) {
        long[] nanos = traces.stream().mapToLong(Trace::totalNanos).sorted().toArray();
        Map<String, Long> byStep = new LinkedHashMap<>();
        for (String step : STEPS) {
            byStep.put(
                    step, traces.stream().mapToLong(trace -> trace.nanos(step)).sum() / traces.size());
        }
        return new Latency(
                nanos.length,
                percentile(nanos, 0.50),
                percentile(nanos, 0.95),
                percentile(nanos, 0.99),
                Arrays.stream(nanos).max().orElse(0),
                byStep);
    }

    /** The smallest measured value that at least this share of all values does not exceed. */
    static long percentile(long[] ascending, double share) {
        return ascending[Math.max(0, (int) Math.ceil(share * ascending.length) - 1)];
    }
}
