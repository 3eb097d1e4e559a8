package io.github.discovery4j.explain.audit;

import io.github.discovery4j.core.model.SignalGroup;
import java.util.Optional;

/**
 * What would change for an item if one person's signals of one group were off.
 *
 * <p>The columns made from them are missing, as they are at the next read after that person's opt-out; columns that both share
 * go with either. The ranker scores all candidates again.
 *
 * @param group the signals
 * @param whose who switches them off
 * @param rankNow the item's place among all candidates by score, 1 for the first
 * @param score what it would score; empty if the ranker cannot score without these columns
 * @param rank its place then; empty in the same case
 */
public record Counterfactual(
        SignalGroup group, Whose whose, int rankNow, Optional<Double> score, Optional<Integer> rank) {

    /** Who switches a signal off. */
    public enum Whose {
        /** The viewer, for all candidates. */
        VIEWER,
        /** The candidate, for this item alone. */
        CANDIDATE
    }
}
