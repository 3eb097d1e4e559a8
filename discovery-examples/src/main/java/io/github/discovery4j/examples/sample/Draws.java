package io.github.discovery4j.examples.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One named stream of random values of a seed.
 *
 * <p>Each facet of the sample draws from a stream of its own, so that a facet added later leaves the others as they
 * were. Built on {@link Random}, the generator whose every method the Java specification fixes, and {@link StrictMath}:
 * the values do not depend on the machine. <b>Threads:</b> one a stream.
 */
final class Draws {

    private final Random random;

    private Draws(Random random) {
        this.random = random;
    }

    static Draws of(long seed, String stream) {
        return new Draws(new Random(mix(seed + mix(stream.hashCode()))));
    }

    /** Spreads neighbouring seeds over all 64 bits (the finaliser of Steele, Lea and Flood's SplitMix64, 2014). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Returns a value in [0, 1), all equally likely. */
    double uniform() {
        return random.nextDouble();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Returns a whole number from 0 up to and without the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns a whole number from the first to the second, both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** Returns a value around 0 with variance 1. */
    double gaussian() {
        return random.nextGaussian();
    }

    /** Returns a positive, heavy-tailed value: half of them are below the median, few are far above. */
    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * random.nextGaussian());
    }

    /** Returns how often something happens that happens so often on average (Knuth's product of uniforms). */
    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    <T> List<T> shuffled(List<T> values) {
        List<T> copy = new ArrayList<>(values);
        Collections.shuffle(copy, random);
        return copy;
    }
}
