package io.github.discovery4j.rank.factorization.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.BlendModel;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.EaseModel;
import io.github.discovery4j.rank.factorization.IalsModel;
import io.github.discovery4j.rank.factorization.PopularityModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BlendRecipeTest {

    private final ModelRecipe recipe = ModelRecipe.named("blend");
    private final Interactions data = ModelTrainingTest.tastes(40, 30, 1);

    private BlendModel trained(Map<String, Double> values) {
        Map<String, Double> all = new HashMap<>(Map.of("ials.dimension", 4.0, "ials.epochs", 3.0, "bpr.epochs", 2.0));
        all.putAll(values);
        return (BlendModel) recipe.train(data, all, 3, 1);
    }

    private static double[] scores(CatalogueModel model) {
        double[] scores = new double[model.items().size()];
        model.scoreAll(new int[] {1, 5}, scores);
        return scores;
    }

    @Test
    void aPartOfWeightNoneIsNotTrained() {
        BlendModel blend = trained(Map.of(
                "ease.weight", 0.7, "ials.weight", 0.0, "rp3beta.weight", 0.0, "bpr.weight", 0.0, "ials.models", 1.0));
        assertThat(blend.parts())
                .extracting(part -> part.model().getClass().getSimpleName())
                .containsExactly("EaseModel", "PopularityModel");
        assertThat(blend.parts().getFirst().weight()).isEqualTo(0.7);
        assertThatThrownBy(() -> trained(Map.of(
                        "ease.weight", 0.0,
                        "ials.weight", 0.0,
                        "rp3beta.weight", 0.0,
                        "bpr.weight", 0.0,
                        "popularity.weight", 0.0)))
                .hasMessageContaining("had none");
    }

    @Test
    void severalOfOneKindShareItsWeightAndDifferBySeed() {
        BlendModel blend = trained(Map.of("ials.weight", 0.9, "ials.models", 3.0));
        List<IalsModel> models = blend.partsOf(IalsModel.class);
        assertThat(models).hasSize(3);
        assertThat(scores(models.get(0))).isNotEqualTo(scores(models.get(1)));
        assertThat(blend.parts().stream()
                        .filter(part -> part.model() instanceof IalsModel)
                        .mapToDouble(BlendModel.Part::weight))
                .allMatch(weight -> Math.abs(weight - 0.3) < 1e-12);
        assertThat(scores(trained(Map.of("ials.models", 1.0))
                        .partsOf(IalsModel.class)
                        .getFirst()))
                .as("the first is the one of the seed itself")
                .isEqualTo(scores(models.getFirst()));
    }

    @Test
    void settingsOfAPartReachIt() {
        EaseModel own = (EaseModel) ModelRecipe.named("ease").train(data, Map.of("regularization", 7.0), 0, 1);
        Map<String, Double> asOwn =
                Map.of("ease.regularization", 7.0, "ease.userExponent", 0.0, "ease.frequencyExponent", 0.0);
        assertThat(scores(trained(asOwn).partsOf(EaseModel.class).getFirst())).containsExactly(scores(own));
        assertThat(scores(trained(Map.of()).partsOf(EaseModel.class).getFirst()))
                .isNotEqualTo(scores(own));
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> trained(Map.of("ease.weight", -1.0)))
                .hasMessageContaining("ease.weight must be 0 or more");
        assertThatThrownBy(() -> trained(Map.of("ials.models", 0.0)))
                .hasMessageContaining("ials.models must be 1 or more");
        assertThatThrownBy(() -> trained(Map.of("ials.models", 1.5))).hasMessageContaining("a whole number");
        assertThatThrownBy(() -> trained(Map.of("ease.dimension", 3.0)))
                .hasMessageContaining("a setting of blend must be one of ease.weight");
        assertThatThrownBy(() -> trained(Map.of("ials.regularization", -1.0))).hasMessageContaining("regularization");
    }

    @Test
    void popularityIsAlwaysAPartUnlessSaidOtherwise() {
        assertThat(trained(Map.of()).partsOf(PopularityModel.class)).hasSize(1);
    }

    @Test
    void partsAreTrainedAgainOnlyForOtherDataOrSettings() {
        int[] trainings = {0};
        TrainedParts parts = new TrainedParts();
        CatalogueModel model = PopularityModel.countingPeople(data);
        Supplier<CatalogueModel> training = () -> {
            trainings[0]++;
            return model;
        };
        parts.get("ease 0", data, Map.of("regularization", 1.0), training);
        parts.get("ease 0", data, Map.of("regularization", 1.0), training);
        assertThat(trainings[0]).isEqualTo(1);
        parts.get("ease 0", data, Map.of("regularization", 2.0), training);
        parts.get("ease 0", data.subset(index -> true), Map.of("regularization", 2.0), training);
        parts.get("ease 1", data, Map.of("regularization", 2.0), training);
        assertThat(trainings[0]).isEqualTo(4);
    }

    @Test
    void trainingAtOnceTakesTheTrainersOwnEpochs() {
        assertThat(ModelRecipe.named("ials").defaults())
                .containsEntry("epochs", 12.0)
                .containsEntry("dimension", 64.0);
        assertThat(ModelRecipe.named("bpr").defaults()).containsEntry("epochs", 100.0);
        assertThat(recipe.defaults()).containsEntry("ials.epochs", 12.0).containsEntry("bpr.epochs", 100.0);
        assertThatThrownBy(() -> ModelRecipe.named("popularity").train(data, Map.of("x", 1.0), 0, 1))
                .hasMessageContaining("must be one of none");
    }
}
