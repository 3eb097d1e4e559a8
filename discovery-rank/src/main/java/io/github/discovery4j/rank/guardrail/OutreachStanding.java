package io.github.discovery4j.rank.guardrail;

import java.time.Instant;

/**
 * What the limits of an account's outreach depend on.
 *
 * @param joinedAt when the account was made
 * @param replyRatio the share in [0, 1] of the people it reached who replied; NaN while there are too few to tell
 */
public record OutreachStanding(Instant joinedAt, double replyRatio) {

    /** Checks the ratio. */
    public OutreachStanding {
        if (replyRatio < 0 || replyRatio > 1) {
            throw new IllegalArgumentException(
                    "reply ratio must be in [0, 1], or NaN where it is not known, was " + replyRatio);
        }
    }
}
