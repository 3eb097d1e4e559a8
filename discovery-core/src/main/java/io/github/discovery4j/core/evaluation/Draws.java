package io.github.discovery4j.core.evaluation;

/**
 * Random numbers that are the same on every machine and Java, and cheap to start anew for each user or resample.
 *
 * <p>Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014 (SplitMix64).
 * <b>Threads:</b> one.
 */
final class Draws {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** Starts the stream of a seed and a number within it; streams of different numbers do not resemble each other. */
    Draws(long seed, long number) {
        state = mix(mix(seed + GOLDEN) + number * GOLDEN);
    }

    /** Draws from 0 to bound - 1; the bias is below bound / 2^64. */
    int below(int bound) {
        state += GOLDEN;
        return (int) Math.unsignedMultiplyHigh(mix(state), bound);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
