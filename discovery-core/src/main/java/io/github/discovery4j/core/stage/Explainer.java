package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.Reason;
import java.util.List;

/**
 * Says why each chosen item stands in the slate.
 *
 * <p>Laws: one list an item, in the slate's order; a reason speaks only of signals whose owner's consent allows their use
 * and whose visibility includes the viewer. When it throws, the slate has no reasons. <b>Threads:</b> safe.
 */
@FunctionalInterface
public interface Explainer {

    /**
     * Explains all items at once.
     *
     * @param chosen the slate's items
     * @return for each item its reasons, most important first
     */
    List<List<Reason>> explain(ChosenItems chosen);

    /**
     * Checks that the explainer fits the features that it will be given; an engine asks once, when it is built.
     *
     * @param schema all columns that the engine hydrates
     * @throws IllegalArgumentException if it could not explain by them, or would have to speak of what is never said
     */
    default void requireFits(FeatureSchema schema) {}
}
