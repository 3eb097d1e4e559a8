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
}
