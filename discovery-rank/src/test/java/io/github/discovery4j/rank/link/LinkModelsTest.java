package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.core.evaluation.LinkTrainer;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LinkModelsTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final Interactions NOTHING = Interactions.builder().build();

    /** a - b - c, a - d - c, c - e, and f with nobody; ordinals in that order of letters. */
    private static Ties ties(boolean directed) {
        return Ties.builder(directed)
                .add("a", "b")
                .add("b", "c")
                .add("a", "d")
                .add("d", "c")
                .add("c", "e")
                .add("f", "g")
                .build()
                .over(IdMap.of(List.of("a", "b", "c", "d", "e", "f", "g")));
    }

    @Test
    void degreeCountsTiesWhicheverWayTheyPoint() {
        assertThat(scores(LinkModels.degree(), ties(false), NOTHING, 0)).containsExactly(2, 2, 3, 2, 1, 1, 1);
        assertThat(scores(LinkModels.degree(), ties(true), NOTHING, 0)).containsExactly(2, 2, 3, 2, 1, 1, 1);
    }

    @Test
    void sharedNeighboursCountLessTheMoreTheyKnow() {
        double[] scores = scores(LinkModels.adamicAdar(), ties(false), NOTHING, 0);

        // a and c share b and d, with two ties each; b and e are not two steps away from a.
        assertThat(scores[2]).isCloseTo(2 / Math.log(2), EXACT);
        assertThat(scores[4]).isZero();
        assertThat(scores(LinkModels.adamicAdar(), ties(false), NOTHING, 1)[3])
                .isCloseTo(1 / Math.log(2) + 1 / Math.log(3), EXACT);
        assertThat(scores(LinkModels.adamicAdar(), ties(false), NOTHING, 5)).containsOnly(0);
    }

    @Test
    void walksSpreadEvenlyAndFade() {
        double[] scores = scores(LinkModels.walk(3, 0.5), ties(false), NOTHING, 0);

        // Step 1: b, d 1/2 each. Step 2: a, c 1/2 each. Step 3: from a to b, d 1/4 each; from c to b, d, e 1/6 each.
        assertThat(scores[2]).isCloseTo(0.25 * 0.5, EXACT);
        assertThat(scores[1]).isCloseTo(0.5 * 0.5 + 0.125 * (0.25 + 1.0 / 6), EXACT);
        assertThat(scores[4]).isCloseTo(0.125 / 6, EXACT);
        assertThat(scores[5]).isZero();
    }

    @Test
    void tasteIsTheCosineOfRareLikes() {
        Interactions likes = Interactions.builder()
                .add("a", "x", 9)
                .add("b", "x", 9)
                .add("b", "y", 4)
                .add("c", "y", 0)
                .add("d", "z", 2)
                .build();
        Interactions aligned = likes.over(ties(false).users(), likes.items());

        double[] scores = scores(LinkModels.taste(), ties(false), aligned, 0);

        // Three people like something: x has rarity ln 1.5, y ln 3. c's weight of 0 does not count.
        double x = Math.log(10) * Math.log(1.5);
        double y = Math.log(5) * Math.log(3);
        assertThat(scores[1]).isCloseTo(x / Math.hypot(x, y), EXACT);
        assertThat(scores[0]).isCloseTo(1, EXACT);
        assertThat(scores[2]).isZero();
        assertThat(scores[3]).isZero();
        assertThat(scores(
                        LinkModels.taste(),
                        ties(false),
                        NOTHING.over(ties(false).users(), NOTHING.items()),
                        0))
                .containsOnly(0);
    }

    @Test
    void sumsAreOfZScoresOverStrangers() {
        double[] once = scores(LinkModels.sum(LinkModels.degree()), ties(false), NOTHING, 0);
        double[] twice = scores(LinkModels.sum(LinkModels.degree(), LinkModels.degree()), ties(false), NOTHING, 0);

        // Strangers to a are c, e, f, g with degrees 3, 1, 1, 1: mean 1.5, variance 0.75.
        assertThat(once[2]).isCloseTo(1.5 / Math.sqrt(0.75), EXACT);
        assertThat(once[4]).isCloseTo(-0.5 / Math.sqrt(0.75), EXACT);
        assertThat(twice[2]).isCloseTo(2 * once[2], EXACT);
        // A model that cannot tell people apart adds nothing.
        assertThat(scores(LinkModels.sum(LinkModels.adamicAdar()), ties(false), NOTHING, 5))
                .containsOnly(0);
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(LinkModels::sum).hasMessageContaining("a model to add up");
        assertThatThrownBy(() -> LinkModels.walk(0, 0.5)).hasMessageContaining("steps must be at least 1");
        assertThatThrownBy(() -> LinkModels.walk(5, Double.NaN)).hasMessageContaining("NaN");
    }

    private static double[] scores(LinkTrainer model, Ties ties, Interactions interactions, int person) {
        double[] scores = new double[ties.users().size()];
        Arrays.fill(scores, Double.NaN);
        model.train(ties, interactions, 0).score(person, scores);
        return scores;
    }
}
