/**
 * Whole requests, and each step of one.
 *
 * <p>{@link io.github.discovery4j.benchmarks.pipeline.SlateBenchmark} is what to run,
 * {@link io.github.discovery4j.benchmarks.pipeline.CandidateMemoBenchmark} for what the memo saves, and
 * {@link io.github.discovery4j.benchmarks.pipeline.ObservabilityBenchmark} for what watching costs;
 * {@link io.github.discovery4j.benchmarks.pipeline.SlateWorld} makes the people it runs over and
 * {@link io.github.discovery4j.benchmarks.pipeline.PreparedRequest} the inputs of single steps.
 */
@NullMarked
package io.github.discovery4j.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
