package io.github.discovery4j.core.evaluation;

/**
 * The permutation that {@code numpy.random.default_rng(seed).permutation(n)} gives, number for number.
 *
 * <p>So a split made here can be made again in Python, and figures of both compared without the noise of the draw.
 *
 * <p><b>Cost:</b> O(n). <b>Determinism:</b> a function of seed and n. NumPy keeps this stream stable by its policy for bit
 * generators; a test pins it.
 *
 * <p>Source: O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number
 * Generation", HMC-CS-2014-0905 (PCG XSL RR 128/64); seeding after her "Developing a seed_seq Alternative", 2015.
 */
final class NumpyPermutation {

    /* The generator steps a 128-bit state, kept as two longs: state = state * MULTIPLIER + increment. */

    private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
    private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
    private static final int POOL_SIZE = 4;
    private static final long UINT_MASK = 0xFFFFFFFFL;

    private final long incrementHigh;
    private final long incrementLow;
    private long high;
    private long low;
    private boolean hasHalf;
    private int half;

    private NumpyPermutation(long[] seeds) {
        incrementHigh = seeds[2] << 1 | seeds[3] >>> 63;
        incrementLow = seeds[3] << 1 | 1;
        step();
        add(seeds[0], seeds[1]);
        step();
    }

    /**
     * Shuffles 0 to n - 1.
     *
     * @param seed 0 or more
     * @param n 0 or more
     * @return a new array
     * @throws IllegalArgumentException if the seed is negative
     */
    static int[] of(long seed, int n) {
        if (seed < 0) {
            throw new IllegalArgumentException("a seed must be 0 or more, was " + seed + "; 0, 1, 2 ... are usual");
        }
        NumpyPermutation random = new NumpyPermutation(spread(seed));
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = random.upTo(i);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
        return values;
    }

    /** Draws from 0 to largest without bias: as many bits as largest has, again while they say more. */
    private int upTo(int largest) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
        int drawn = nextInt() & mask;
        while (drawn > largest) {
            drawn = nextInt() & mask;
        }
        return drawn;
    }

    /** Half a draw: the lower one first, the upper one at the next call. */
    private int nextInt() {
        if (hasHalf) {
            hasHalf = false;
            return half;
        }
        long next = nextLong();
        hasHalf = true;
        half = (int) (next >>> 32);
        return (int) next;
    }

    private long nextLong() {
        step();
        return Long.rotateRight(high ^ low, (int) (high >>> 58));
    }

    private void step() {
        long productHigh =
                Math.unsignedMultiplyHigh(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
        low *= MULTIPLIER_LOW;
        high = productHigh;
        add(incrementHigh, incrementLow);
    }

    private void add(long addedHigh, long addedLow) {
        low += addedLow;
        high += addedHigh + (Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0);
    }

    /** Spreads a seed over the generator's 256 bits: hashed into a pool of four words, mixed, and hashed out again. */
    private static long[] spread(long seed) {
        int[] pool = new int[POOL_SIZE];
        int hash = 0x43B0D7E5;
        for (int i = 0; i < POOL_SIZE; i++) {
            int word = i == 0 ? (int) seed : i == 1 ? (int) (seed >>> 32) : 0;
            pool[i] = scramble(word, hash, hash *= 0x931E8875);
        }
        for (int from = 0; from < POOL_SIZE; from++) {
            for (int to = 0; to < POOL_SIZE; to++) {
                if (from != to) {
                    int mixed = 0xCA01F9DD * pool[to] - 0x4973F715 * scramble(pool[from], hash, hash *= 0x931E8875);
                    pool[to] = mixed ^ mixed >>> 16;
                }
            }
        }
        long[] seeds = new long[POOL_SIZE];
        hash = 0x8B51F9DD;
        for (int i = 0; i < 2 * POOL_SIZE; i++) {
            int word = scramble(pool[i % POOL_SIZE], hash, hash *= 0x58F38DED);
            seeds[i / 2] |= (word & UINT_MASK) << (i % 2 * 32);
        }
        return seeds;
    }

    private static int scramble(int word, int before, int after) {
        int value = (word ^ before) * after;
        return value ^ value >>> 16;
    }
}
