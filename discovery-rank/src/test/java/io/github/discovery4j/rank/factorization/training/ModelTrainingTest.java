package io.github.discovery4j.rank.factorization.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.artefact.Coverage;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTrainingTest {

    /** People of four tastes, who like most of one quarter of the items and little else. */
    static Interactions tastes(int users, int items, long seed) {
        Random random = new Random(seed);
        Interactions.Builder builder = Interactions.builder();
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < items; item++) {
                if (random.nextDouble() < (item % 4 == user % 4 ? 0.4 : 0.03)) {
                    builder.add("u" + user, "i" + item);
                }
            }
        }
        return builder.build();
    }

    private final Interactions data = tastes(80, 60, 1);

    private static TrainingPlan.Builder plan(String model) {
        return TrainingPlan.of(ModelRecipe.named(model)).threads(1);
    }

    private static double[] scores(CatalogueModel model) {
        double[] scores = new double[model.items().size()];
        model.scoreAll(new int[] {0, 4}, scores);
        return scores;
    }

    @ParameterizedTest
    @ValueSource(strings = {"popularity", "ease", "ials", "bpr", "rp3beta", "blend"})
    void everyRecipeTrainsMeasuresAndIsReadBack(String name, @TempDir Path folder) throws IOException {
        TrainingPlan.Builder plan = plan(name).seed(3);
        if (ModelRecipe.named(name).iterative()) {
            plan.set("dimension", 6).set("epochs", 10);
        }
        TrainedModel trained = ModelTraining.run(plan.build(), data);
        ArtefactStore store = ArtefactStore.at(folder);
        Artefact artefact = store.open(trained.publish(store));
        assertThat(scores(ModelArtefacts.read(artefact))).containsExactly(scores(trained.model()));
        var description = artefact.manifest().description();
        assertThat(description).isEqualTo(trained.description());
        assertThat(description.kind()).isEqualTo(name);
        assertThat(description.userCount()).isEqualTo(80);
        assertThat(description.itemCount()).isEqualTo(60);
        assertThat(description.coverage()).isEqualTo(new Coverage(80, 80, 60, 60));
        assertThat(description.metrics()).containsKey("validation.ndcg@10");
        assertThat(description.hyperParameters().keySet())
                .containsExactlyElementsOf(ModelRecipe.named(name).settings().stream()
                        .map(Setting::name)
                        .toList());
        assertThat(trained.model().items()).as("learned from everything").isEqualTo(data.items());
    }

    @Test
    void theSameBlendComesOutWithAnyNumberOfThreadsAndAfterAnInterruption() {
        TrainingPlan.Builder plan = plan("blend")
                .set("ials.dimension", 4)
                .set("ials.models", 2)
                .set("bpr.epochs", 3)
                .search(new Search(Search.Kind.RANDOM, 4));
        TrainedModel whole = ModelTraining.run(plan.build(), data);
        assertThat(scores(ModelTraining.run(plan.threads(3).build(), data).model()))
                .containsExactly(scores(whole.model()));
        CutOff watch = new CutOff();
        watch.left = 2;
        assertThatThrownBy(() -> ModelTraining.run(plan.build(), data, data, watch))
                .hasMessage("cut off");
        TrainedModel resumed = ModelTraining.run(plan.build(), data, data, watch);
        assertThat(resumed.description()).isEqualTo(whole.description());
        assertThat(scores(resumed.model())).containsExactly(scores(whole.model()));
        assertThat(whole.trials().stream().map(trial -> trial.values().get("ease.weight")))
                .as("weights are searched")
                .doesNotHaveDuplicates();
        assertThat(whole.trials().stream().map(trial -> trial.values().get("ease.regularization")))
                .as("settings of parts are not")
                .containsOnly(300.0);
    }

    @Test
    void whatIsTooRareIsNotLearnedFromAndTheCoverageSaysSo() {
        Interactions all = Interactions.builder()
                .add("a", "X")
                .add("b", "X")
                .add("a", "Y")
                .add("b", "Y")
                .add("a", "Z")
                .add("hermit", "W")
                .build();
        TrainedModel trained = ModelTraining.run(
                plan("popularity").minimums(new Minimums(2, 1)).build(), all);
        assertThat(trained.model().items()).isEqualTo(IdMap.of(List.of("X", "Y")));
        assertThat(trained.description().coverage()).isEqualTo(new Coverage(3, 2, 4, 2));
        assertThat(trained.description())
                .isNotEqualTo(ModelTraining.run(plan("popularity").build(), all).description());
    }

    @Test
    void theSamePlanGivesTheSameModelWithAnyNumberOfThreads() {
        TrainingPlan.Builder plan = plan("ials").set("dimension", 5).search(new Search(Search.Kind.RANDOM, 3));
        TrainedModel one = ModelTraining.run(plan.build(), data);
        TrainedModel two = ModelTraining.run(plan.threads(3).build(), data);
        assertThat(scores(two.model())).containsExactly(scores(one.model()));
        assertThat(two.description()).isEqualTo(one.description());
        assertThat(two.trials()).isEqualTo(one.trials());
    }

    @Test
    void theBestTrialIsTakenAndTheFirstIsThePlansOwn() {
        TrainedModel trained = ModelTraining.run(
                plan("ease").search(new Search(Search.Kind.GRID, 100)).build(), data);
        assertThat(trained.trials()).hasSize(6);
        assertThat(trained.trials().getFirst().values()).containsEntry("regularization", 500.0);
        double best = trained.trials().stream().mapToDouble(Trial::score).max().orElseThrow();
        assertThat(trained.description().metrics().get("validation.ndcg@10")).isEqualTo(best);
        assertThat(trained.description().metrics().get("search.trials")).isEqualTo(6);
        Trial first = trained.trials().stream()
                .filter(trial -> trial.score() == best)
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(trained.description().hyperParameters().get("regularization")))
                .isEqualTo(first.values().get("regularization"));
    }

    @Test
    void aModelThatNoLongerBecomesBetterIsNotTrainedOn() {
        List<String> steps = new ArrayList<>();
        TrainedModel trained = ModelTraining.run(
                plan("ials")
                        .set("dimension", 4)
                        .set("epochs", 1_000)
                        .patience(2)
                        .build(),
                data,
                data,
                new TrainingWatch() {
                    @Override
                    public void onStep(String step) {
                        steps.add(step);
                    }
                });
        Trial trial = trained.trials().getFirst();
        long looks = steps.stream().filter(step -> step.startsWith("epoch")).count();
        assertThat(looks).isLessThan(1_000).isEqualTo(trial.epochs() + 2);
        assertThat(trained.description().hyperParameters()).containsEntry("epochs", "" + trial.epochs());
    }

    /** Keeps checkpoints, and throws after a number of them. */
    private static final class CutOff implements TrainingWatch {
        private Optional<String> kept = Optional.empty();
        private int left;
        private int trials;

        @Override
        public Optional<String> checkpoint() {
            return kept;
        }

        @Override
        public void checkpoint(String progress) {
            kept = Optional.of(progress);
            if (--left == 0) {
                throw new IllegalStateException("cut off");
            }
        }

        @Override
        public void onTrial(int number, int of, Trial trial) {
            trials++;
        }
    }

    @Test
    void aTrainingThatIsCutOffGoesOnAfterItsLastTrial() {
        TrainingPlan plan =
                plan("ease").search(new Search(Search.Kind.RANDOM, 4)).build();
        TrainedModel whole = ModelTraining.run(plan, data);
        CutOff watch = new CutOff();
        watch.left = 2;
        assertThatThrownBy(() -> ModelTraining.run(plan, data, data, watch)).hasMessage("cut off");
        TrainedModel resumed = ModelTraining.run(plan, data, data, watch);
        assertThat(watch.trials).as("no trial twice").isEqualTo(4);
        assertThat(resumed.description()).isEqualTo(whole.description());
        assertThat(resumed.trials()).isEqualTo(whole.trials());
        assertThat(scores(resumed.model())).containsExactly(scores(whole.model()));
    }

    @Test
    void trialsOfOtherDataOrAnotherPlanAreNotGoneOnFrom() {
        TrainingPlan plan =
                plan("ease").search(new Search(Search.Kind.RANDOM, 2)).build();
        CutOff watch = new CutOff();
        ModelTraining.run(plan, data, data, watch);
        Interactions other = tastes(80, 60, 2);
        assertThat(ModelTraining.run(plan, other, other, watch).trials())
                .isEqualTo(ModelTraining.run(plan, other).trials());
        assertThat(watch.trials).isEqualTo(4);
        watch.kept = Optional.of("{not json");
        ModelTraining.run(plan, data, data, watch);
        assertThat(watch.trials).isEqualTo(6);
    }

    @Test
    void aSearchTriesEachCombinationOnceWithinItsBudget() {
        ModelRecipe ials = ModelRecipe.named("ials");
        List<Map<String, Double>> grid =
                new Search(Search.Kind.GRID, 1_000).trials(ials.settings(), Map.of("dimension", 8.0), 1);
        assertThat(grid).hasSize(1 + 4 * 4 - 1).doesNotHaveDuplicates();
        assertThat(grid).allMatch(values -> values.get("dimension") == 8);
        List<Map<String, Double>> drawn = new Search(Search.Kind.RANDOM, 50).trials(ials.settings(), Map.of(), 1);
        assertThat(drawn).hasSize(50);
        assertThat(new HashSet<>(drawn)).hasSize(50);
        assertThat(drawn)
                .allMatch(values -> values.get("regularization") >= 0.003
                        && values.get("regularization") <= 0.05
                        && values.get("dimension") == Math.rint(values.get("dimension")));
        assertThat(new Search(Search.Kind.RANDOM, 50).trials(ials.settings(), Map.of(), 1))
                .isEqualTo(drawn);
        assertThat(new Search(Search.Kind.RANDOM, 9).trials(List.of(), Map.of(), 1))
                .hasSize(1);
        assertThat(new Search(Search.Kind.GRID, 9).trials(List.of(), Map.of(), 1))
                .hasSize(1);
        assertThatThrownBy(() -> new Search(Search.Kind.GRID, 0)).hasMessageContaining("had 0");
    }

    @Test
    void withoutEnoughLikesNothingIsMeasured() {
        for (Interactions little : List.of(
                Interactions.builder().build(),
                Interactions.builder().add("ana", "A").add("ben", "B", -1).build())) {
            TrainedModel trained = ModelTraining.run(plan("ease").build(), little);
            assertThat(trained.trials()).isEmpty();
            assertThat(trained.description().metrics()).isEmpty();
            assertThat(trained.description().hyperParameters()).containsEntry("regularization", "500.0");
        }
    }

    @Test
    void coverageComparesWithAllThereIs() {
        Interactions part = data.subset(index -> data.userOrdinal(index) < 60);
        Coverage coverage = ModelTraining.run(plan("popularity").build(), data, part, TrainingWatch.NONE)
                .description()
                .coverage();
        assertThat(coverage.userShare()).isCloseTo(0.75, within(1e-9));
        assertThat(coverage.sufficient()).isFalse();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> ModelRecipe.named("als"))
                .hasMessageContaining("rp3beta")
                .hasMessageContaining("\"als\"");
        assertThatThrownBy(() -> plan("ease").set("dimension", 3))
                .hasMessageContaining("one of regularization, userExponent");
        assertThatThrownBy(() -> plan("ials").set("dimension", 3.5)).hasMessageContaining("whole");
        assertThatThrownBy(() -> plan("ease").set("regularization", Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> plan("ease").validationShare(1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> plan("ease").patience(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> plan("ease").seed(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> plan("ease").threads(0)).hasMessageContaining("0");
        TrainingPlan tooSmall = plan("ease").set("regularization", -1).build();
        assertThatThrownBy(() -> ModelTraining.run(tooSmall, data)).hasMessageContaining("regularization");
    }
}
