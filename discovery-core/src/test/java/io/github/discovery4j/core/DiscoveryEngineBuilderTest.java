package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryEngineBuilderTest {

    private final DiscoveryEngineBuilder builder = DiscoveryEngine.builder();

    @Test
    void timesMustBeMoreThanZero() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> builder.timeout(wrong)).hasMessageContaining("timeout must be more than zero");
            assertThatThrownBy(() -> builder.sourceTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("source timeout must be more than zero, was " + wrong);
            assertThatThrownBy(() -> builder.circuit(1, wrong, 1)).hasMessageContaining("open time");
        }
    }

    @Test
    void aCircuitNeedsAFailureToOpenAndMayHaveOneStuckCall() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> builder.circuit(0, second, 1)).hasMessageContaining("were 0 and 1");
        assertThatThrownBy(() -> builder.circuit(1, second, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("were 1 and 0");
    }
}
