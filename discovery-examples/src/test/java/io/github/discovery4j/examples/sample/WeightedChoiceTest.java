package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WeightedChoiceTest {

    @Test
    void drawsInProportionToTheWeights() {
        WeightedChoice<String> choice =
                WeightedChoice.of(List.of("a", "b"), (position, value) -> position == 0 ? 1 : 3);
        Draws draws = Draws.of(42, "test");

        long drawnB = Stream.generate(() -> choice.draw(draws))
                .limit(10_000)
                .filter("b"::equals)
                .count();

        assertThat(drawnB / 10_000.0).isCloseTo(0.75, within(0.02));
    }

    @Property(tries = 100)
    void neverDrawsAValueOfWeightZero(@ForAll long seed) {
        WeightedChoice<String> choice =
                WeightedChoice.of(List.of("never", "a", "never", "b", "never"), (position, value) -> position % 2);
        Draws draws = Draws.of(seed, "test");

        assertThat(Stream.generate(() -> choice.draw(draws)).limit(100)).containsOnly("a", "b");
    }

    @Test
    void refusesToDrawFromNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightedChoice.of(List.of("a"), (position, value) -> 0))
                .withMessageContaining("at least one of the weights must be above 0, was none of 1");
    }
}
