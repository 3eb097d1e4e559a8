package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairwiseWeightsTest {

    @Test
    void nothingLearnedIsNothing() {
        assertThat(new PairwiseWeights(3).fit(1)).containsExactly(0, 0, 0);
    }

    @Test
    void oneFeatureHasTheRootOfItsEquation() {
        PairwiseWeights learner = new PairwiseWeights(1);
        for (int i = 0; i < 10; i++) {
            learner.add(new double[] {i < 7 ? 1 : 0}, new double[] {i < 7 ? 0 : 1}, 2);
        }
        // Without a ridge, 7 of 10 are right: w = ln(7 / 3).
        assertThat(learner.fit(1e-9)[0]).isCloseTo(Math.log(7.0 / 3), within(1e-6));
        assertThat(learner.fit(5)[0]).isBetween(0.0, Math.log(7.0 / 3));
    }

    @Test
    void weightsThatMadeTheOrderAreFoundAgain() {
        double[] truth = {2, -1, 0};
        PairwiseWeights learner = new PairwiseWeights(3);
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            double[] a = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double[] b = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double margin = 0;
            for (int j = 0; j < 3; j++) {
                margin += truth[j] * (a[j] - b[j]);
            }
            boolean first = random.nextDouble() < 1 / (1 + Math.exp(-margin));
            learner.add(first ? a : b, first ? b : a, 1);
        }
        assertThat(learner.fit(1)).containsExactly(truth, within(0.1));
    }

    @Test
    void equalFeaturesShareTheirWeight() {
        PairwiseWeights learner = new PairwiseWeights(2);
        for (int i = 0; i < 9; i++) {
            learner.add(new double[] {1, 1}, new double[] {0, 0}, 1);
        }
        double[] weights = learner.fit(0.1);
        assertThat(weights[0]).isPositive().isCloseTo(weights[1], within(1e-9));
    }
}
