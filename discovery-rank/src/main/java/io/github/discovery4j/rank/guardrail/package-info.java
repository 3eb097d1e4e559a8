/**
 * Guardrails that remove candidates whatever their score, and what they remember.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.guardrail.BlockListGuardrail} over
 * {@link io.github.discovery4j.rank.guardrail.Blocks}; {@link io.github.discovery4j.rank.guardrail.AlreadySeenGuardrail}
 * over {@link io.github.discovery4j.rank.guardrail.SeenItems}. Both guardrails also spare the sources the work: what they
 * would remove is left out while retrieving. <b>Dependencies:</b> core. <b>Threads:</b> safe; reads never lock, and a
 * change is seen by every read that starts after the changing call returned.
 */
@NullMarked
package io.github.discovery4j.rank.guardrail;

import org.jspecify.annotations.NullMarked;
