package io.github.discovery4j.rank.factorization.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings that were tried, and how well they did on the validation part.
 *
 * @param values by the settings' names; {@code epochs} is how many there were at most
 * @param epochs after how many the model was best; 0 for a model without epochs
 * @param metrics of the best model, such as {@code ndcg@10}
 */
public record Trial(Map<String, Double> values, int epochs, Map<String, Double> metrics) {

    /** Copies the maps. */
    public Trial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** What trials are compared by. */
    double score() {
        return metrics.getOrDefault(ModelTraining.METRIC, 0.0);
    }
}
