package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.IdSpace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The laws of a {@link CatalogueModel} and of how it is learned. */
abstract class CatalogueModelContract {

    /** Learns the model under test; the number of threads may be ignored by what uses one. */
    abstract CatalogueModel train(Interactions interactions, int threads);

    @Property(tries = 25)
    void scoresAreFiniteAndTheSameAloneAndAmongAll(
            @ForAll @IntRange(min = 1, max = 30) int users,
            @ForAll @IntRange(min = 1, max = 40) int items,
            @ForAll Random random) {
        CatalogueModel model = train(Samples.random(users, items, 0.3, random.nextLong()), 1);
        int n = model.items().size();
        int[] history = anyHistory(n, random);
        double[] all = new double[n];
        model.scoreAll(history, all);
        assertThat(Arrays.stream(all)).allMatch(Double::isFinite);
        int[] some = n == 0 ? new int[0] : random.ints(10, 0, n).toArray();
        double[] scores = new double[some.length];
        model.score(history, some, scores);
        assertThat(scores)
                .containsExactly(
                        Arrays.stream(some).mapToDouble(item -> all[item]).toArray());
    }

    @Property(tries = 10)
    void equalHistoriesScoreEquallyWhateverWasThereBefore(@ForAll Random random) {
        CatalogueModel model = train(Samples.random(20, 15, 0.3, 7), 1);
        int[] history = anyHistory(model.items().size(), random);
        double[] once = new double[model.items().size()];
        double[] again = new double[once.length];
        Arrays.fill(again, Double.NaN);
        model.scoreAll(history, once);
        model.scoreAll(anyHistory(once.length, random), new double[once.length]);
        model.scoreAll(history.clone(), again);
        assertThat(again).containsExactly(once);
    }

    @Example
    void theModelIsTheSameWithAnyNumberOfThreads() {
        Interactions interactions = Samples.random(150, 200, 0.1, 5);
        CatalogueModel one = train(interactions, 1);
        CatalogueModel three = train(interactions, 3);
        double[] expected = new double[one.items().size()];
        double[] actual = new double[expected.length];
        for (int[] history :
                new int[][] {{}, {0}, {3, 50, 199}, IntStream.range(0, 200).toArray()}) {
            one.scoreAll(history, expected);
            three.scoreAll(history, actual);
            assertThat(actual).containsExactly(expected);
        }
    }

    @Example
    void idsInAnyScriptMakeHistoriesInAnyOrder() {
        Interactions interactions = Interactions.builder()
                .add("Ана", "映画")
                .add("Ана", "\uD83C\uDFAC")
                .add("βασίλης", "映画")
                .add("βασίλης", "فيلم")
                .build();
        CatalogueModel model = train(interactions, 1);
        assertThat(model.items()).isEqualTo(interactions.items());
        int[] history = model.historyOf(List.of("فيلم", "映画", "unknown", "映画"));
        assertThat(history).containsExactly(model.historyOf(List.of("映画", "فيلم")));
        double[] scores = new double[3];
        model.scoreAll(history, scores);
        assertThat(Arrays.stream(scores)).allMatch(Double::isFinite);
    }

    @Example
    void nothingToLearnFromStillScores() {
        CatalogueModel empty = train(Interactions.builder().build(), 2);
        empty.scoreAll(new int[0], new double[0]);
        empty.score(new int[0], new int[0], new double[0]);
        CatalogueModel silent = train(Samples.twoTastes().subset(index -> false), 2);
        double[] scores = new double[silent.items().size()];
        silent.scoreAll(new int[] {0, 1}, scores);
        assertThat(Arrays.stream(scores)).allMatch(Double::isFinite);
    }

    @Example
    void oneUserWithOneItemRepeatedIsLearnedFrom() {
        Interactions one = Interactions.builder()
                .duplicates(DuplicatePolicy.KEEP_ALL)
                .add("ana", "A")
                .add("ana", "A")
                .build();
        double[] score = new double[1];
        train(one, 1).scoreAll(new int[] {0}, score);
        assertThat(score[0]).isFinite();
    }

    @Example
    void aHistoryThatDoesNotAscendIsRefused() {
        CatalogueModel model = train(Samples.twoTastes(), 1);
        double[] scores = new double[model.items().size()];
        for (int[] history : new int[][] {{1, 1}, {2, 1}, {-1}, {scores.length}}) {
            assertThatThrownBy(() -> model.scoreAll(history, scores))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("historyOf");
            assertThatThrownBy(() -> model.score(history, new int[] {0}, new double[1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void aScoreArrayOfTheWrongLengthIsRefused() {
        CatalogueModel model = train(Samples.twoTastes(), 1);
        assertThatThrownBy(() -> model.scoreAll(new int[0], new double[1]))
                .hasMessageContaining("1 for " + model.items().size());
        assertThatThrownBy(() -> model.score(new int[0], new int[2], new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void moreThanTheCatalogueIsTheWholeCatalogueBestFirst() {
        CatalogueModel model = train(Samples.twoTastes(), 1);
        int n = model.items().size();
        double[] scores = new double[n];
        model.scoreAll(model.historyOf(List.of("A")), scores);
        TopItems top = new TopItems(n + 5, model.items());
        IntStream.range(0, n)
                .filter(item -> top.accepts(item, scores[item]))
                .forEach(item -> top.add(item, scores[item]));
        CandidateList list = top.drainTo(new IdSpace());
        assertThat(list.size()).isEqualTo(n);
        assertThat(IntStream.range(0, n).mapToObj(list::score).toList()).isSortedAccordingTo(Comparator.reverseOrder());
    }

    static int[] anyHistory(int itemCount, Random random) {
        int oneIn = 1 + random.nextInt(4);
        return IntStream.range(0, itemCount)
                .filter(item -> random.nextInt(oneIn) == 0)
                .toArray();
    }
}
