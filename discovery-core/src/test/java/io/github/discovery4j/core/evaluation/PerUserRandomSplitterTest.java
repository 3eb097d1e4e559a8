package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.Interactions;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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
    void everyInteractionLandsInExactlyOnePart(@ForAll @IntRange(max = 60) int count, @ForAll long seed) {
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
    void theDrawDependsOnIdsAndSeedNotOnOrderOrOtherUsers() {
        Interactions.Builder backwards = Interactions.builder();
        for (int i = 49; i >= 0; i--) {
            backwards.add("someone else", "j" + i);
            backwards.add("u", "i" + i);
        }
        Set<String> expected = pairs(splitter.split(sequence("u", 50), 3).train());

        Set<String> actual = pairs(splitter.split(backwards.build(), 3).train());

        assertThat(actual).containsAll(expected);
        assertThat(actual).filteredOn(pair -> pair.startsWith("u ")).hasSameSizeAs(expected);
    }

    @Test
    void seedsAndUsersDrawDifferently() {
        Set<String> one = items(splitter.split(sequence("u", 40), 1));
        assertThat(items(splitter.split(sequence("u", 40), 2))).isNotEqualTo(one);
        assertThat(items(splitter.split(sequence("v", 40), 1))).isNotEqualTo(one);
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

    @Test
    void repeatedPairsAreTakenInTheirOrder() {
        Interactions.Builder builder = Interactions.builder().duplicates(DuplicatePolicy.KEEP_ALL);
        for (int i = 0; i < 8; i++) {
            builder.add("u", "same", i);
        }

        TrainTest split = splitter.split(builder.build(), 1);

        assertThat(split.train().size()).isEqualTo(6);
        assertThat(split.test().weight(0)).isEqualTo(6);
        assertThat(split.test().weight(1)).isEqualTo(7);
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
