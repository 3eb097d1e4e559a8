package io.github.discovery4j.rank.harassment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {

    @Test
    void aSmallCurveIsAsByHand() {
        PrecisionRecall curve =
                PrecisionRecall.of(new double[] {0.9, 0.8, 0.7, 0.6}, new boolean[] {true, false, true, false});
        assertThat(curve.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
        assertThat(curve.precisionAt(0.5)).isEqualTo(1);
        assertThat(curve.thresholdAt(0.5)).isEqualTo(0.9);
        assertThat(curve.precisionAt(0.51)).isEqualTo(2.0 / 3);
        assertThat(curve.thresholdAt(1)).isEqualTo(0.7);
    }

    @Test
    void equalScoresCountTogether() {
        PrecisionRecall curve =
                PrecisionRecall.of(new double[] {1, 1, 1, 1}, new boolean[] {true, false, false, false});
        assertThat(curve.averagePrecision()).isEqualTo(0.25);
        assertThat(curve.precisionAt(0.1)).isEqualTo(0.25);
    }

    @Property(tries = 100)
    void theOrderOfRowsDoesNotMatterAndPrecisionFallsAsRecallRises(@ForAll long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(40);
        double[] scores = new double[n];
        boolean[] sought = new boolean[n];
        Arrays.setAll(scores, i -> random.nextInt(8));
        for (int i = 0; i < n; i++) {
            sought[i] = i == 0 || random.nextBoolean();
        }
        double[] back = new double[n];
        boolean[] soughtBack = new boolean[n];
        for (int i = 0; i < n; i++) {
            back[i] = scores[n - 1 - i];
            soughtBack[i] = sought[n - 1 - i];
        }
        PrecisionRecall curve = PrecisionRecall.of(scores, sought);
        assertThat(PrecisionRecall.of(back, soughtBack).averagePrecision())
                .isCloseTo(curve.averagePrecision(), within(1e-12));
        assertThat(curve.precisionAt(0.3)).isGreaterThanOrEqualTo(curve.precisionAt(0.9));
        assertThat(curve.averagePrecision()).isBetween(0.0, 1 + 1e-12);
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PrecisionRecall.of(new double[0], new boolean[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecall.of(new double[] {1}, new boolean[] {false}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecall.of(new double[] {Double.NaN}, new boolean[] {true}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecall.of(new double[] {1, 2}, new boolean[] {true}));
        PrecisionRecall curve = PrecisionRecall.of(new double[] {1}, new boolean[] {true});
        for (double recall : new double[] {0, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> curve.precisionAt(recall));
        }
    }
}
