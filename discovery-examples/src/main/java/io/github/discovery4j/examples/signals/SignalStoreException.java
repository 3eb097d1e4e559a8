package io.github.discovery4j.examples.signals;

/** The store cannot be used; the message is one sentence for whoever named it. */
public final class SignalStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why it cannot be used. */
    public enum Why {
        /** There is no store there. */
        MISSING,
        /** It is damaged, of another version, or something else. */
        UNREADABLE,
        /** Another process uses it, or the disk takes nothing more. */
        UNWRITABLE
    }

    private final Why why;

    SignalStoreException(Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    SignalStoreException(Why why, String message) {
        super(message);
        this.why = why;
    }

    /** Returns why. */
    public Why why() {
        return why;
    }
}
