package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.Interactions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BprTrainerTest {

    @Test
    void whatIsLikedTogetherComesBeforeWhatIsNot() {
        BprModel model = small().build().train(Samples.twoTastes());
        double[] scores = new double[model.items().size()];
        model.scoreAll(model.historyOf(List.of("A", "C")), scores);
        double b = scores[model.items().ordinalOf("B")];
        assertThat(b)
                .isGreaterThan(scores[model.items().ordinalOf("D")])
                .isGreaterThan(scores[model.items().ordinalOf("F")])
                .isGreaterThan(scores[model.items().ordinalOf("dull")]);
    }

    @Test
    void withoutAHistoryTheBiasIsTheScore() {
        BprModel model = small().build().train(Samples.twoTastes());
        double[] scores = new double[model.items().size()];
        model.scoreAll(new int[0], scores);
        for (int item = 0; item < scores.length; item++) {
            assertThat(scores[item]).isEqualTo(model.bias(item));
        }
        assertThat(model.bias(model.items().ordinalOf("B")))
                .isGreaterThan(model.bias(model.items().ordinalOf("F")));
        assertThat(model.userVector(new int[0])).containsOnly(0);
    }

    @Test
    void whoLikesEverythingTeachesNothing() {
        Interactions all =
                Interactions.builder().add("ana", "A").add("ana", "B").build();
        BprModel model = small().build().train(all);
        assertThat(model.userVector(new int[] {0, 1})).containsOnly(0);
        assertThat(model.bias(0)).isZero();
    }

    @Test
    void theSeedChoosesTheModel() {
        Interactions films = Samples.twoTastes();
        float[] one = small().seed(1).build().train(films).itemVector(0);
        assertThat(small().seed(1).build().train(films).itemVector(0)).containsExactly(one);
        assertThat(small().seed(2).build().train(films).itemVector(0)).isNotEqualTo(one);
    }

    @Test
    void aModelMadeAgainOfItsPartsIsTheSame() {
        BprModel model = small().build().train(Samples.twoTastes());
        BprModel copy = new BprModel(
                model.items(),
                model.settings(),
                FactorTable.ofFlat(model.factors().toFlat(), model.dimension()),
                model.biases());
        int[] history = {0, 2};
        double[] expected = new double[model.items().size()];
        double[] actual = new double[expected.length];
        model.scoreAll(history, expected);
        copy.scoreAll(history, actual);
        assertThat(actual).containsExactly(expected);
        assertThat(IntStream.range(0, actual.length).mapToDouble(i -> actual[i]))
                .doesNotContain(Double.NaN);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        BprTrainer.Builder builder = BprTrainer.builder();
        assertThatThrownBy(() -> builder.dimension(0)).hasMessageContaining("dimension");
        assertThatThrownBy(() -> builder.epochs(0)).hasMessageContaining("epochs");
        assertThatThrownBy(() -> builder.foldInEpochs(0)).hasMessageContaining("foldInEpochs");
        for (double bad : new double[] {-1, Double.NaN, 2}) {
            assertThatThrownBy(() -> builder.learningRate(bad)).hasMessageContaining("learningRate");
            assertThatThrownBy(() -> builder.regularization(bad)).hasMessageContaining("regularization");
        }
        assertThatThrownBy(() -> builder.learningRate(0)).hasMessageContaining("learningRate");
    }

    private static BprTrainer.Builder small() {
        return BprTrainer.builder().dimension(4).epochs(200);
    }
}
