/**
 * How much each feature added to a score, exactly.
 *
 * <p>{@link io.github.discovery4j.explain.attribution.LinearContributions} takes apart the scores of linear rankers and
 * of weighted sums of them, {@link io.github.discovery4j.explain.attribution.TreeContributions} those of decision trees.
 * Numbers only: who may be told about a feature, and in which words, is decided in
 * {@code phrase}.
 *
 * <p><b>Dependencies:</b> core's model and stage. <b>Threads:</b> every type is immutable.
 */
@NullMarked
package io.github.discovery4j.explain.attribution;

import org.jspecify.annotations.NullMarked;
