package io.github.discovery4j.core.safety;

import java.time.Instant;

/**
 * How likely accounts are to harass others, for guardrails alone.
 *
 * <p>Laws: a score is in [0, 1], or NaN where nothing is known; it does not depend on what its owner allows, since an opt-out
 * from recommendations must not hide harm. No reason, phrase, message or log line holds a score. <b>Cost:</b> asked for each
 * candidate, so a look-up in memory. <b>Threads:</b> safe.
 */
@FunctionalInterface
public interface HarassmentScores {

    /**
     * Returns an account's score.
     *
     * @param personId whose
     * @param at the moment of the request
     * @return in [0, 1], more is worse; NaN when nothing is known
     */
    double score(String personId, Instant at);
}
