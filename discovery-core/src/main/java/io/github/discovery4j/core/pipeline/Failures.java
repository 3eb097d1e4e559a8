package io.github.discovery4j.core.pipeline;

/** What may be survived when a stage throws. */
final class Failures {

    private Failures() {}

    /**
     * Names a stage's failure for the trace, or throws it on when the process itself is in danger.
     *
     * @return the exception's type; never its message, which may name a person
     */
    static String nameOf(Throwable thrown) {
        survive(thrown);
        return thrown.getClass().getName();
    }

    /** Throws on what puts the process itself in danger, and nothing else. */
    static void survive(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
            throw error;
        }
    }
}
