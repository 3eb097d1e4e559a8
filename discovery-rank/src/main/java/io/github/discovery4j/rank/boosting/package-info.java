/**
 * Gradient-boosted trees: LightGBM's text models read and scored without LightGBM.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.boosting.LightGbmModel} is what a file holds,
 * {@link io.github.discovery4j.rank.boosting.TreeScorer} its trees made fit for scoring rows of {@code double[]},
 * {@link io.github.discovery4j.rank.boosting.LightGbmRanker} scores an engine's feature tables with it,
 * {@link io.github.discovery4j.rank.boosting.BoostingArtefacts} keeps models as artefacts. <b>Dependencies:</b> core.
 * <b>Threads:</b> models, scorers and rankers are immutable and safe; a {@link
 * io.github.discovery4j.rank.boosting.TreeScorer.Session} belongs to one thread.
 */
@NullMarked
package io.github.discovery4j.rank.boosting;

import org.jspecify.annotations.NullMarked;
