package io.github.discovery4j.core.observe;

/** What takes a request off its usual way. */
public enum Occurrence {
    /** Candidates were missing, and a fallback was asked. */
    FALLBACK_ASKED,
    /** The ranker before it failed, and a fallback ranker scored. */
    FALLBACK_RANKER,
    /** Guardrails left too few, and sources were asked once more. */
    REFILL,
    /** Consent changed midway, and the slate was made again. */
    REBUILD,
    /** A hard constraint put a lower tier before a higher one. */
    TIERS_RELAXED
}
