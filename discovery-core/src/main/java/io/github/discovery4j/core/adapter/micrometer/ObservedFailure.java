package io.github.discovery4j.core.adapter.micrometer;

/** Marks an observation as failed: the original's type as the message, because its own message may name a person. */
final class ObservedFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    ObservedFailure(String error) {
        super(error, null, false, false);
    }
}
