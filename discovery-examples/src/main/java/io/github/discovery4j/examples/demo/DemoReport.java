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
 * @param latency of many requests
 */
public record DemoReport(SampleCommunity community, Duration buildTime, List<Shown> slates, Latency latency) {

    /**
     * A viewer and what they were shown.
     *
     * @param viewer the viewer
     * @param answer the slate and its trace
     */
    record Shown(Person viewer, TracedSlate answer) {}
}
