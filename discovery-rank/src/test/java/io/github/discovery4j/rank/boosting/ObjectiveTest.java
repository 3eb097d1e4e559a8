package io.github.discovery4j.rank.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ObjectiveTest {

    @Test
    void eachObjectiveTransformsInItsOwnWay() {
        assertThat(predicted("regression", 2)).containsExactly(2);
        assertThat(predicted("regression sqrt", -2)).containsExactly(-4);
        assertThat(predicted("huber sqrt", -2)).containsExactly(-2);
        assertThat(predicted("quantile alpha:0.9", 2)).containsExactly(2);
        assertThat(predicted("lambdarank", 2)).containsExactly(2);
        assertThat(predicted("poisson", 2)).containsExactly(Math.exp(2));
        assertThat(predicted("tweedie tweedie_variance_power:1.5", 0)).containsExactly(1);
        assertThat(predicted("poisson sqrt", 2)).containsExactly(Math.exp(2));
        assertThat(predicted("binary sigmoid:2", 1)).containsExactly(1 / (1 + Math.exp(-2)));
        assertThat(predicted("cross_entropy", 0)).containsExactly(0.5);
        assertThat(predicted("cross_entropy_lambda", 0)).containsExactly(Math.log(2));
        assertThat(predicted("multiclassova num_class:2 sigmoid:1", 0, 1000)).containsExactly(0.5, 1);
        assertThat(predicted("multiclass num_class:3", 1000, 1000, -1000)).containsExactly(0.5, 0.5, 0);
    }

    @Test
    void largeScoresOfTheLogarithmDoNotOverflow() {
        assertThat(predicted("cross_entropy_lambda", 1000)).containsExactly(1000);
        assertThat(predicted("cross_entropy_lambda", -50)[0]).isCloseTo(Math.exp(-50), within(1e-36));
    }

    @Test
    void anUnknownObjectiveIsRefusedWithThoseThatExist() {
        assertThatThrownBy(() -> Objective.parse("custom_loss"))
                .hasMessageContaining("\"custom_loss\"")
                .hasMessageContaining("multiclassova");
        assertThatThrownBy(() -> Objective.parse("")).isInstanceOf(IllegalArgumentException.class);
        for (String wrong : new String[] {"binary sigmoid:", "binary sigmoid:0", "multiclass num_class:x"}) {
            assertThatThrownBy(() -> Objective.parse(wrong)).hasMessageContaining("must be positive");
        }
    }

    @Test
    void withoutAnObjectiveScoresStay() {
        double[] scores = {3};
        Objective.NONE.transform(scores, 0);
        assertThat(scores).containsExactly(3);
        assertThat(Objective.NONE).hasToString("");
    }

    private static double[] predicted(String objective, double... raw) {
        Objective parsed = Objective.parse(objective);
        assertThat(parsed.outputs()).isEqualTo(raw.length);
        assertThat(parsed).hasToString(objective);
        parsed.transform(raw, 0);
        return raw;
    }
}
