package io.github.discovery4j.core.stage;

/**
 * What became of a constraint in one slate.
 *
 * @param constraint its name
 * @param outcome met, relaxed, infeasible or not found
 * @param detail what it adds, possibly empty
 */
public record ConstraintStatus(String constraint, Outcome outcome, String detail) {

    /** The outcomes. */
    public enum Outcome {
        /** The slate honours it, at full length or with no candidate left. */
        MET,
        /** A soft constraint gave way. */
        RELAXED,
        /** The candidates do not permit it: the slate is short for its sake, or goes without it. */
        INFEASIBLE,
        /** The slate is short for its sake; other picks before might have permitted a longer one, and nobody has looked. */
        NOT_FOUND
    }
}
