package io.github.discovery4j.examples.demo;

import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.examples.chain.ChainEffects;
import io.github.discovery4j.examples.community.CommunityEngine;
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
 * @param warmEffects what each step did in these, the mean
 */
public record DemoReport(
        SampleCommunity community,
        Duration buildTime,
        List<Shown> slates,
        long firstNanos,
        Latency latency,
        Latency warmLatency,
        ChainEffects warmEffects) {

    /**
     * A viewer and what they were shown.
     *
     * @param viewer the viewer
     * @param answer the slate, its trace and what each step did
     */
    record Shown(Person viewer, CommunityEngine.Answer answer) {

        Slate slate() {
            return answer.slate().slate();
        }

        Trace trace() {
            return answer.slate().trace();
        }
    }
}
