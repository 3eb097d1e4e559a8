package io.github.discovery4j.rank.guardrail;

import java.time.Duration;

/**
 * For how long an item stays away after it was seen, by what its viewer did.
 *
 * @param shown after it was last shown, more than zero
 * @param dismissed after it was dismissed, at least {@code shown}
 * @param liked after it was liked and last shown; zero lets it come back at once
 */
public record CoolDowns(Duration shown, Duration dismissed, Duration liked) {

    /** A week; 90 days after a dismissal; none after a like. */
    public static final CoolDowns DEFAULT = new CoolDowns(Duration.ofDays(7), Duration.ofDays(90), Duration.ZERO);

    /** Checks the durations. */
    public CoolDowns {
        requireCoolDown(shown);
        requireCoolDown(dismissed);
        if (dismissed.compareTo(shown) < 0) {
            throw new IllegalArgumentException(
                    "coolDown after a dismissal must be at least that after showing, %s, was %s; swap them"
                            .formatted(shown, dismissed));
        }
        if (liked.isNegative() || liked.compareTo(AlreadySeenGuardrail.MAX_COOL_DOWN) > 0) {
            throw new IllegalArgumentException("coolDown after a like must be in [0, %s], was %s; zero is none"
                    .formatted(AlreadySeenGuardrail.MAX_COOL_DOWN, liked));
        }
    }

    private static void requireCoolDown(Duration coolDown) {
        if (!coolDown.isPositive() || coolDown.compareTo(AlreadySeenGuardrail.MAX_COOL_DOWN) > 0) {
            throw new IllegalArgumentException(
                    "coolDown must be more than zero and at most %s, was %s; use forever(seen) to show nothing twice"
                            .formatted(AlreadySeenGuardrail.MAX_COOL_DOWN, coolDown));
        }
    }

    /**
     * The same, whatever the viewer did.
     *
     * @param coolDown more than zero
     * @return the cool-downs
     */
    public static CoolDowns always(Duration coolDown) {
        return new CoolDowns(coolDown, coolDown, coolDown);
    }
}
