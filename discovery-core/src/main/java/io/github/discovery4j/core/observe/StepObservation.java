package io.github.discovery4j.core.observe;

/**
 * A step while it runs.
 *
 * <p>{@link #ended} is called once, {@link #close} once and after it, on the thread that opened the step. Usually both are
 * called there; a source that is abandoned is ended by the request's thread, and closed by its own when it comes back.
 */
public interface StepObservation {

    /** Sees nothing. */
    StepObservation NOOP = new StepObservation() {};

    /**
     * The step ended, or nobody waits for it any more.
     *
     * @param outcome how
     * @param in how many candidates went in; 0 for a source
     * @param out how many came out
     */
    default void ended(StepOutcome outcome, int in, int out) {}

    /** The thread that opened the step is done with it. */
    default void close() {}
}
