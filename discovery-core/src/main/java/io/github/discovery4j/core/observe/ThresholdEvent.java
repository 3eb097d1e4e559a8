package io.github.discovery4j.core.observe;

import java.time.Instant;

/**
 * A figure crossed a threshold, or came back.
 *
 * @param threshold which
 * @param crossed true when it was crossed, false when the figure came back
 * @param observed the mean, sum or last value; for a percentile, the share of samples beyond the limit (or, on the way back,
 *     beyond the recovery limit)
 * @param samples how many measurements the window holds
 * @param at the moment of the measurement that decided it
 */
public record ThresholdEvent(Threshold threshold, boolean crossed, double observed, long samples, Instant at) {}
