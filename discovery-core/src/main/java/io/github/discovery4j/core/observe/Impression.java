package io.github.discovery4j.core.observe;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Slate;
import java.util.List;

/**
 * What a slate showed and how it came to be chosen: the input of cool-downs, training and off-policy evaluation.
 *
 * @param viewerId who saw it
 * @param slate its items, versions and moment
 * @param firstPosition how many items earlier slates of the same continuation showed
 * @param propensities one an item: its probability at its position under the policy that chose it, given the items before
 *     it; where consent took an item out at the last moment, those after it keep the figure of the place they had
 * @param features one row an item, as the ranker saw it
 */
public record Impression(
        String viewerId, Slate slate, int firstPosition, List<Double> propensities, FeatureTable features) {

    /** Copies the propensities and checks that there is one an item. */
    public Impression {
        propensities = List.copyOf(propensities);
        int items = slate.items().size();
        if (propensities.size() != items || features.rows() != items) {
            throw new IllegalArgumentException("an impression of %d items had %d propensities and %d feature rows"
                    .formatted(items, propensities.size(), features.rows()));
        }
    }

    @Override
    public String toString() {
        return "Impression[" + slate + "]";
    }
}
