package io.github.discovery4j.examples.signals;

/**
 * How long things took, counted in steps of two per cent, so that a million cost no more than a thousand. Belongs to one thread.
 */
final class Waits {

    private static final double STEP = Math.log(1.02);

    /** Up to about twelve days. */
    private final long[] counts = new long[1_800];

    private long all;

    void add(long nanos) {
        counts[Math.min(counts.length - 1, (int) (Math.log((double) Math.max(1, nanos)) / STEP))]++;
        all++;
    }

    /** Returns the upper end of the step that this share of all reaches, 0 for none. */
    long nanos(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        for (int step = 0; step < counts.length; step++) {
            seen += counts[step];
            if (seen >= wanted) {
                return (long) Math.exp((step + 1) * STEP);
            }
        }
        return 0;
    }
}
