package io.github.discovery4j.explain.audit;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.Reason;
import java.util.List;

/**
 * One item of a slate, in full.
 *
 * @param id the item
 * @param score what the ranker gave it
 * @param rank its place among all candidates by score, 1 for the first
 * @param baseline what contributions are relative to
 * @param margin baseline and contributions together: the score, or the viewer's direction of a fused one
 * @param parts one a column of the feature table, in its order; empty if the ranker cannot be taken apart
 * @param backward the same in the candidate's direction, empty unless the ranker fuses both
 * @param without what each signal's absence would change
 * @param reasons what the viewer is told
 */
public record AuditedItem(
        String id,
        double score,
        int rank,
        double baseline,
        double margin,
        List<Part> parts,
        List<Part> backward,
        List<Counterfactual> without,
        List<Reason> reasons) {

    /** Copies the lists. */
    public AuditedItem {
        parts = List.copyOf(parts);
        backward = List.copyOf(backward);
        without = List.copyOf(without);
        reasons = List.copyOf(reasons);
    }

    /** Leaves out all that names somebody. */
    @Override
    public String toString() {
        return "AuditedItem[rank=%d, score=%s, parts=%d]".formatted(rank, score, parts.size());
    }

    /**
     * What one feature added.
     *
     * @param column which
     * @param value of the feature, NaN if missing
     * @param contribution to the margin
     * @param error half the width of its 95 % confidence interval, 0 where it is exact
     */
    public record Part(FeatureColumn column, float value, double contribution, double error) {}
}
