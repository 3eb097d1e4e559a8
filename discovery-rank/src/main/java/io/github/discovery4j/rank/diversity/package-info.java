/**
 * Diversifiers, which choose the slate from what the guardrails kept, and the constraints that they honour.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.diversity.MmrDiversifier} looks at the nearest pick,
 * {@link io.github.discovery4j.rank.diversity.DppDiversifier} at all of them, and
 * {@link io.github.discovery4j.rank.diversity.CalibratedDiversifier} at the viewer's taste;
 * {@link io.github.discovery4j.rank.diversity.Constraints} makes constraints such as
 * {@link io.github.discovery4j.rank.diversity.AtMost}. <b>Dependencies:</b> core, netlib. <b>Threads:</b> diversifiers and
 * constraints are immutable and safe; the state of a slate belongs to its request.
 */
@NullMarked
package io.github.discovery4j.rank.diversity;

import org.jspecify.annotations.NullMarked;
