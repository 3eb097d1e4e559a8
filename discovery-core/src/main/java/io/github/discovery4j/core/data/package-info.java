/**
 * Interactions of people with items, ties between people, and tags, held in columns; and the readers that fill them from
 * public file formats.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.data.Interactions} and the
 * {@link io.github.discovery4j.core.data.IdMap}s it shares with its subsets;
 * {@link io.github.discovery4j.core.data.SparseRows}, the view that trainers and metrics walk;
 * {@link io.github.discovery4j.core.data.DataLocation}, which finds data and guesses its
 * {@link io.github.discovery4j.core.data.DataFormat}; {@link io.github.discovery4j.core.data.InteractionReader};
 * {@link io.github.discovery4j.core.data.DataSet}, what a reader returns, with
 * {@link io.github.discovery4j.core.data.Ties} and {@link io.github.discovery4j.core.data.Taggings};
 * {@link io.github.discovery4j.core.data.ReadOptions} and {@link io.github.discovery4j.core.data.ReadReport}, which
 * decide and tell what happens to a malformed line. {@link io.github.discovery4j.core.data.RankingData}, rows for learning
 * to rank, has no users and items and stands apart; {@link io.github.discovery4j.core.data.TrainingRows} are what rankers are
 * trained on.
 *
 * <p><b>Dependencies:</b> may import {@code core.model}, and takes the order of ids from it.
 * <b>Threads:</b> builders belong to one thread; everything else here is immutable and safe to share.
 */
@NullMarked
package io.github.discovery4j.core.data;

import org.jspecify.annotations.NullMarked;
