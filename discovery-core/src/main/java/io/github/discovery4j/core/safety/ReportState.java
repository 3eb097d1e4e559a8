package io.github.discovery4j.core.safety;

/** Where a report stands. */
public enum ReportState {
    /** Nobody has decided it yet. */
    OPEN,
    /** A moderator cannot decide it as it is; it waits until it is {@linkplain ReportQueue#reopen opened again}. */
    NEEDS_MORE,
    /** A moderator found that what was reported took place. */
    UPHELD,
    /** A moderator found that it did not, or that it breaks no rule. */
    DISMISSED,
    /** The reporter took it back before it was decided. */
    WITHDRAWN;

    /** {@return whether somebody may still decide it} */
    public boolean undecided() {
        return this == OPEN || this == NEEDS_MORE;
    }

    /** {@return whether a moderator may say so of a report} */
    public boolean isOutcome() {
        return this == NEEDS_MORE || decided();
    }

    /** {@return whether a moderator has judged what was reported} */
    public boolean decided() {
        return this == UPHELD || this == DISMISSED;
    }
}
