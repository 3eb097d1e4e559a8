package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.Interactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplittersTest {

    private static final List<Splitter> ALL =
            Protocol.all().stream().map(Protocol::splitter).toList();

    /** No interaction is in both parts, none is lost, order and maps are kept, and a second call gives the same. */
    @Property(tries = 60)
    void partsAreDisjointCompleteAndRepeatable(
            @ForAll @LongRange(min = 0, max = 4) long seed, @ForAll @IntRange(min = 12, max = 60) int size) {
        Interactions all = timed(size, seed);
        for (Splitter splitter : ALL) {
            TrainTest split = splitter.split(all, seed);
            List<Long> known = times(split.masked());
            List<Long> test = times(split.test());
            assertThat(known).isSorted();
            assertThat(Collections.disjoint(known, test)).isTrue();
            assertThat(test).isSorted();
            assertThat(known.size() + test.size()).isEqualTo(all.size());
            assertThat(split.histories().size())
                    .isBetween(split.train().size(), split.masked().size());
            assertThat(times(split.masked())).containsAll(times(split.histories()));
            assertThat(times(split.histories())).containsAll(times(split.train()));
            assertThat(split.train().users()).isSameAs(all.users());
            TrainTest again = splitter.split(all, seed);
            assertThat(times(again.train())).isEqualTo(times(split.train()));
            assertThat(times(again.test())).isEqualTo(test);
        }
    }

    @Test
    void aGlobalCutKeepsInteractionsOfOneTimeTogether() {
        // Ten interactions at 0, 1, 2, 3, 7, 7, 7, 7, 8, 9: place rint(0.5 * 10) = 5 has time 7.
        Interactions all = at("u", 0, 1, 2, 3, 7, 7, 7, 7, 8, 9);

        TrainTest split = TemporalSplitter.atShare(0.5).split(all, 3);

        assertThat(times(split.train())).containsExactly(0L, 1L, 2L, 3L);
        assertThat(times(split.test())).containsExactly(7L, 7L, 7L, 7L, 8L, 9L);
        assertThat(times(TemporalSplitter.at(Instant.ofEpochMilli(8))
                        .split(all, 0)
                        .test()))
                .containsExactly(8L, 9L);
    }

    @Test
    void aCutThatLeavesOneSideEmptyIsRefused() {
        assertThatThrownBy(() -> TemporalSplitter.atShare(0.8).split(at("u", 5, 5, 5), 0))
                .hasMessageContaining("must leave interactions on both sides, left 0 before");
        assertThatThrownBy(() -> TemporalSplitter.at(Instant.ofEpochMilli(9)).split(at("u", 5, 6), 0))
                .hasMessageContaining("left 2 before 1970-01-01T00:00:00.009Z and 0 from then on");
        assertThatThrownBy(() -> TemporalSplitter.atShare(0.8).split(at("u"), 0))
                .hasMessageContaining("must leave interactions on both sides");
    }

    @Test
    void eachUsersLastShareIsByTimeThenByPlace() {
        // rint(0.5 * 4) = 2; times 3, 1, 2, 2 in this order: 1 and the first 2 are for training.
        Interactions all = at("u", 3, 1, 2, 2);

        TrainTest split = TemporalSplitter.perUser(0.5).split(all, 0);

        assertThat(items(split.train())).containsExactly("i1", "i2");
        assertThat(items(split.test())).containsExactly("i0", "i3");
    }

    @Test
    void withoutTimesASplitByTimeIsRefused() {
        Interactions all = Interactions.builder()
                .add("u", "a", 1, Instant.ofEpochMilli(4))
                .add("u", "b")
                .build();

        for (Splitter splitter :
                List.of(TemporalSplitter.atShare(0.8), TemporalSplitter.perUser(0.8), LeaveOneOutSplitter.last())) {
            assertThatThrownBy(() -> splitter.split(all, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 of 2 interactions have no time")
                    .hasMessageContaining("split at random");
        }
        assertThat(LeaveOneOutSplitter.random().split(all, 0).test().size()).isEqualTo(1);
    }

    @Test
    void leavingTheLastOutTakesTheLaterOfEqualTimesAndSparesSingles() {
        Interactions all = Interactions.builder()
                .add("ana", "a", 1, 5L)
                .add("ana", "b", 1, 9L)
                .add("ben", "a", 1, 9L)
                .add("ana", "c", 1, 9L)
                .add("ana", "d", 1, 1L)
                .build();

        TrainTest split = LeaveOneOutSplitter.last().split(all, 0);

        assertThat(items(split.test())).containsExactly("c");
        assertThat(items(split.train())).containsExactly("a", "b", "a", "d");
    }

    @Test
    void leavingARandomOneOutTakesNumpysLast() {
        Interactions.Builder builder = Interactions.builder();
        for (int i = 0; i < 10; i++) {
            builder.add(i % 2 == 0 ? "even" : "odd", "i" + i);
        }
        // default_rng(0).permutation(10) is 4 6 2 7 3 5 9 0 8 1.
        assertThat(items(LeaveOneOutSplitter.random().split(builder.build(), 0).test()))
                .containsExactly("i1", "i8");
    }

    @Test
    void foldsTestEveryInteractionOnceAndDifferByOneAtMost() {
        Interactions all = at("u", LongStream.range(0, 13).toArray());
        KFoldSplitter splitter = new KFoldSplitter(5, 2);
        List<Long> tested = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int fold = 0; fold < 5; fold++) {
            List<Long> test = times(splitter.split(all, fold).test());
            tested.addAll(test);
            sizes.add(test.size());
        }

        assertThat(tested).doesNotHaveDuplicates().hasSize(13);
        assertThat(sizes).containsExactly(3, 3, 3, 2, 2);
    }

    @Test
    void foldsThatDoNotExistAreRefused() {
        assertThatThrownBy(() -> new KFoldSplitter(5, 0).split(at("u", 1, 2, 3), 0))
                .hasMessageContaining("as many interactions as folds, 5, were 3");
        assertThatThrownBy(() -> new KFoldSplitter(2, 0).split(at("u", 1, 2, 3), 2))
                .hasMessageContaining("the number of one, 0 to 1, was 2; run 2 seeds");
        assertThatThrownBy(() -> new KFoldSplitter(1, 0)).hasMessageContaining("at least 2");
    }

    @Test
    void coldUsersAreUnknownButForTheirSupport() {
        Interactions all = timed(200, 1);

        TrainTest split = new ColdUserSplitter(0.25, 3).split(all, 7);

        int[] trained = perUser(split.train());
        int[] known = perUser(split.histories());
        int[] tested = perUser(split.test());
        int cold = 0;
        for (int user = 0; user < trained.length; user++) {
            if (trained[user] == 0) {
                cold++;
                assertThat(known[user]).isEqualTo(3);
            } else {
                assertThat(tested[user]).isZero();
                assertThat(known[user]).isEqualTo(trained[user]);
            }
        }
        // Ten users, a quarter, halves to even.
        assertThat(cold).isEqualTo(2);
        assertThat(split.masked()).isSameAs(split.histories());
    }

    @Test
    void coldItemsNeverOccurInTraining() {
        Interactions all = timed(200, 1);

        TrainTest split = new ColdItemSplitter(0.2).split(all, 7);

        assertThat(items(split.test())).isNotEmpty().doesNotContainAnyElementsOf(items(split.train()));
    }

    @Test
    void aSmallShareHoldsOneOut() {
        Interactions two =
                Interactions.builder().add("ana", "a").add("ben", "b").build();

        assertThat(new ColdUserSplitter(0.01, 0).split(two, 0).test().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0, 0", "2, 1, 0, 1", "3, 1, 1, 1", "9, 7, 1, 1", "10, 8, 1, 1", "27, 23, 2, 2", "40, 32, 4, 4"})
    void validationAndTestAreRoundedDownToOneAtLeast(int count, int train, int validation, int test) {
        Interactions all = at("u", LongStream.range(0, count).toArray());

        TrainTest split = PerUserRandomSplitter.withValidation(0.1, 0.1).split(all, 0);
        TrainTest refit = PerUserRandomSplitter.learningValidation(0.1, 0.1).split(all, 0);

        assertThat(split.train().size()).isEqualTo(train);
        assertThat(split.masked().size() - split.train().size()).isEqualTo(validation);
        assertThat(split.test().size()).isEqualTo(test);
        assertThat(split.histories()).isSameAs(split.train());
        assertThat(times(refit.test())).isEqualTo(times(split.test()));
        assertThat(times(refit.train())).isEqualTo(times(split.masked()));
    }

    @Test
    void sharesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> TemporalSplitter.atShare(1)).hasMessageContaining("trainShare must be in (0, 1)");
        assertThatThrownBy(() -> new ColdItemSplitter(Double.NaN)).hasMessageContaining("was NaN");
        assertThatThrownBy(() -> new ColdUserSplitter(0.5, -1)).hasMessageContaining("support must be 0 or more");
        assertThatThrownBy(() -> PerUserRandomSplitter.withValidation(0.6, 0.4))
                .hasMessageContaining("leave something for training");
    }

    private static Interactions at(String user, long... times) {
        Interactions.Builder builder = Interactions.builder();
        for (int i = 0; i < times.length; i++) {
            builder.add(user, "i" + i, 1, times[i]);
        }
        return builder.build();
    }

    /** Ten users, twenty items, every time once and ascending, so that a time tells which interaction it is. */
    private static Interactions timed(int size, long seed) {
        Random random = new Random(seed);
        Interactions.Builder builder = Interactions.builder().duplicates(DuplicatePolicy.KEEP_ALL);
        for (int i = 0; i < size; i++) {
            builder.add("u" + i % 10, "i" + random.nextInt(20), 1, (long) i);
        }
        return builder.build();
    }

    private static int[] perUser(Interactions interactions) {
        int[] counts = new int[interactions.users().size()];
        for (int index = 0; index < interactions.size(); index++) {
            counts[interactions.userOrdinal(index)]++;
        }
        return counts;
    }

    private static List<Long> times(Interactions interactions) {
        List<Long> times = new ArrayList<>();
        for (int index = 0; index < interactions.size(); index++) {
            times.add(interactions.timeMillis(index));
        }
        return times;
    }

    private static List<String> items(Interactions interactions) {
        List<String> items = new ArrayList<>();
        for (int index = 0; index < interactions.size(); index++) {
            items.add(interactions.items().idOf(interactions.itemOrdinal(index)));
        }
        return items;
    }
}
