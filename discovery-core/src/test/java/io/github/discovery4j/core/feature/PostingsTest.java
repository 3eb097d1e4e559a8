package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PostingsTest {

    @Property(tries = 30)
    void isTheSetThatTheSameStepsGive(@ForAll Random random, @ForAll @IntRange(min = 1, max = 5000) int range) {
        TreeSet<Integer> expected = new TreeSet<>(List.of(0));
        Postings postings = Postings.of(0);
        for (int step = 0; step < 6000; step++) {
            int ordinal = random.nextInt(range);
            if (expected.add(ordinal)) {
                postings = postings.with(ordinal);
            } else if (expected.size() > 1) {
                expected.remove(ordinal);
                postings = postings.without(ordinal);
            }
        }
        assertThat(ordinals(postings)).containsExactlyElementsOf(expected);
        assertThat(postings.size()).isEqualTo(expected.size());
    }

    @Test
    void growsInEitherDirection() {
        Postings up = Postings.of(0);
        Postings down = Postings.of(1999);
        for (int i = 1; i < 2000; i++) {
            up = up.with(i);
            down = down.with(1999 - i);
        }
        assertThat(ordinals(down)).isSorted().hasSize(2000).isEqualTo(ordinals(up));
    }

    @Test
    void aFullChunkTakesAnOrdinalAtAnyPlace() {
        int full = 512;
        Postings even = Postings.of(0);
        for (int i = 1; i < full; i++) {
            even = even.with(2 * i);
        }
        for (int place = 0; place < full; place++) {
            List<Integer> expected = ordinals(even);
            expected.add(place + 1, 2 * place + 1);
            assertThat(ordinals(even.with(2 * place + 1))).isEqualTo(expected);
        }
    }

    @Test
    void aChangeLeavesTheSetItCameFromAlone() {
        Postings one = Postings.of(5);
        Postings two = one.with(3);
        Postings back = two.without(5);
        assertThat(ordinals(one)).containsExactly(5);
        assertThat(ordinals(two)).containsExactly(3, 5);
        assertThat(ordinals(back)).containsExactly(3);
    }

    private static List<Integer> ordinals(Postings postings) {
        List<Integer> ordinals = new ArrayList<>();
        postings.forEach(ordinals::add);
        return ordinals;
    }
}
