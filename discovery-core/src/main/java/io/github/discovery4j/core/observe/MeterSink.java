package io.github.discovery4j.core.observe;

import java.util.List;

/**
 * Takes measurements: what a component reports to without knowing who keeps its figures.
 *
 * {@snippet :
 * meters.record(Meters.JOB_DURATION, 4.2, "rebuild taste vectors");
 * meters.record(Meters.JOB_RUNS, 1, "rebuild taste vectors", "completed");
 * }
 *
 * <p><b>Threads:</b> safe, quick, and throws nothing; it is called from any thread.
 */
@FunctionalInterface
public interface MeterSink {

    /** Keeps nothing. */
    MeterSink NOOP = (meter, value, tagValues) -> {};

    /**
     * Takes one measurement.
     *
     * @param meter what was measured
     * @param value in the meter's unit
     * @param tagValues one for each of the meter's tags, in their order; names of parts and outcomes, never of people
     */
    void record(Meter meter, double value, String... tagValues);

    /**
     * Joins sinks.
     *
     * @param sinks each gets every measurement, in this order
     * @return the joint sink
     */
    static MeterSink all(MeterSink... sinks) {
        List<MeterSink> copy = List.of(sinks);
        return (meter, value, tagValues) -> {
            for (MeterSink sink : copy) {
                sink.record(meter, value, tagValues);
            }
        };
    }
}
