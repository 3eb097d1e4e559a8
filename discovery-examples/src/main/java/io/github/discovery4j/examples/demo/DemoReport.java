package io.github.discovery4j.examples.demo;

import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.SampleCommunity;
import java.time.Duration;
import java.util.List;

/**
 * What the demonstration made.
 *
 * @param community the people
 * @param buildTime from nothing to an engine that answers
 * @param slates one a viewer
 * @param firstNanos how long the very first request took, which loads classes
 * @param latency of the requests after the first, while the JVM still compiles what they run
 * @param warmLatency of as many requests after those
 */
public record DemoReport(
        SampleCommunity community,
        Duration buildTime,
        List<Shown> slates,
        long firstNanos,
        Latency latency,
        Latency warmLatency) {

    /**
     * A viewer and what they were shown.
     *
     * @param viewer the viewer
     * @param answer the slate and its trace
     */
    record Shown(Person viewer, TracedSlate answer) {}
}
