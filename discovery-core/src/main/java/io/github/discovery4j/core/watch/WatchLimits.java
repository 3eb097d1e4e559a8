package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.feature.ColumnDrift;

/**
 * From where on something is told.
 *
 * @param parityDifference the share of people in whom a feature may differ from its recomputation, in [0, 1]
 * @param driftIndex the population stability index that a column may have, 0 or more
 * @param staleShare the share of a feature's values that may be older than they should be, in [0, 1]
 */
public record WatchLimits(double parityDifference, double driftIndex, double staleShare) {

    /** The share of people in whom a feature may differ, unless set: 0.1 %. */
    public static final double DEFAULT_PARITY_DIFFERENCE = 0.001;

    /** The share of values that may be stale, unless set: 5 %. */
    public static final double DEFAULT_STALE_SHARE = 0.05;

    /** 0.1 % of people, {@link ColumnDrift#DRIFTED_FROM}, 5 % of values. */
    public static final WatchLimits DEFAULT =
            new WatchLimits(DEFAULT_PARITY_DIFFERENCE, ColumnDrift.DRIFTED_FROM, DEFAULT_STALE_SHARE);

    /** Checks the limits. */
    public WatchLimits {
        if (!(parityDifference >= 0 && parityDifference <= 1)
                || !(driftIndex >= 0)
                || !(staleShare >= 0 && staleShare <= 1)) {
            throw new IllegalArgumentException(
                    "shares must be in [0, 1] and the index 0 or more, were %s, %s and %s; see WatchLimits.DEFAULT"
                            .formatted(parityDifference, staleShare, driftIndex));
        }
    }
}
