/**
 * Parity of groups in a slate: constraints that a diversifier keeps, a diversifier that aims at it, and measures.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.fairness.ProtectedGroups} says who is of which group, apart from all that
 * rankers and reasons see; {@link io.github.discovery4j.rank.fairness.Parity} is the constraint,
 * {@link io.github.discovery4j.rank.fairness.SlateParity} the measure, and
 * {@link io.github.discovery4j.rank.fairness.DetGreedyDiversifier} keeps every beginning of the slate near the shares.
 * <b>Dependencies:</b> core. <b>Threads:</b> constraints and diversifiers are immutable and safe; the state of a slate belongs
 * to its request.
 */
@NullMarked
package io.github.discovery4j.rank.fairness;

import org.jspecify.annotations.NullMarked;
