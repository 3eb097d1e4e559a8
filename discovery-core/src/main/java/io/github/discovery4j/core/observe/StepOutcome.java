package io.github.discovery4j.core.observe;

/** How a step of a request ended. */
public sealed interface StepOutcome {

    /**
     * Returns the outcome in a word, as meters and spans have it.
     *
     * @return {@code completed}, {@code skipped}, {@code timed_out} or {@code failed}
     */
    default String label() {
        return switch (this) {
            case Completed completed -> "completed";
            case Skipped skipped -> "skipped";
            case TimedOut timedOut -> "timed_out";
            case Failed failed -> "failed";
        };
    }

    /** It did its work. */
    record Completed() implements StepOutcome {}

    /**
     * It was not tried.
     *
     * @param why such as an open circuit; names no person
     */
    record Skipped(String why) implements StepOutcome {}

    /** It was abandoned when its time was over. */
    record TimedOut() implements StepOutcome {}

    /**
     * It threw, or broke a law of its contract.
     *
     * @param error the exception's type, or the law; never its message, which may name a person
     */
    record Failed(String error) implements StepOutcome {}
}
