package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.ModelTrainer;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.UserScorer;
import io.github.discovery4j.rank.factorization.training.ModelRecipe;
import io.github.discovery4j.rank.factorization.training.ModelTraining;
import io.github.discovery4j.rank.factorization.training.Search;
import io.github.discovery4j.rank.factorization.training.TrainingPlan;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The models that can be evaluated by name: those that can be trained by name, and rankers over what some of these say. */
final class Models {

    /** The name of the one model that is bounded by the size of the catalogue. */
    static final String EASE = "ease";

    private Models() {}

    /**
     * Looks a model up.
     *
     * @param chosen settings that replace defaults, such as {@code ease.regularization} → {@code 100}
     * @param trials how many are tried on a share of each training part; empty to take the settings as they are
     * @throws IllegalArgumentException if there is none of that name, or a setting is wrong; the message lists what exists
     */
    static ModelTrainer trainer(String name, Map<String, String> chosen, Optional<Integer> trials, int threads) {
        if (RankedModels.names().contains(name)) {
            requireNoSettings(name, chosen);
            return RankedModels.trainer(name, threads);
        }
        ModelRecipe recipe = recipe(name);
        Map<String, Double> values = ModelSettings.of(recipe, chosen).values();
        return ModelTrainer.foldingIn((train, histories, seed) -> {
            CatalogueModel model = trials.isPresent()
                    ? searched(recipe, values, trials.get(), train, seed, threads)
                    : recipe.train(train, values, seed, threads);
            return new UserScorer(model, histories);
        });
    }

    private static void requireNoSettings(String name, Map<String, String> chosen) {
        for (String setting : chosen.keySet()) {
            if (setting.startsWith(name + ".")) {
                throw new IllegalArgumentException(
                        "%s has no settings, was given \"%s\" (option --set); leave it out".formatted(name, setting));
            }
        }
    }

    private static ModelRecipe recipe(String name) {
        List<String> names = new ArrayList<>();
        new Names().forEach(names::add);
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "model must be one of " + String.join(", ", names) + ", was \"" + name + "\"");
        }
        return ModelRecipe.named(name);
    }

    private static CatalogueModel searched(
            ModelRecipe recipe, Map<String, Double> values, int trials, Interactions train, long seed, int threads) {
        TrainingPlan.Builder plan = TrainingPlan.of(recipe)
                .search(new Search(Search.Kind.RANDOM, trials))
                .seed(seed)
                .threads(threads);
        values.forEach(plan::set);
        return ModelTraining.run(plan.build(), train).model();
    }

    /** {@return a known model's hyper-parameters as text} */
    static Map<String, String> settings(String name, Map<String, String> chosen) {
        return RankedModels.names().contains(name)
                ? Map.of("columns", String.join(", ", ModelColumns.NAMES))
                : ModelSettings.of(recipe(name), chosen).asMap();
    }

    /** The names, for help texts. */
    static final class Names implements Iterable<String> {

        Names() {}

        @Override
        public Iterator<String> iterator() {
            return Stream.concat(ModelRecipe.all().stream().map(ModelRecipe::name), RankedModels.names().stream())
                    .iterator();
        }
    }
}
