package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.stage.KeptCandidates;

/** What a candidate is worth by its score and by the factor that it would multiply the determinant with. */
final class DeterminantValue {

    /** What the kernel's diagonal has above 1. */
    static final double JITTER = 1e-5;

    /** A factor that may come from rounding alone: cosines are float32, wrong by less than 1e-6, and JITTER hides that. */
    static final double SPENT = 1e-4;

    /** The factor of a candidate that no pick is like. */
    static final double WHOLE = 1 + JITTER;

    /** Less than any value of a candidate that is not spent. */
    private static final double LAST = -1000;

    private final double diversityWeight;
    private final double[] relevance;

    DeterminantValue(KeptCandidates kept, double diversityWeight) {
        this.diversityWeight = diversityWeight;
        this.relevance = ScaledScores.of(kept);
    }

    /** Tells whether scores alone decide. */
    boolean byScore() {
        return diversityWeight == 0;
    }

    /** Returns what a candidate is worth; once the picks span it, it waits until nothing else is left, and goes by score. */
    double of(int index, double factor) {
        if (byScore()) {
            return relevance[index];
        }
        return factor > SPENT
                ? (1 - diversityWeight) * relevance[index] + diversityWeight * Math.log(factor)
                : LAST + relevance[index];
    }

    /** Returns what a root of a factor is at least, that of a spent candidate's too. */
    static double rootOf(double factor) {
        return Math.sqrt(Math.max(factor, JITTER / 2));
    }
}
