package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ItemNeighboursTest {

    private static final EaseTrainer TRAINER =
            EaseTrainer.builder().regularization(1).build();

    private static List<String> names(ItemNeighbours neighbours, String item) {
        IdMap items = neighbours.items();
        return Arrays.stream(neighbours.neighbours(items.ordinalOf(item)))
                .mapToObj(items::idOf)
                .toList();
    }

    @Example
    void anItemsNeighboursAreWhatTheModelScoresHighestForItAlone() {
        ItemNeighbours neighbours = ItemNeighbours.of(TRAINER.train(Samples.twoTastes()), 2, 1);
        assertThat(names(neighbours, "D")).containsExactly("E", "F");
        assertThat(names(neighbours, "A")).startsWith("B").doesNotContain("A", "D", "E");
    }

    @Example
    void anItemThatNobodyLikesHasNoneAndIsNobodys() {
        ItemNeighbours neighbours = ItemNeighbours.of(TRAINER.train(Samples.twoTastes()), 10, 1);
        assertThat(names(neighbours, "dull")).isEmpty();
        for (String film : List.of("A", "B", "C", "D", "E", "F")) {
            assertThat(names(neighbours, film)).doesNotContain("dull");
        }
    }

    @Property(tries = 20)
    void neighboursAreAtMostAsManyBestFirstAndTheSameWithAnyNumberOfThreads(
            @ForAll @IntRange(min = 1, max = 60) int count, @ForAll long seed) {
        CatalogueModel model = BlendContractTest.blend(Samples.random(30, 50, 0.2, seed), 1);
        ItemNeighbours one = ItemNeighbours.of(model, count, 1);
        ItemNeighbours three = ItemNeighbours.of(model, count, 3);
        for (int item = 0; item < model.items().size(); item++) {
            int[] found = one.neighbours(item);
            assertThat(found.length).isLessThanOrEqualTo(count);
            assertThat(three.neighbours(item)).containsExactly(found);
            for (int place = 0; place < found.length; place++) {
                assertThat(found[place]).isNotEqualTo(item);
                assertThat(one.score(item, found[place])).isPositive();
                if (place > 0) {
                    assertThat(one.score(item, found[place])).isLessThanOrEqualTo(one.score(item, found[place - 1]));
                }
            }
        }
    }

    @Example
    void noItemsAndNothingToCountAreFine() {
        ItemNeighbours none =
                ItemNeighbours.of(TRAINER.train(Interactions.builder().build()), 3, 2);
        assertThat(none.items().size()).isZero();
        assertThat(none).hasToString("ItemNeighbours[items=0, neighbours=0]");
        CatalogueModel model = TRAINER.train(Samples.twoTastes());
        assertThatThrownBy(() -> ItemNeighbours.of(model, 0, 1)).hasMessageContaining("were 0 and 1");
        assertThatThrownBy(() -> ItemNeighbours.of(model, 1, 0)).hasMessageContaining("were 1 and 0");
    }

    @Example
    void whatIsNoNeighbourHasNoScore() {
        ItemNeighbours neighbours = ItemNeighbours.of(TRAINER.train(Samples.twoTastes()), 10, 1);
        IdMap items = neighbours.items();
        assertThat(neighbours.score(items.ordinalOf("A"), items.ordinalOf("D"))).isZero();
    }
}
