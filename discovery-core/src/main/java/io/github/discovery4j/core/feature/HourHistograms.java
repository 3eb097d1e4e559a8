package io.github.discovery4j.core.feature;

/** How much two people are online at the same hours. */
final class HourHistograms {

    /** No place on earth is further from UTC. */
    private static final float LARGEST_OFFSET = 18;

    private HourHistograms() {}

    /**
     * Returns the part that two histograms of local hours share, in [0, 1], once both are in UTC and sum to 1: the sum of the
     * smaller of each pair of bins.
     *
     * <p>An offset of half an hour divides each bin between two. NaN where a histogram is absent or empty, or an offset is NaN or
     * out of range.
     */
    static float overlap(float[] left, float leftOffset, float[] right, float rightOffset) {
        double leftSum = sum(left, leftOffset);
        double rightSum = sum(right, rightOffset);
        double shared = 0;
        for (int hour = 0; hour < Math.min(left.length, right.length); hour++) {
            shared += Math.min(at(left, hour + leftOffset) / leftSum, at(right, hour + rightOffset) / rightSum);
        }
        return (float) Math.min(1, shared + 0 * (leftSum + rightSum));
    }

    private static double sum(float[] histogram, float offset) {
        double sum = 0;
        for (float bin : histogram) {
            sum += Math.max(0, bin);
        }
        return sum > 0 && Math.abs(offset) <= LARGEST_OFFSET ? sum : Double.NaN;
    }

    /** Returns what lies in the hour that begins at a local hour, which may be between two bins. */
    private static double at(float[] histogram, float localHour) {
        int whole = (int) Math.floor(localHour);
        float rest = localHour - whole;
        int bin = wrapped(whole, histogram.length);
        double first = Math.max(0, histogram[bin]);
        return rest == 0
                ? first
                : (1 - rest) * first + rest * Math.max(0, histogram[bin + 1 == histogram.length ? 0 : bin + 1]);
    }

    private static int wrapped(int hour, int length) {
        return hour < 0 ? hour + length : hour >= length ? hour - length : hour;
    }
}
