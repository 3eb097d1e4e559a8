package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.EaseModel.Contribution;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EaseModelTest {

    private final EaseModel model =
            EaseTrainer.builder().regularization(5).build().train(Samples.random(60, 40, 0.2, 3));

    @Property(tries = 50)
    void contributionsAddUpToTheScore(@ForAll Random random) {
        int[] history = anyHistory(random);
        int item = random.nextInt(model.items().size());
        double[] scores = new double[model.items().size()];
        model.scoreAll(history, scores);
        List<Contribution> all = model.topContributors(history, item, Integer.MAX_VALUE);
        assertThat(all)
                .hasSize(history.length)
                .isSortedAccordingTo(Comparator.comparing(Contribution::weight).reversed());
        assertThat(all.stream().mapToDouble(Contribution::weight).sum()).isCloseTo(scores[item], within(1e-12));
    }

    @Property(tries = 50)
    void anItemScoresTheSameAloneAndAmongAll(@ForAll Random random) {
        int[] history = anyHistory(random);
        double[] all = new double[model.items().size()];
        model.scoreAll(history, all);
        int[] some = random.ints(10, 0, all.length).toArray();
        double[] scores = new double[some.length];
        model.score(history, some, scores);
        for (int i = 0; i < some.length; i++) {
            assertThat(scores[i]).isEqualTo(all[some[i]]);
        }
    }

    @Test
    void theLargestContributorIsNamedFirst() {
        EaseModel films = EaseTrainer.builder().regularization(1).build().train(Samples.twoTastes());
        int[] history = films.historyOf(List.of("F", "A", "C"));
        List<Contribution> because =
                films.topContributors(history, films.items().ordinalOf("B"), 2);
        assertThat(because).extracting(Contribution::itemId).containsExactly("A", "C");
        assertThat(films.topContributors(history, 0, 0)).isEmpty();
    }

    @Test
    void aHistoryOfIdsIsThatOfTheKnownUser() {
        Interactions interactions = Samples.twoTastes();
        EaseModel films = EaseTrainer.builder().build().train(interactions);
        double[] ofUser = new double[films.items().size()];
        double[] ofStranger = new double[films.items().size()];
        new UserScorer(films, interactions).score(interactions.users().ordinalOf("ana"), ofUser);
        films.scoreAll(films.historyOf(List.of("C", "A", "never heard of", "B", "A")), ofStranger);
        assertThat(ofStranger).containsExactly(ofUser);
    }

    @Test
    void aHistoryThatDoesNotAscendIsRefused() {
        double[] scores = new double[model.items().size()];
        for (int[] history : new int[][] {{1, 1}, {2, 1}, {-1}, {scores.length}}) {
            assertThatThrownBy(() -> model.scoreAll(history, scores))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("historyOf");
            assertThatThrownBy(() -> model.topContributors(history, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aScoreArrayOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> model.scoreAll(new int[0], new double[1]))
                .hasMessageContaining("1 for " + model.items().size());
        assertThatThrownBy(() -> model.score(new int[0], new int[2], new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private int[] anyHistory(Random random) {
        return IntStream.range(0, model.items().size())
                .filter(item -> random.nextInt(4) == 0)
                .toArray();
    }
}
