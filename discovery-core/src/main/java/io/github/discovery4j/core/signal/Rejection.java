package io.github.discovery4j.core.signal;

/** Why an event was not accepted. */
public enum Rejection {
    /** The text is not JSON, or not an object. */
    MALFORMED_JSON(true),
    /** The document, a text, a name or a number in it is too long, or it nests too deep. */
    TOO_LARGE(true),
    /** A field stands twice. */
    DUPLICATE_FIELD(true),
    /** A field has the wrong kind of value. */
    WRONG_KIND(true),
    /** A field that every event needs is missing. */
    MISSING_FIELD(true),
    /** The type is none of those that are accepted. */
    UNKNOWN_TYPE(true),
    /** The schema version is none of those that are read. */
    UNKNOWN_VERSION(true),
    /** An id is empty, too long, or has characters that no id may have. */
    INVALID_ID(true),
    /** The time cannot be read. */
    INVALID_TIME(true),
    /** The time is further ahead of this clock than clocks differ. */
    TIME_IN_FUTURE(true),
    /** The time is before events could be, or older than events are kept. */
    TIME_TOO_OLD(true),
    /** The type needs an item and there is none. */
    MISSING_ITEM(true),
    /** The type needs an amount and there is none. */
    MISSING_AMOUNT(true),
    /** A number is not finite. */
    NOT_FINITE(true),
    /** The amount is outside what the type allows. */
    AMOUNT_OUT_OF_RANGE(true),
    /** The person did this to themselves, where the type needs two. */
    SELF_TARGET(true),
    /** It names a person who was erased; nothing of it is kept, not as a dead letter either. */
    ERASED(false),
    /** The log could not take it within the retry budget. */
    NOT_STORED(true);

    private final boolean letter;

    Rejection(boolean letter) {
        this.letter = letter;
    }

    /** {@return whether the event is kept as a dead letter} */
    public boolean isKept() {
        return letter;
    }
}
