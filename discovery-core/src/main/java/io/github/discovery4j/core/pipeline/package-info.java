/**
 * Runs the steps of a request: order, deadlines, circuits, fallback, refill, and what happens when a stage fails.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.pipeline.SlatePipeline} is the request's way on one screen;
 * {@link io.github.discovery4j.core.pipeline.Stages} is what it runs; {@code Retrieval} asks sources side by side under
 * {@code Circuit}s, {@code MemoisedRetrieval} uses again what they found, {@code Merge} joins it, and {@code Scoring},
 * {@code Judging} and {@code Choosing} are the later steps. Not exported: hosts use {@code DiscoveryEngine}.
 *
 * <p><b>Dependencies:</b> observe, stage, consent, model. <b>Threads:</b> a pipeline is safe; sources run on an executor,
 * every later step on the caller's thread.
 */
@NullMarked
package io.github.discovery4j.core.pipeline;

import org.jspecify.annotations.NullMarked;
