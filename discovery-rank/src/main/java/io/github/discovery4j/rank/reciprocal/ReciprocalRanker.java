package io.github.discovery4j.rank.reciprocal;

import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.ScoreScale;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scores a person by what both sides would say: the viewer of the candidate, and the candidate of the viewer.
 *
 * <p>The forward ranker scores the table of viewer → candidate, the backward ranker that of candidate → viewer, which the
 * engine fills with the same hydrators for a ranker that asks for it. Both may be the same ranker. A {@link FusionRule} makes
 * one score of the two. Means need numbers in [0, 1], so each side has a {@link ScoreScale} that the host names; a score that
 * a scale maps to 0 makes the mean 0. A direction that fails, or leaves a score out, fails the whole, and the engine's
 * fallback ranker scores: nobody is ranked by one side's wish alone without it being said.
 *
 * <p>The harmonic mean is the usual choice: it stays near the side that wants less.
 *
 * <p><b>Cost:</b> that of both rankers, hydrating the views that the backward ranker reads once more, one array of scores. <b>Threads:</b> safe when the rankers are.
 *
 * <p>Source: Pizzato, Rej, Chung, Koprinska and Kay, RECON: A Reciprocal Recommender for Online Dating, RecSys 2010 (the
 * harmonic mean); Neve and Palomares, Latent Factor Models and Aggregation Operators for Collaborative Filtering in Reciprocal
 * Recommender Systems, RecSys 2019 (other means). Differs: any rankers, and scales, where RECON counts preferences.
 */
public final class ReciprocalRanker implements Ranker {

    private final RankerStructure.Fusion structure;

    private ReciprocalRanker(RankerStructure.Fusion structure) {
        this.structure = structure;
    }

    /**
     * Fuses two rankers.
     *
     * @param forward scores viewer → candidate
     * @param backward scores candidate → viewer
     * @param rule makes one score of two
     * @return the ranker
     */
    public static ReciprocalRanker of(Ranker forward, Ranker backward, FusionRule rule) {
        return new ReciprocalRanker(new RankerStructure.Fusion(forward, backward, rule));
    }

    /**
     * Uses one ranker for both directions and takes the harmonic mean.
     *
     * @param both scores either direction
     * @param scale brings its scores to [0, 1]
     * @return the ranker
     */
    public static ReciprocalRanker harmonic(Ranker both, ScoreScale scale) {
        return of(both, both, new FusionRule.Mean(FusionRule.Kind.HARMONIC, scale, scale));
    }

    /**
     * Scores every row.
     *
     * @throws IllegalStateException if the batch has no candidate → viewer features
     */
    @Override
    public void score(RankingBatch batch, double[] scores) {
        double[] backward = new double[scores.length];
        Arrays.fill(backward, Double.NaN);
        structure.backward().score(batch.reversed(), backward);
        structure.forward().score(batch, scores);
        for (int row = 0; row < scores.length; row++) {
            scores[row] = structure.rule().fuse(scores[row], backward[row]);
        }
    }

    @Override
    public Set<String> features() {
        Set<String> features = new TreeSet<>(structure.forward().features());
        features.addAll(structure.backward().features());
        return features;
    }

    @Override
    public boolean reciprocal() {
        return true;
    }

    /** {@inheritDoc} Those of the backward ranker; of one that names none nobody knows, and all are filled. */
    @Override
    public Optional<Set<String>> backwardFeatures() {
        return Optional.of(structure.backward().features()).filter(names -> !names.isEmpty());
    }

    @Override
    public boolean pointwise() {
        return structure.forward().pointwise() && structure.backward().pointwise();
    }

    @Override
    public RankerStructure structure() {
        return structure;
    }
}
