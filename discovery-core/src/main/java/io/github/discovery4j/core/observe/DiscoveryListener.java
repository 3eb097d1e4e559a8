package io.github.discovery4j.core.observe;

import io.github.discovery4j.core.model.SlateRequest;
import java.util.List;

/**
 * Hears what an engine does. What it throws is logged and harms nothing.
 *
 * <p><b>Threads:</b> called on the request's thread, possibly for many requests at once; must be safe and quick.
 */
public interface DiscoveryListener {

    /** Hears nothing. */
    DiscoveryListener NOOP = new DiscoveryListener() {};

    /**
     * A request begins.
     *
     * @param request for whom and how many; holds the viewer's id, which is not for logs, metrics or spans
     * @return what sees it while it runs; {@link RequestObservation#NOOP} unless said otherwise
     */
    default RequestObservation requestStarted(SlateRequest request) {
        return RequestObservation.NOOP;
    }

    /**
     * A request was answered.
     *
     * @param trace how the slate came about
     */
    default void slateMade(Trace trace) {}

    /**
     * A slate is on its way to its viewer. Not called for an empty one.
     *
     * @param impression what it shows
     */
    default void impression(Impression impression) {}

    /**
     * Tells whether impressions are wanted; their feature rows are copied only then.
     *
     * @return false unless said otherwise
     */
    default boolean wantsImpressions() {
        return false;
    }

    /**
     * A source stopped or resumed being asked.
     *
     * @param source its name
     * @param open true when it is not asked for a while
     */
    default void circuitChanged(String source, boolean open) {}

    /**
     * A figure crossed a threshold, or came back. Called by {@link Thresholds}, on the thread that recorded the figure.
     *
     * @param event which, and which way
     */
    default void thresholdCrossed(ThresholdEvent event) {}

    /**
     * Joins listeners.
     *
     * @param listeners each hears everything, in this order, whatever another throws
     * @return the joint listener
     */
    static DiscoveryListener all(DiscoveryListener... listeners) {
        return new JointListener(List.of(listeners));
    }
}
