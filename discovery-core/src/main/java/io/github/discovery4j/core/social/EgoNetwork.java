package io.github.discovery4j.core.social;

/**
 * The people somebody is tied to, measured.
 *
 * @param alters how many people follow the ego or are followed by the ego, as far as consent shows them; at most
 *     {@value #MOST_ALTERS}, which then stand for all
 * @param density the directed ties among them as a fraction of all that there could be, in [0, 1]; NaN for fewer than two
 * @param brokerage 1 - Burt's constraint, in [-0.39, 1): high for an ego whose people are not tied to each other, 0 for an ego
 *     with one alter; NaN for none
 */
public record EgoNetwork(int alters, double density, double brokerage) {

    /** Of more alters, so many evenly spaced ones stand for all. */
    public static final int MOST_ALTERS = 1_000;
}
