package io.github.discovery4j.core.observe;

/**
 * Hears what an engine does. What it throws is logged and harms nothing.
 *
 * <p><b>Threads:</b> called on the request's thread, possibly for many requests at once; must be safe and quick.
 */
public interface DiscoveryListener {

    /** Hears nothing. */
    DiscoveryListener NOOP = new DiscoveryListener() {};

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
}
