package io.github.discovery4j.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.InMemoryEventLog;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Property(tries = 100)
    void aSampleIsOfAllDifferentAndTheSameInAnyOrder(
            @ForAll Set<String> all, @ForAll @IntRange(min = 1, max = 20) int most, @ForAll long seed) {
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        List<String> drawn = Sample.of(() -> all).draw(most, seed);
        assertThat(drawn)
                .hasSize(Math.min(most, all.size()))
                .doesNotHaveDuplicates()
                .allMatch(all::contains);
        if (all.stream().map(String::hashCode).distinct().count() == all.size()) {
            assertThat(Sample.of(() -> shuffled).draw(most, seed)).isEqualTo(drawn);
        }
    }

    @Test
    void everybodyIsDrawnAboutAsOften() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add("person-" + i);
        }
        int[] drawn = new int[50];
        for (int seed = 0; seed < 2_000; seed++) {
            Sample.of(() -> all).draw(10, seed).forEach(one -> drawn[all.indexOf(one)]++);
        }
        // 400 expected, deviation 18.
        assertThat(java.util.Arrays.stream(drawn).boxed()).allMatch(count -> count > 310 && count < 490);
    }

    @Test
    void aLogGivesPeopleAndThePairsOfOneType() {
        InMemoryEventLog log = new InMemoryEventLog();
        assertThat(Sample.activePeople(log).draw(5, 1)).isEmpty();
        for (int i = 0; i < 200; i++) {
            log.append(List.of(Streams.event(
                    i, "u" + i % 7, i % 2 == 0 ? EventTypes.IMPRESSION : EventTypes.LIKE, "item" + i % 3)));
        }
        assertThat(Sample.activePeople(log).draw(3, 9))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .isEqualTo(Sample.activePeople(log).draw(3, 9));
        assertThat(Sample.activePeople(log).draw(100, 9)).hasSize(7);
        List<Pair> pairs = Sample.pairs(log, EventTypes.IMPRESSION).draw(50, 3);
        assertThat(pairs).hasSizeBetween(20, 50).allMatch(pair -> pair.asOf().toEpochMilli() % 2_000 == 0);
        assertThat(Sample.pairs(log, EventTypes.PLAY).draw(50, 3)).isEmpty();
    }
}
