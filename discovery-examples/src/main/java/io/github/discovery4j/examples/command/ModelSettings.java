package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.training.ModelRecipe;
import io.github.discovery4j.rank.factorization.training.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A model's settings as the command line gives them: {@code MODEL.SETTING=VALUE}. */
final class ModelSettings {

    private static final String SETTING = ".";

    private final ModelRecipe recipe;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Double> values = new LinkedHashMap<>();

    private ModelSettings(ModelRecipe recipe) {
        this.recipe = recipe;
    }

    /**
     * Takes those that begin with the model's name and a point.
     *
     * @param chosen such as {@code ease.regularization} → {@code 100}; other models' do not matter
     * @throws IllegalArgumentException if there is no such setting, or it is out of its range; the message lists those that
     *     exist
     */
    static ModelSettings of(ModelRecipe recipe, Map<String, String> chosen) {
        ModelSettings settings = new ModelSettings(recipe);
        String prefix = recipe.name() + SETTING;
        chosen.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.take(name.substring(prefix.length()), value);
            }
        });
        // Refuses values now rather than in the middle of an evaluation.
        recipe.train(Interactions.builder().build(), settings.values, 0, 1);
        return settings;
    }

    private void take(String name, String value) {
        try {
            values.put(name, Double.parseDouble(value));
            texts.put(name, value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s.%s must be a number, was \"%s\" (option --set)".formatted(recipe.name(), name, value), e);
        }
    }

    /** {@return those that are not the default} */
    Map<String, Double> values() {
        return values;
    }

    /** {@return all by name, sorted} */
    Map<String, String> asMap() {
        Map<String, Double> defaults = recipe.defaults();
        Map<String, String> all = new TreeMap<>();
        for (Setting setting : recipe.settings()) {
            double value = defaults.getOrDefault(setting.name(), setting.normal());
            all.put(setting.name(), texts.getOrDefault(setting.name(), setting.text(value)));
        }
        return all;
    }
}
