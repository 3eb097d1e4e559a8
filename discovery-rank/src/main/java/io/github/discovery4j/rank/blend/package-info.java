/**
 * Rankers that mix what others computed: columns of the feature table, or the scores of other rankers.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.blend.WeightedSum} over columns,
 * {@link io.github.discovery4j.rank.blend.SumRanker} over rankers;
 * {@link io.github.discovery4j.rank.blend.RankingParameters} are what is turned while an engine runs, also for one request,
 * {@link io.github.discovery4j.rank.blend.TunedSum} ranks by them and {@link io.github.discovery4j.rank.blend.Recency} is the
 * column of what is new. All tell how their scores come about, so that an explanation is exact. <b>Dependencies:</b> core. <b>Threads:</b> rankers are immutable and safe.
 */
@NullMarked
package io.github.discovery4j.rank.blend;

import org.jspecify.annotations.NullMarked;
