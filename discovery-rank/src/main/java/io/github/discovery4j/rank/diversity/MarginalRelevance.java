package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;

/**
 * What a candidate adds to the picks of one slate: its scaled score against its largest similarity to a pick.
 *
 * <p>A similarity to the picks only grows with them, and the gain only falls. So a candidate is compared with the picks that
 * it has not met when its last gain could still win, and not before; the choice is the same. <b>Cost:</b> O(n k d) at worst.
 * <b>Threads:</b> belongs to one request.
 */
final class MarginalRelevance implements GreedySelection.Gain {

    private final double diversityWeight;
    private final double[] relevance;
    private final double[] nearest;
    private final int[] compared;
    private final int[] picks;
    private final UnitVectors vectors;
    private int count;

    MarginalRelevance(KeptCandidates kept, int k, UnitVectors vectors, double diversityWeight) {
        this.diversityWeight = diversityWeight;
        this.relevance = ScaledScores.of(kept);
        this.nearest = new double[kept.size()];
        this.compared = new int[kept.size()];
        this.picks = new int[Math.min(k, kept.size())];
        this.vectors = vectors;
    }

    @Override
    public double atMost(int index) {
        // Before its first comparison a candidate may turn out to be the opposite of every pick.
        return value(index, compared[index] == 0 && count > 0 ? -1 : nearest[index]);
    }

    @Override
    public double of(int index) {
        return of(index, Double.NEGATIVE_INFINITY);
    }

    @Override
    public double of(int index, double toBeat) {
        double value = atMost(index);
        while (compared[index] < count && value > toBeat) {
            int pick = compared[index]++;
            double similarity = vectors.cosine(index, picks[pick]);
            nearest[index] = pick == 0 ? similarity : Math.max(nearest[index], similarity);
            value = value(index, nearest[index]);
        }
        return value;
    }

    @Override
    public void picked(int index) {
        picks[count++] = index;
    }

    private double value(int index, double similarity) {
        return (1 - diversityWeight) * relevance[index] - diversityWeight * similarity;
    }
}
