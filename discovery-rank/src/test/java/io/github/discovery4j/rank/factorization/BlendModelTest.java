package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class BlendModelTest {

    private static final IdMap FIVE = IdMap.of(List.of("A", "B", "C", "D", "E"));

    /** Scores that are the same for every history. */
    private record Fixed(IdMap items, double... all) implements CatalogueModel {
        @Override
        public void scoreAll(int[] history, double[] scores) {
            System.arraycopy(all, 0, scores, 0, scores.length);
        }

        @Override
        public void score(int[] history, int[] itemOrdinals, double[] scores) {
            Arrays.setAll(scores, i -> all[itemOrdinals[i]]);
        }
    }

    private static double[] scores(CatalogueModel model, int... history) {
        double[] scores = new double[model.items().size()];
        model.scoreAll(history, scores);
        return scores;
    }

    private static BlendModel.Part part(double weight, double... all) {
        return new BlendModel.Part(new Fixed(FIVE, all), weight);
    }

    @Example
    void eachPartIsScaledToTheUnknownItems() {
        BlendModel blend = BlendModel.of(List.of(part(3, 1000, 1, 2, 3, 4)));
        double[] scores = scores(blend, 0);
        assertThat(scores[1]).isCloseTo(3 * -1.5 / Math.sqrt(1.25), within(1e-12));
        assertThat(scores[1] + scores[2] + scores[3] + scores[4]).isCloseTo(0, within(1e-12));
        assertThat(scores[0]).as("above all others").isGreaterThan(scores[4]);
    }

    @Property(tries = 50)
    void aPartsOwnUnitAndZeroDoNotMatter(
            @ForAll @DoubleRange(min = 0.01, max = 1e3) double unit,
            @ForAll @DoubleRange(min = -1e3, max = 1e3) double zero) {
        double[] plain = {4, 1, 0, 2, 7};
        double[] other = Arrays.stream(plain).map(score -> zero + unit * score).toArray();
        BlendModel.Part second = part(0.7, 1, 5, 2, 2, 0);
        double[] expected = scores(BlendModel.of(List.of(part(1, plain), second)), 1);
        double[] actual = scores(BlendModel.of(List.of(part(1, other), second)), 1);
        assertThat(actual).containsExactly(expected, within(1e-6));
    }

    @Example
    void aPartThatTellsNoItemFromAnotherAddsNothing() {
        double third = 1.0 / 3;
        BlendModel blend = BlendModel.of(
                List.of(part(1, 1, 2, 3, 4, 5), part(1e6, third, third, third, third, third), part(1, 0, 0, 0, 0, 0)));
        assertThat(scores(blend)).containsExactly(scores(BlendModel.of(List.of(part(1, 1, 2, 3, 4, 5)))));
    }

    @Example
    void withoutAHistoryPopularityDecidesAlone() {
        Interactions films = Samples.twoTastes();
        PopularityModel popularity = PopularityModel.countingPeople(films);
        BlendModel blend = BlendModel.of(List.of(
                new BlendModel.Part(
                        EaseTrainer.builder().regularization(1).build().train(films), 1),
                new BlendModel.Part(IalsTrainer.builder().dimension(3).build().train(films), 1),
                new BlendModel.Part(popularity, 0.001)));
        double[] scores = scores(blend);
        for (int rank = 1; rank < scores.length; rank++) {
            assertThat(scores[popularity.itemAt(rank)]).isLessThanOrEqualTo(scores[popularity.itemAt(rank - 1)]);
        }
        assertThat(scores[popularity.itemAt(0)]).isGreaterThan(scores[popularity.itemAt(scores.length - 1)]);
    }

    @Example
    void oneUnknownItemOrNoneIsNotScaled() {
        BlendModel blend = BlendModel.of(List.of(part(1, 5, 4, 3, 2, 1)));
        assertThat(scores(blend, 0, 1, 2, 3)).containsOnly(0);
        assertThat(scores(blend, 0, 1, 2, 3, 4)).containsOnly(0);
    }

    @Example
    void partsAreFoundByTheirClass() {
        BlendModel blend = BlendContractTest.blend(Samples.twoTastes(), 1);
        assertThat(blend.partsOf(EaseModel.class)).hasSize(1);
        assertThat(blend.partsOf(FactorModel.class)).hasSize(2);
        assertThat(blend.parts()).hasSize(5);
        assertThat(BlendModel.of(List.of(part(1, 1, 2, 3, 4, 5))).partsOf(EaseModel.class))
                .isEmpty();
    }

    @Example
    void partsOfOtherItemsNoPartsNestedBlendsAndUselessWeightsAreRefused() {
        BlendModel.Part known = part(1, 1, 2, 3, 4, 5);
        BlendModel.Part other = new BlendModel.Part(new Fixed(IdMap.of(List.of("A")), 1), 1);
        assertThatThrownBy(() -> BlendModel.of(List.of(known, other))).hasMessageContaining("part 1 has 1");
        assertThatThrownBy(() -> BlendModel.of(List.of())).hasMessageContaining("had none");
        assertThatThrownBy(() -> new BlendModel.Part(BlendModel.of(List.of(known)), 1))
                .hasMessageContaining("own parts");
        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> part(weight, 1, 2, 3, 4, 5)).hasMessageContaining("was " + weight);
        }
    }
}
