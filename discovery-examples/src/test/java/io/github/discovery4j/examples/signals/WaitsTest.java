package io.github.discovery4j.examples.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class WaitsTest {

    @Property
    void aShareIsWithinTwoPerCentOfTheSortedOne(
            @ForAll @NotEmpty List<@LongRange(min = 100, max = 1_000_000_000_000L) Long> nanos,
            @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
        Waits waits = new Waits();
        nanos.forEach(waits::add);
        long exact = nanos.stream().sorted().toList().get(Math.max(1, (int) Math.ceil(share * nanos.size())) - 1);
        assertThat((double) waits.nanos(share)).isBetween(exact * 0.98, exact * 1.03);
    }

    @Test
    void nothingTookNoTime() {
        assertThat(new Waits().nanos(0.5)).isZero();
    }

    @Test
    void whatTakesForEverIsCounted() {
        Waits waits = new Waits();
        waits.add(Long.MAX_VALUE);
        waits.add(0);
        assertThat(waits.nanos(0.5)).isLessThan(10);
        assertThat(waits.nanos(1)).isGreaterThan(1_000_000_000_000_000L);
    }
}
