package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.Interactions;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerUserRandomSplitterTest {

    private final PerUserRandomSplitter splitter = new PerUserRandomSplitter(0.75);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 4", "6, 4", "10, 8", "20, 15"})
    void trainingGetsTheRoundedShareHalvesToEven(int count, int expected) {
        TrainTest split = splitter.split(sequence("u", count), 7);

        assertThat(split.train().size()).isEqualTo(expected);
        assertThat(split.test().size()).isEqualTo(count - expected);
    }

    @Property
    void everyInteractionLandsInExactlyOnePart(
            @ForAll @IntRange(max = 60) int count, @ForAll @LongRange(min = 0) long seed) {
        Interactions all = sequence("u", count);

        TrainTest split = splitter.split(all, seed);

        Set<String> train = pairs(split.train());
        Set<String> test = pairs(split.test());
        assertThat(Collections.disjoint(train, test)).isTrue();
        train.addAll(test);
        assertThat(train).isEqualTo(pairs(all));
        assertThat(split.train().users()).isSameAs(all.users());
    }

    @Test
    void theSplitIsTheOneThatNumpyMakes() {
        Interactions.Builder builder = Interactions.builder();
        for (int i = 0; i < 10; i++) {
            builder.add(i % 2 == 0 ? "even" : "odd", "i" + i);
        }
        // default_rng(0).permutation(10) is 4 6 2 7 3 5 9 0 8 1, and each user keeps the first 4 of 5.
        assertThat(items(splitter.split(builder.build(), 0)))
                .containsExactlyInAnyOrder("i4", "i6", "i2", "i0", "i7", "i3", "i5", "i9");
    }

    @Test
    void seedsDrawDifferently() {
        Set<String> one = items(splitter.split(sequence("u", 40), 1));
        assertThat(items(splitter.split(sequence("u", 40), 2))).isNotEqualTo(one);
        assertThatThrownBy(() -> splitter.split(sequence("u", 40), -1)).hasMessageContaining("was -1");
    }

    @Test
    void everyItemIsInTrainingAsOftenAsTheRatioSays() {
        Interactions all = sequence("u", 20);
        int[] inTraining = new int[20];
        int seeds = 4_000;
        for (int seed = 0; seed < seeds; seed++) {
            Interactions train = splitter.split(all, seed).train();
            IntStream.range(0, train.size()).forEach(index -> inTraining[train.itemOrdinal(index)]++);
        }

        // The standard deviation of each share is sqrt(0.75 * 0.25 / 4000) = 0.0068; five of them.
        assertThat(inTraining).satisfies(counts -> {
            for (int count : counts) {
                assertThat((double) count / seeds).isCloseTo(0.75, within(0.035));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
    void aRatioOutOfRangeIsRefused(double ratio) {
        assertThatThrownBy(() -> new PerUserRandomSplitter(ratio))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trainRatio must be in (0, 1), was " + ratio);
    }

    private static Interactions sequence(String user, int count) {
        Interactions.Builder builder = Interactions.builder();
        for (int i = 0; i < count; i++) {
            builder.add(user, "i" + i);
        }
        return builder.build();
    }

    private static Set<String> items(TrainTest split) {
        Set<String> items = new HashSet<>();
        Interactions train = split.train();
        for (int index = 0; index < train.size(); index++) {
            items.add(train.items().idOf(train.itemOrdinal(index)));
        }
        return items;
    }

    private static Set<String> pairs(Interactions interactions) {
        Set<String> pairs = new HashSet<>();
        for (int index = 0; index < interactions.size(); index++) {
            pairs.add(interactions.users().idOf(interactions.userOrdinal(index)) + " "
                    + interactions.items().idOf(interactions.itemOrdinal(index)));
        }
        return pairs;
    }
}
