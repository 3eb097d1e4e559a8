package io.github.discovery4j.core.consent;

import java.io.Serial;

/** A choice could not be made durable; the message says whether it holds in this process all the same. Names nobody. */
public final class ConsentNotKeptException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** Whether the choice holds in this process. */
    private final boolean inForce;

    /**
     * Says what failed.
     *
     * @param inForce whether the choice holds in this process: so it is with what protects, never with what allows more
     * @param cause what the storage said
     */
    public ConsentNotKeptException(boolean inForce, Throwable cause) {
        super(
                inForce
                        ? "choice holds in this process but could not be made durable; it is tried again until it is, and is"
                                + " lost if the process ends before; look at the cause"
                        : "choice could not be made durable and does not hold; repeat it once the database answers, see the"
                                + " cause",
                cause);
        this.inForce = inForce;
    }

    /** {@return whether the choice holds in this process} */
    public boolean inForce() {
        return inForce;
    }
}
