package io.github.discovery4j.rank.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingParametersTest {

    private final RankingParameters plain = RankingParameters.of(Map.of("cf_score", 1.0));

    @Test
    void eachPartIsChangedAlone() {
        RankingParameters changed = plain.withWeight("popularity", 0.2)
                .withRecency(0.5, Duration.ofDays(2))
                .withDiversityWeight(0.9)
                .withShare("artist", 0.2);
        assertThat(changed)
                .isEqualTo(new RankingParameters(
                        Map.of("cf_score", 1.0, "popularity", 0.2),
                        0.5,
                        Duration.ofDays(2),
                        0.9,
                        Map.of("artist", 0.2)));
        assertThat(plain).isEqualTo(RankingParameters.of(Map.of("cf_score", 1.0)));
        assertThat(changed.share("artist")).isEqualTo(0.2);
        assertThat(changed.share("genre")).as("not capped").isEqualTo(1);
    }

    @Test
    void theMapsAreCopies() {
        Map<String, Double> weights = new HashMap<>(Map.of("cf_score", 1.0));
        RankingParameters parameters = RankingParameters.of(weights);
        weights.put("cf_score", 2.0);
        assertThat(parameters).isEqualTo(plain);
        assertThatThrownBy(() -> parameters.weights().put("x", 1.0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        for (double wrong : new double[] {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> plain.withDiversityWeight(wrong)).hasMessageContaining("was " + wrong);
            assertThatThrownBy(() -> plain.withShare("artist", wrong)).hasMessageContaining("\"artist\"");
        }
        assertThatThrownBy(() -> plain.withShare("artist", 0)).hasMessageContaining("was 0.0");
        for (double wrong : new double[] {Double.NaN, -0.1, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> plain.withRecency(wrong, Duration.ofDays(1)))
                    .hasMessageContaining("was " + wrong);
        }
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofDays(-1)}) {
            assertThatThrownBy(() -> plain.withRecency(1, wrong)).hasMessageContaining("was " + wrong);
        }
        assertThatThrownBy(() -> plain.withWeight("cf_score", Double.NaN))
                .hasMessageContaining("weight of \"cf_score\"");
    }
}
