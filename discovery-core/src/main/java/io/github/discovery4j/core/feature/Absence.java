package io.github.discovery4j.core.feature;

/** Why a value cannot be read: for the people who run the engine, never for a viewer. */
public enum Absence {
    /** Nobody set it, or it was taken out. */
    NOT_SET,
    /** It is older than its time to live. */
    EXPIRED,
    /** Its owner's consent does not allow its signal group; whether there is a value is not said. */
    MASKED,
    /** At the moment that was asked for, it was not known yet, or its past is not kept that far back. */
    NOT_KNOWN_THEN
}
