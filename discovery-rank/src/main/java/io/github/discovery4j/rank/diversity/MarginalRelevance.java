package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.Arrays;

/**
 * What a candidate adds to the picks of one slate: its scaled score against its largest similarity to a pick.
 *
 * <p>The largest similarity is kept for every candidate and compared with the new pick alone, so a pick costs O(n d).
 * <b>Threads:</b> belongs to one request.
 */
final class MarginalRelevance implements GreedySelection.Gain {

    private final double diversityWeight;
    private final double[] relevance;
    private final double[] nearest;
    private final UnitVectors vectors;
    private boolean first = true;

    MarginalRelevance(KeptCandidates kept, VectorReader vectors, double diversityWeight) {
        this.diversityWeight = diversityWeight;
        this.relevance = scaledScores(kept);
        this.nearest = new double[kept.size()];
        this.vectors = UnitVectors.of(kept, vectors);
    }

    @Override
    public double of(int index) {
        return (1 - diversityWeight) * relevance[index] - diversityWeight * nearest[index];
    }

    @Override
    public void picked(int pick) {
        if (first) {
            // Every similarity, even a negative one, replaces the 0 of an empty slate.
            Arrays.fill(nearest, Double.NEGATIVE_INFINITY);
            first = false;
        }
        for (int index = 0; index < nearest.length; index++) {
            nearest[index] = Math.max(nearest[index], vectors.cosine(index, pick));
        }
    }

    private static double[] scaledScores(KeptCandidates kept) {
        double[] scores = new double[kept.size()];
        // Halved, so that the range of any two finite scores is finite.
        Arrays.setAll(scores, index -> kept.score(index) / 2);
        double smallest = Arrays.stream(scores).min().orElse(0);
        double range = Arrays.stream(scores).max().orElse(0) - smallest;
        for (int index = 0; index < scores.length; index++) {
            scores[index] = range == 0 ? 1 : (scores[index] - smallest) / range;
        }
        return scores;
    }
}
