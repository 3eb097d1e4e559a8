package io.github.discovery4j.core.model;

/** Who may be told about a signal; constants go from the widest to the narrowest audience. */
public enum Visibility {
    /** Everyone. */
    PUBLIC,
    /** The owner, and the people who follow the owner. */
    FOLLOWERS,
    /** The owner alone: the signal is used because its owner opted in, and shown to nobody else. */
    PRIVATE_OPT_IN;

    /**
     * Returns the narrower of two audiences.
     *
     * @param other the audience to compare with
     * @return the one that fewer people belong to
     */
    public Visibility narrower(Visibility other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * Checks that what is never said is not declared for more than the narrowest audience: whoever knows of visibility alone
     * then shows it to few.
     *
     * @param sayable whether it may be said
     * @param name of the feature
     * @throws IllegalArgumentException if it may not be said and this is not the narrowest
     */
    public void requireNarrowUnless(boolean sayable, String name) {
        if (!sayable && this != PRIVATE_OPT_IN) {
            throw new IllegalArgumentException(
                    "a feature that is never said must be PRIVATE_OPT_IN, was %s (feature \"%s\"); narrow it, or let it be said"
                            .formatted(this, name));
        }
    }
}
