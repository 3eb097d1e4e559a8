package io.github.discovery4j.core.observe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The samples of one threshold's window, and whether it is crossed.
 *
 * <p>The window is a ring of slices, each with counts and a sum; totals are kept beside it. A percentile needs no samples
 * kept: the p-th of n lies above a limit when fewer than ceil(p n) samples do not. <b>Threads:</b> safe, by its own lock.
 */
final class ThresholdWatch {

    private static final int SLICES = 12;

    /** So that 0.95 of 100 samples is 95 of them, whatever the rounding of the product. */
    private static final double ROUNDING = 1e-9;

    private final Threshold threshold;
    private final long sliceMillis;
    private final List<Map.Entry<Integer, String>> wanted;

    private final long[] counts = new long[SLICES];
    private final double[] sums = new double[SLICES];
    private final long[] beyondLimit = new long[SLICES];
    private final long[] beyondRecovery = new long[SLICES];
    private long newestSlice;
    private double last = Double.NaN;
    private boolean crossed;

    ThresholdWatch(Threshold threshold) {
        this.threshold = threshold;
        this.sliceMillis = threshold.window().toMillis() / SLICES;
        this.wanted = threshold.tags().entrySet().stream()
                .map(tag -> Map.entry(threshold.meter().tags().indexOf(tag.getKey()), tag.getValue()))
                .toList();
    }

    /** Tells whether a sample of these tag values is one of the threshold's. */
    boolean counts(String... tagValues) {
        for (Map.Entry<Integer, String> tag : wanted) {
            if (tag.getKey() >= tagValues.length || !tagValues[tag.getKey()].equals(tag.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Takes a sample; returns what there is to tell. */
    synchronized Optional<ThresholdEvent> sample(double value, Instant at) {
        moveTo(at);
        int slot = Math.floorMod(newestSlice, SLICES);
        counts[slot]++;
        sums[slot] += value;
        beyondLimit[slot] += threshold.beyond(value, threshold.limit()) ? 1 : 0;
        beyondRecovery[slot] += threshold.beyond(value, threshold.recovery()) ? 1 : 0;
        last = value;
        return decide(at);
    }

    /** Lets time pass without a sample; returns what there is to tell. */
    synchronized Optional<ThresholdEvent> judge(Instant at) {
        moveTo(at);
        return decide(at);
    }

    /** Empties the slices that the window has left; a clock that goes back adds to the newest slice. */
    private void moveTo(Instant at) {
        long slice = Math.floorDiv(at.toEpochMilli(), sliceMillis);
        long first = Math.max(newestSlice + 1, slice - SLICES + 1);
        for (long passed = first; passed <= slice; passed++) {
            int slot = Math.floorMod(passed, SLICES);
            counts[slot] = 0;
            sums[slot] = 0;
            beyondLimit[slot] = 0;
            beyondRecovery[slot] = 0;
        }
        newestSlice = Math.max(newestSlice, slice);
    }

    private Optional<ThresholdEvent> decide(Instant at) {
        long samples = sum(counts);
        // A counter that nobody adds to stands at 0, and may recover; any other figure needs samples.
        if (samples < threshold.minimumSamples() && !(crossed && threshold.sumsCounter())) {
            return Optional.empty();
        }
        double limit = crossed ? threshold.recovery() : threshold.limit();
        long beyond = sum(crossed ? beyondRecovery : beyondLimit);
        double observed = switch (threshold.statistic()) {
            case MEAN -> sum(sums) / samples;
            case SUM -> sum(sums);
            case LAST -> last;
            case PERCENTILE -> (double) beyond / samples;
        };
        boolean isBeyond = threshold.statistic() == Threshold.Statistic.PERCENTILE
                ? percentileIsBeyond(samples, beyond)
                : threshold.beyond(observed, limit);
        if (isBeyond == crossed) {
            return Optional.empty();
        }
        crossed = isBeyond;
        return Optional.of(new ThresholdEvent(threshold, crossed, observed, samples, at));
    }

    /** The sample of rank ceil(p n) lies above a limit when fewer than that do not, and below it when as many do. */
    private boolean percentileIsBeyond(long samples, long beyond) {
        long rank = Math.max(1, (long) Math.ceil(threshold.percentile() * samples - ROUNDING));
        return threshold.direction() == Threshold.Direction.ABOVE ? samples - beyond < rank : beyond >= rank;
    }

    private static long sum(long[] slices) {
        long sum = 0;
        for (long slice : slices) {
            sum += slice;
        }
        return sum;
    }

    private static double sum(double[] slices) {
        double sum = 0;
        for (double slice : slices) {
            sum += slice;
        }
        return sum;
    }
}
