/**
 * Reciprocal preference: both sides have to want it.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.reciprocal.ReciprocalRanker} scores both directions and fuses them,
 * {@link io.github.discovery4j.rank.reciprocal.FusionTraining} learns scales and weights from pairs of the past. The rules
 * themselves are core's {@link io.github.discovery4j.core.stage.FusionRule} and {@link
 * io.github.discovery4j.core.stage.ScoreScale}, so that explanations can follow them. <b>Dependencies:</b> core.
 * <b>Threads:</b> rankers are immutable, and safe when what they wrap is.
 */
@NullMarked
package io.github.discovery4j.rank.reciprocal;

import org.jspecify.annotations.NullMarked;
