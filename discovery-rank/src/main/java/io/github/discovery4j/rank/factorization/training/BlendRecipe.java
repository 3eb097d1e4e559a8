package io.github.discovery4j.rank.factorization.training;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.BlendModel;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a {@link BlendModel} of the other recipes' models.
 *
 * <p>Each setting of a part has the part's name before it, as {@code ease.regularization}. {@code ease.weight} is what it counts,
 * and a part of the weight 0 is not trained at all. {@code ials.models} of iALS share its weight, each begun with a seed of its
 * own: what is by chance in one is not in the others.
 *
 * <p>Weights are searched, beside that of iALS, which is 1. The parts' own settings are not: they are chosen for each model
 * alone before, which takes fewer trials than all together.
 */
final class BlendRecipe {

    static final String NAME = "blend";

    private static final String WEIGHT = ".weight";
    private static final String MODELS = ".models";

    /** Chosen for the blend on a validation part: see the guide. */
    private static final Map<String, Double> EASE =
            Map.of("regularization", 300.0, "userExponent", 0.5, "frequencyExponent", 0.3);

    private final List<Part> parts;

    /**
     * A part.
     *
     * @param recipe trains it
     * @param weight how its weight is set and searched
     * @param others settings that are not the recipe's own default, because they do better in company
     */
    private record Part(ModelRecipe recipe, Setting weight, Map<String, Double> others) {

        String name() {
            return recipe.name();
        }

        /** Whether models of other seeds are other models. */
        boolean drawn() {
            return recipe.iterative();
        }

        Map<String, Double> defaults() {
            Map<String, Double> defaults = recipe.defaults();
            defaults.putAll(others);
            return defaults;
        }

        Map<String, Double> own(Map<String, Double> values) {
            Map<String, Double> own = new LinkedHashMap<>();
            defaults()
                    .forEach(
                            (setting, normal) -> own.put(setting, values.getOrDefault(name() + "." + setting, normal)));
            return own;
        }
    }

    private BlendRecipe(List<Part> parts) {
        this.parts = parts;
    }

    /** Makes the recipe of a blend of other recipes. */
    static ModelRecipe of(List<ModelRecipe> recipes) {
        Map<String, ModelRecipe> byName = new LinkedHashMap<>();
        recipes.forEach(recipe -> byName.put(recipe.name(), recipe));
        BlendRecipe blend = new BlendRecipe(List.of(
                part(byName, "ease", 0.3, EASE, 0, 0.1, 0.2, 0.3, 0.5, 1),
                part(byName, "ials", 1, Map.of()),
                part(byName, "rp3beta", 0, Map.of(), 0, 0.1, 0.2, 0.4),
                part(byName, "bpr", 0, Map.of(), 0, 0.1, 0.2, 0.4),
                part(byName, "popularity", 0.01, Map.of(), 0.001, 0.01, 0.03, 0.1)));
        return new ModelRecipe(NAME, blend.settings(), blend::train, 0, 0);
    }

    private static Part part(
            Map<String, ModelRecipe> recipes, String name, double weight, Map<String, Double> others, double... grid) {
        ModelRecipe recipe = recipes.get(name);
        if (recipe == null) {
            throw new IllegalStateException("the recipe \"" + name + "\" of a blend is missing");
        }
        return new Part(recipe, Setting.real(name + WEIGHT, weight, grid), others);
    }

    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Part part : parts) {
            settings.add(part.weight());
            if (part.drawn()) {
                settings.add(Setting.whole(part.name() + MODELS, 1));
            }
            Map<String, Double> defaults = part.defaults();
            for (Setting setting : part.recipe().settings()) {
                settings.add(new Setting(
                        part.name() + "." + setting.name(),
                        defaults.getOrDefault(setting.name(), setting.normal()),
                        setting.whole(),
                        List.of()));
            }
        }
        return List.copyOf(settings);
    }

    private CatalogueModel train(Interactions interactions, ModelRecipe.With with) {
        List<BlendModel.Part> trained = new ArrayList<>();
        for (Part part : parts) {
            double weight = with.values()
                    .getOrDefault(part.name() + WEIGHT, part.weight().normal());
            int models = models(part, with);
            if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("%s%s must be 0 or more and finite, was %s; 0 leaves %s out"
                        .formatted(part.name(), WEIGHT, weight, part.name()));
            }
            for (int model = 0; model < models && weight > 0; model++) {
                trained.add(new BlendModel.Part(train(part, model, interactions, with), weight / models));
            }
        }
        return BlendModel.of(trained);
    }

    private static int models(Part part, ModelRecipe.With with) {
        int models = with.values().getOrDefault(part.name() + MODELS, 1.0).intValue();
        if (models < 1) {
            throw new IllegalArgumentException("%s%s must be 1 or more, was %d; %s%s=0 leaves it out"
                    .formatted(part.name(), MODELS, models, part.name(), WEIGHT));
        }
        return models;
    }

    private static CatalogueModel train(Part part, int model, Interactions interactions, ModelRecipe.With with) {
        Map<String, Double> own = part.own(with.values());
        long seed = (with.seed() + model * ModelRecipe.SEED_STEP) & Long.MAX_VALUE;
        return with.parts()
                .get(
                        part.name() + " " + model,
                        interactions,
                        own,
                        () -> part.recipe()
                                .train(
                                        interactions,
                                        new ModelRecipe.With(
                                                own, seed, with.threads(), with.listener(), with.parts())));
    }
}
