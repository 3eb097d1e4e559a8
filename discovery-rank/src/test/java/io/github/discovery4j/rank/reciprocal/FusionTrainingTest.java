package io.github.discovery4j.rank.reciprocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.ScoreScale;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FusionTrainingTest {

    private static final int PAIRS = 200_000;

    @Test
    void theWeightsThatLabelsWereDrawnByAreFoundAgain() {
        SplittableRandom random = new SplittableRandom(1);
        double[] forward = new double[PAIRS];
        double[] backward = new double[PAIRS];
        boolean[] match = new boolean[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            forward[i] = 100 + 10 * random.nextDouble();
            backward[i] = random.nextDouble() / 10;
            double margin = -53 + 0.5 * forward[i] + 7 * backward[i];
            match[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin));
        }
        FusionRule.Margin rule = FusionTraining.margin(forward, backward, match);
        assertThat(rule.forwardWeight()).isCloseTo(0.5, within(0.02));
        assertThat(rule.backwardWeight()).isCloseTo(7, within(0.8));
        assertThat(rule.fuse(105, 0.05)).isCloseTo(-0.15, within(0.03));
        assertThat(FusionTraining.margin(forward, backward, match)).isEqualTo(rule);
    }

    @Test
    void aScaleGivesTheShareThatSaidYes() {
        double[] scores = {-1, -1, -1, -1, 3, 3, 3, 3};
        boolean[] yes = {false, false, false, true, false, true, true, true};
        ScoreScale scale = FusionTraining.scale(scores, yes);
        assertThat(scale.of(-1)).isCloseTo(0.25, within(1e-3));
        assertThat(scale.of(3)).isCloseTo(0.75, within(1e-3));
    }

    @Test
    void pairsThatCanBeToldApartGiveFiniteWeights() {
        ScoreScale.Logistic scale = FusionTraining.scale(new double[] {-1, 1}, new boolean[] {false, true});
        assertThat(scale.slope()).isFinite().isGreaterThan(1);
        assertThat(scale.of(0)).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void aScoreThatIsAlwaysTheSameHasNoWeight() {
        FusionRule.Margin rule = FusionTraining.margin(
                new double[] {5, 5, 5, 5}, new double[] {0, 1, 0, 1}, new boolean[] {false, true, true, true});
        assertThat(rule.forwardWeight()).isZero();
        assertThat(rule.backwardWeight()).isPositive();
        assertThatThrownBy(() -> FusionTraining.scale(new double[] {2, 2}, new boolean[] {false, true}))
                .hasMessageContaining("higher scores must go with yes");
    }

    /** The mean of three times 0.1 is 0.10000000000000002: what rounding leaves is no spread. */
    @Test
    void whatRoundingLeavesOfAConstantScoreIsNoSpread() {
        assertThatThrownBy(() -> FusionTraining.scale(new double[] {0.1, 0.1, 0.1}, new boolean[] {false, true, false}))
                .hasMessageContaining("higher scores must go with yes");
        for (double constant : new double[] {0.1, -0.1, 1e-300, 0.7e9, 1 / 3.0}) {
            double[] same = new double[6];
            Arrays.fill(same, constant);
            FusionRule.Margin rule =
                    FusionTraining.margin(new double[] {0.2, 0.5, 0.9, 0.1, 0.8, 0.4}, same, new boolean[] {
                        false, true, true, false, false, true
                    });
            assertThat(rule.backwardWeight()).isZero();
            assertThat(rule.forwardWeight()).isBetween(0.0, 100.0);
        }
    }

    @Test
    void aSmallSpreadFarFromZeroStillCounts() {
        ScoreScale.Logistic scale = FusionTraining.scale(
                new double[] {1e6, 1e6 + 1e-5, 1e6, 1e6 + 1e-5}, new boolean[] {false, true, true, true});
        assertThat(scale.of(1e6)).isCloseTo(0.5, within(1e-2));
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() {
        double[] two = {1, 2};
        assertThatThrownBy(() -> FusionTraining.scale(two, new boolean[2])).hasMessageContaining("0 of 2 are yes");
        assertThatThrownBy(() -> FusionTraining.scale(two, new boolean[] {true, true}))
                .hasMessageContaining("2 of 2 are yes");
        assertThatThrownBy(() -> FusionTraining.scale(new double[0], new boolean[0]))
                .hasMessageContaining("0 of 0");
        assertThatThrownBy(() -> FusionTraining.margin(two, new double[1], new boolean[] {false, true}))
                .hasMessageContaining("1 for 2 labels");
        assertThatThrownBy(() -> FusionTraining.scale(new double[] {1, Double.NaN}, new boolean[] {false, true}))
                .hasMessageContaining("was NaN in row 1");
        assertThatThrownBy(() -> FusionTraining.scale(two, new boolean[] {true, false}))
                .hasMessageContaining("higher scores must go with yes");
    }
}
