package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.Interactions;
import org.junit.jupiter.api.Test;

class UserScorerTest {

    private final Interactions films = Samples.twoTastes();

    @Test
    void aUserWithoutInteractionsScoresLikeAStranger() {
        Interactions silent = films.subset(index -> false);
        double[] scores = new double[films.items().size()];
        new UserScorer(EaseTrainer.builder().build().train(films), silent).score(0, scores);
        assertThat(scores).containsOnly(0);
    }

    @Test
    void historiesOverOtherItemsAreRefused() {
        Interactions others = Interactions.builder().add("ana", "G").build();
        assertThatThrownBy(() -> new UserScorer(PopularityModel.countingPeople(films), others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 and 7 items");
    }
}
