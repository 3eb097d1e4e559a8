package io.github.discovery4j.core.model;

/** What a guardrail says about one candidate. */
public sealed interface Verdict {

    /** The candidate may be shown. */
    record Keep() implements Verdict {

        private static final Keep INSTANCE = new Keep();
    }

    /**
     * The candidate may be shown after those of a higher tier.
     *
     * @param tier 1 or more, less than {@link Integer#MAX_VALUE}; a larger number is a lower tier, and kept candidates
     *     stand in tier 0
     * @param reason for the trace; names no person
     */
    record Demote(int tier, String reason) implements Verdict {
        /** Checks the tier. */
        public Demote {
            if (tier < 1 || tier == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("tier must be in [1, %d], was %d; 0 is for candidates that are kept"
                        .formatted(Integer.MAX_VALUE - 1, tier));
            }
        }
    }

    /**
     * The candidate must not be shown.
     *
     * @param reason for the trace; names no person
     */
    record Remove(String reason) implements Verdict {}

    /**
     * The verdict that changes nothing.
     *
     * @return keep
     */
    static Verdict keep() {
        return Keep.INSTANCE;
    }

    /**
     * Returns the tier that this verdict allows at best.
     *
     * @return 0 for kept, the tier for demoted, {@link Integer#MAX_VALUE} for removed
     */
    default int tier() {
        return switch (this) {
            case Keep keep -> 0;
            case Demote demote -> demote.tier();
            case Remove remove -> Integer.MAX_VALUE;
        };
    }

    /**
     * Combines two verdicts on one candidate: removal wins over all, then the lowest tier; of equals, the first said.
     *
     * @param other what was said later
     * @return the stricter one
     */
    default Verdict and(Verdict other) {
        return other.tier() > tier() ? other : this;
    }
}
