package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final ConstraintStatus STATUS = new ConstraintStatus("cap", ConstraintStatus.Outcome.MET, "");

    @Test
    void whatIsCertainHasPropensityOne() {
        int[] indexes = {2, 0};
        Selection selection = Selection.certain(indexes, List.of(STATUS));
        indexes[0] = 1;
        assertThat(selection.size()).isEqualTo(2);
        assertThat(selection.index(0)).isEqualTo(2);
        assertThat(selection.propensity(1)).isEqualTo(1);
        assertThat(selection.constraints()).containsExactly(STATUS);
    }

    @Test
    void whatIsDrawnHasAPropensityAPick() {
        double[] propensities = {0.25, 1};
        Selection selection = Selection.drawn(new int[] {2, 0}, propensities, List.of());
        propensities[0] = 9;
        assertThat(selection.propensity(0)).isEqualTo(0.25);
        assertThatThrownBy(() -> Selection.drawn(new int[2], new double[] {1}, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 for 2 picks");
        for (double wrong : new double[] {0, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Selection.drawn(new int[1], new double[] {wrong}, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(0, 1], was " + wrong);
        }
    }
}
