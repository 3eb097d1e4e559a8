package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DrawsTest {

    @Test
    void streamsOfOneSeedDiffer() {
        assertThat(Draws.of(42, "follows").uniform())
                .isNotEqualTo(Draws.of(42, "blocks").uniform());
    }

    @Test
    void neighbouringSeedsHaveNothingInCommon() {
        double[] firstDraws = DoubleStream.iterate(0, seed -> seed + 1)
                .limit(1_000)
                .map(seed -> Draws.of((long) seed, "test").uniform())
                .toArray();

        assertThat(Arrays.stream(firstDraws).average().orElseThrow()).isCloseTo(0.5, within(0.05));
        assertThat(Arrays.stream(firstDraws).min().orElseThrow()).isLessThan(0.01);
        assertThat(Arrays.stream(firstDraws).max().orElseThrow()).isGreaterThan(0.99);
    }

    @Property
    void drawsStayWithinTheirBounds(@ForAll long seed) {
        Draws draws = Draws.of(seed, "test");

        assertThat(draws.between(3, 5)).isBetween(3, 5);
        assertThat(draws.below(1)).isZero();
        assertThat(draws.logNormal(2, 1)).isPositive().isFinite();
        assertThat(draws.oneOf(List.of("only"))).isEqualTo("only");
        assertThat(draws.shuffled(List.of(1, 2, 3))).containsExactlyInAnyOrder(1, 2, 3);
    }
}
