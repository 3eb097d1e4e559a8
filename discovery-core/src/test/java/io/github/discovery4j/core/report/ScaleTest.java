package io.github.discovery4j.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void ticksAreRoundNumbers() {
        assertThat(labels(Scale.of(0, 0.47, 5, 0, 100))).containsExactly("0.0", "0.1", "0.2", "0.3", "0.4", "0.5");
        assertThat(labels(Scale.of(-3, 14, 4, 0, 100))).containsExactly("-5", "0", "5", "10", "15");
        assertThat(labels(Scale.of(0.7213, 0.7932, 4, 0, 100))).containsExactly("0.72", "0.74", "0.76", "0.78", "0.80");
        assertThat(labels(Scale.of(0, 2_500, 3, 0, 100))).containsExactly("0", "1,000", "2,000", "3,000");
    }

    @Test
    void valuesThatAreAllTheSameGetRoom() {
        for (double value : new double[] {0, 1, -7, 1e-95, 1e99, 123456789.123}) {
            Scale scale = Scale.of(value, value, 5, 0, 100);
            assertThat(scale.at(value)).as("of %s", value).isBetween(10.0, 90.0);
        }
    }

    @Test
    void largeAndSmallNumbersHaveExponents() {
        assertThat(labels(Scale.of(0, 4e12, 2, 0, 100))).containsExactly("0", "2E+12", "4E+12");
        assertThat(labels(Scale.of(0, 2e-7, 2, 0, 100))).containsExactly("0", "1E-7", "2E-7");
    }

    @Property
    void theRangeIsCoveredAndLabelsDiffer(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double one,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double other,
            @ForAll @IntRange(min = 1, max = 8) int steps) {
        Scale scale = Scale.of(Math.min(one, other), Math.max(one, other), steps, 0, 100);
        assertThat(scale.at(one)).isBetween(-1e-6, 100 + 1e-6);
        assertThat(scale.at(other)).isBetween(-1e-6, 100 + 1e-6);
        List<Double> ticks = scale.ticks();
        assertThat(ticks.size()).isBetween(2, steps + 3);
        assertThat(scale.at(ticks.get(0))).isCloseTo(0, within(1e-6));
        assertThat(scale.at(ticks.get(ticks.size() - 1))).isCloseTo(100, within(1e-6));
        assertThat(new HashSet<>(labels(scale))).hasSameSizeAs(ticks);
    }

    private static List<String> labels(Scale scale) {
        return scale.ticks().stream().map(scale::label).toList();
    }
}
