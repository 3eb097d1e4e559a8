package io.github.discovery4j.rank.factorization.training;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The parts of the last blend, so that trials which differ in the weights alone do not train them again.
 *
 * <p>One model is kept for each name. <b>Threads:</b> belongs to one thread.
 */
final class TrainedParts {

    private record Kept(Interactions data, Map<String, Double> values, CatalogueModel model) {}

    private final Map<String, Kept> byName = new HashMap<>();

    /**
     * Returns a part, trained now unless the one of that name was trained on the same data with the same settings.
     *
     * @param name different for two models of one recipe
     * @param data what it learns from; only the same object is the same data
     * @param values its settings
     * @param training trains it
     */
    @SuppressWarnings("ReferenceEquality") // comparing the interactions would take as long as some trainings
    CatalogueModel get(String name, Interactions data, Map<String, Double> values, Supplier<CatalogueModel> training) {
        Kept kept = byName.get(name);
        if (kept == null || kept.data() != data || !kept.values().equals(values)) {
            byName.remove(name);
            kept = new Kept(data, Map.copyOf(values), training.get());
            byName.put(name, kept);
        }
        return kept.model();
    }
}
