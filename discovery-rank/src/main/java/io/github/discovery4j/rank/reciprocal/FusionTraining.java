package io.github.discovery4j.rank.reciprocal;

import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.ScoreScale;

/**
 * Learns from pairs of the past how scores of two directions are to be fused.
 *
 * <p>Use pairs that the rankers were not trained on: on their own they are too sure of themselves. Both are logistic
 * regressions by Newton's method on standardised scores, with a weak penalty on the weights, so that pairs that can be told
 * apart without an error give finite ones.
 *
 * <p><b>Units:</b> scores are any finite numbers, labels 0 and 1 as booleans. <b>Cost:</b> O(n) a step, at most
 * {@value LogisticFit#STEPS} steps. <b>Determinism:</b> nothing is drawn. <b>Threads:</b> safe.
 *
 * <p>Source: Platt, Probabilistic Outputs for Support Vector Machines, 1999, for the scale.
 */
public final class FusionTraining {

    private FusionTraining() {}

    /**
     * Learns the scale that makes probabilities of one direction's scores.
     *
     * @param scores of that direction
     * @param yes whether that side said yes
     * @return a logistic scale
     * @throws IllegalArgumentException if the arrays differ in length, a score is not finite, all labels are the same, or
     *     higher scores do not go with yes
     */
    public static ScoreScale.Logistic scale(double[] scores, boolean[] yes) {
        double[] weights = LogisticFit.weights(new double[][] {scores}, yes);
        if (!(weights[1] > 0)) {
            throw new IllegalArgumentException(
                    "higher scores must go with yes, the slope was %s; look at the ranker on these pairs"
                            .formatted(weights[1]));
        }
        return new ScoreScale.Logistic(weights[1], weights[0]);
    }

    /**
     * Learns the margin of both saying yes from the scores of both directions.
     *
     * @param forward scores of viewer → candidate
     * @param backward scores of candidate → viewer
     * @param match whether both said yes
     * @return the rule; 1 / (1 + e^-score) of what it fuses is a probability
     * @throws IllegalArgumentException if the arrays differ in length, a score is not finite, or all labels are the same
     */
    public static FusionRule.Margin margin(double[] forward, double[] backward, boolean[] match) {
        double[] weights = LogisticFit.weights(new double[][] {forward, backward}, match);
        return new FusionRule.Margin(weights[0], weights[1], weights[2]);
    }
}
