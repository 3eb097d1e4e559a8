package io.github.discovery4j.examples.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A model's hyper-parameters as text: its defaults, some of them replaced. */
final class ModelSettings {

    private final String model;
    private final Map<String, String> values;

    private ModelSettings(String model, Map<String, String> values) {
        this.model = model;
        this.values = values;
    }

    /**
     * Starts with defaults.
     *
     * @param model for messages
     * @param namesAndValues a name and a value in turn
     */
    static ModelSettings of(String model, Object... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
        return new ModelSettings(model, values);
    }

    /**
     * Replaces those that begin with this model's name and a point.
     *
     * @param chosen such as {@code ease.regularization} → {@code 100}; other models' do not matter
     * @throws IllegalArgumentException if there is no such setting; the message lists those that exist
     */
    ModelSettings with(Map<String, String> chosen) {
        Map<String, String> replaced = new LinkedHashMap<>(values);
        chosen.forEach((name, value) -> {
            if (name.startsWith(model + ".")) {
                String setting = name.substring(model.length() + 1);
                if (replaced.replace(setting, value) == null) {
                    throw new IllegalArgumentException("a setting of %s must be one of %s, was \"%s\""
                            .formatted(model, values.isEmpty() ? "none" : String.join(", ", values.keySet()), setting));
                }
            }
        });
        return new ModelSettings(model, replaced);
    }

    String model() {
        return model;
    }

    double number(String name) {
        String value = text(name);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw notANumber(name, "a number", value, e);
        }
    }

    int whole(String name) {
        String value = text(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw notANumber(name, "a whole number that fits an int", value, e);
        }
    }

    private String text(String name) {
        return values.getOrDefault(name, "");
    }

    private IllegalArgumentException notANumber(String name, String rule, String value, NumberFormatException cause) {
        return new IllegalArgumentException(
                "%s.%s must be %s, was \"%s\" (option --set)".formatted(model, name, rule, value), cause);
    }

    /** {@return all by name, sorted} */
    Map<String, String> asMap() {
        return new TreeMap<>(values);
    }
}
