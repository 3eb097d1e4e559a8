package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.Arrays;

/** The scores of one request's candidates, scaled to [0, 1]; all 1 when they are equal. */
final class ScaledScores {

    private ScaledScores() {}

    static double[] of(KeptCandidates kept) {
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
