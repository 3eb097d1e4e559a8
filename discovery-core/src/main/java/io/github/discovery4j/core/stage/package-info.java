/**
 * The contracts of the steps, in the order in which a request meets them.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.stage.RequestContext} is what every step may know about the
 * request; then {@link io.github.discovery4j.core.stage.CandidateSource} with its
 * {@link io.github.discovery4j.core.stage.Reuse},
 * {@link io.github.discovery4j.core.stage.FeatureHydrator}, {@link io.github.discovery4j.core.stage.Ranker} with its
 * {@link io.github.discovery4j.core.stage.RankerStructure},
 * {@link io.github.discovery4j.core.stage.Guardrail}, {@link io.github.discovery4j.core.stage.Diversifier} with its
 * {@link io.github.discovery4j.core.stage.Constraint}s, and {@link io.github.discovery4j.core.stage.Explainer}. Each is
 * an interface with one abstract method, so a lambda is a stage. Each works on a whole batch of candidates. Its laws are
 * properties of an abstract contract test in the testkit; an implementation's test extends it.
 *
 * <p><b>Dependencies:</b> model, consent. <b>Threads:</b> stages are shared by all requests and must be safe.
 */
@NullMarked
package io.github.discovery4j.core.stage;

import org.jspecify.annotations.NullMarked;
