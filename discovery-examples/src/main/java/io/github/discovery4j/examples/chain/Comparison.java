package io.github.discovery4j.examples.chain;

import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.rank.fairness.ProtectedGroups;
import java.util.Map;
import java.util.Optional;

/**
 * By what the effects of an engine's steps are measured.
 *
 * @param ranker the engine's
 * @param vectors by which items are near or far; empty where nothing says so
 * @param label an attribute of the engine's whose labels share places, such as {@code communities}; empty for none
 * @param parity groups of a protected attribute; empty for none
 */
public record Comparison(
        Ranker ranker, Optional<VectorReader> vectors, Optional<String> label, Optional<Target> parity) {

    /**
     * What the groups of a protected attribute ought to get.
     *
     * @param groups of the items
     * @param shares by group, of a slate
     */
    public record Target(ProtectedGroups groups, Map<String, Double> shares) {

        /** Copies the shares. */
        public Target {
            shares = Map.copyOf(shares);
        }
    }
}
