package io.github.discovery4j.core.observe;

/**
 * A request while it runs: what tracing hangs its spans on.
 *
 * <p>Each {@link StepTrace} of the request's trace has one step here; one that was skipped is opened and ended at once. The
 * last call is either {@link #answered} or {@link #failed}. What an observation throws is logged and harms nothing.
 *
 * <p><b>Threads:</b> sources call {@link #step} on threads of their own, side by side; all else happens on the request's
 * thread. An abandoned source may close its step after the request was answered.
 */
public interface RequestObservation {

    /** Sees nothing. */
    RequestObservation NOOP = new RequestObservation() {};

    /**
     * A step begins on the calling thread.
     *
     * @param step as in {@link StepTrace#step}
     * @param stage the stage's name within it
     * @return what sees it end
     */
    default StepObservation step(String step, String stage) {
        return StepObservation.NOOP;
    }

    /**
     * The request left its usual way.
     *
     * @param what how
     * @param stage the name of the stage that it is about; empty when it is about none
     */
    default void happened(Occurrence what, String stage) {}

    /**
     * The request was answered; listeners have heard of the slate.
     *
     * @param trace how the slate came about
     */
    default void answered(Trace trace) {}

    /**
     * The request ended with an exception.
     *
     * @param error its type; never its message, which may name a person
     */
    default void failed(String error) {}

    /**
     * Returns the trace that the request belongs to, for the request's log lines.
     *
     * @return its id; empty when there is none
     */
    default String traceId() {
        return "";
    }

    /**
     * Returns the request's own span, for its log lines.
     *
     * @return its id; empty when there is none
     */
    default String spanId() {
        return "";
    }
}
