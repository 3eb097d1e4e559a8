/**
 * Guardrails that remove or demote candidates whatever their score, and what they remember.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.guardrail.BlockListGuardrail} over
 * {@link io.github.discovery4j.rank.guardrail.Blocks}; {@link io.github.discovery4j.rank.guardrail.HarassmentGuardrail} with
 * {@link io.github.discovery4j.rank.guardrail.HarassmentThresholds};
 * {@link io.github.discovery4j.rank.guardrail.AlreadySeenGuardrail} over
 * {@link io.github.discovery4j.rank.guardrail.SeenItems} with {@link io.github.discovery4j.rank.guardrail.CoolDowns};
 * {@link io.github.discovery4j.rank.guardrail.SnoozeGuardrail};
 * {@link io.github.discovery4j.rank.guardrail.ExposureCapGuardrail} over
 * {@link io.github.discovery4j.rank.guardrail.ExposureCounts};
 * {@link io.github.discovery4j.rank.guardrail.OutreachGuardrail} over
 * {@link io.github.discovery4j.rank.guardrail.OutreachLimits} with
 * {@link io.github.discovery4j.rank.guardrail.OutreachTable}. They also spare the sources the work: what would be
 * removed is left out while retrieving. <b>Dependencies:</b> core. <b>Threads:</b> safe; a change is seen by every read that
 * starts after the changing call returned, and reads never lock, but for the short ones of exposure counts.
 */
@NullMarked
package io.github.discovery4j.rank.guardrail;

import org.jspecify.annotations.NullMarked;
