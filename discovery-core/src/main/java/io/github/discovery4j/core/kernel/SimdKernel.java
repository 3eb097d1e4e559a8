package io.github.discovery4j.core.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on {@code jdk.incubator.vector}, in registers as wide as the processor's.
 *
 * <p>Every pair of float vectors has one register of sums, and what fills no register is added one by one: alone or among
 * several, the additions are the same.
 */
final class SimdKernel implements VectorKernel {

    /*
     * 1. The compiler keeps vectors in registers only where it sees their species as constants and all of the loop in one
     *    method. Hence the loops that look alike: a shared one that takes the operation as an argument allocates.
     * 2. The library's own sum of a register's floats adds in an order that differs between interpreted and compiled code, and
     *    so would its last bit. Folding the register gives one order.
     *    Four registers are folded together: halves of two are put side by side, then quarters of all, and each sum is still
     *    folded in that order.
     * 3. Bytes are loaded in the smallest species there is, 64 bits, where a quarter of a register is less. A loop over them
     *    therefore ends a load, not a register, before the end.
     * 4. A float16 becomes a float32 by moving its bits to the places of float32's and multiplying by 2^112, which mends the
     *    exponent; float16's subnormal values come out right too. A sign-extended value that moved left by 13 has its sign
     *    in bits 28 to 31; the mask leaves the topmost.
     *    Four such loops in one method are more than the compiler keeps in registers: four at a time are one by one, by a loop, since
     *    four calls may become four such loops again.
     * 5. The product of two signed bytes fits a short. Two neighbouring shorts are an int: its upper half moved down, and its
     *    lower half moved up and down again, are their values.
     * 6. The compiler stops looking into methods when one has become large, and then allocates every vector: no method here does
     *    more than what some sixty operations can.
     */

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = FLOATS.withLanes(double.class);
    private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
    private static final VectorSpecies<Short> SHORTS = FLOATS.withLanes(short.class);
    private static final VectorSpecies<Short> HALVES =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 2)));
    private static final VectorSpecies<Byte> QUARTERS =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 4)));
    private static final VectorSpecies<Byte> CODES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 2)));
    private static final VectorSpecies<Byte> BYTES = FLOATS.withLanes(byte.class);

    private static final int LANES = FLOATS.length();
    private static final int DOUBLE_LANES = DOUBLES.length();
    private static final int SHORT_LANES = SHORTS.length();
    private static final int HALF = LANES / 2;
    private static final int QUARTER = LANES / 4;
    private static final VectorShuffle<Float> BY_HALF = VectorShuffle.iota(FLOATS, HALF, 1, true);
    private static final VectorShuffle<Float> BY_QUARTER = VectorShuffle.iota(FLOATS, QUARTER, 1, true);
    private static final VectorShuffle<Float> BACK_BY_QUARTER = VectorShuffle.iota(FLOATS, LANES - QUARTER, 1, true);
    private static final VectorShuffle<Float> BY_TWO = VectorShuffle.iota(FLOATS, 2, 1, true);
    private static final VectorShuffle<Float> BY_ONE = VectorShuffle.iota(FLOATS, 1, 1, true);
    // Without eight lanes there are no eighths, and nobody asks.
    private static final int EIGHTH = Math.max(1, LANES / 8);
    private static final VectorShuffle<Float> BY_EIGHTH = VectorShuffle.iota(FLOATS, EIGHTH, 1, true);
    private static final VectorShuffle<Float> BACK_BY_EIGHTH = VectorShuffle.iota(FLOATS, LANES - EIGHTH, 1, true);
    private static final VectorShuffle<Float> EVEN_LANES = VectorShuffle.iota(FLOATS, 0, 2, true);
    private static final VectorMask<Float> LOWER_HALF = VectorMask.fromLong(FLOATS, (1L << HALF) - 1);
    private static final VectorMask<Float> ODD_EIGHTHS =
            VectorMask.fromLong(FLOATS, EIGHTH == 1 ? 0xaaaa_aaaaL : 0xcccc_ccccL);
    private static final VectorMask<Float> UPPER_HALF = VectorMask.fromLong(FLOATS, -1L << HALF);
    private static final VectorMask<Float> ODD_QUARTERS = VectorMask.fromLong(
            FLOATS, (1L << 2 * QUARTER) - (1L << QUARTER) << HALF | (1L << 2 * QUARTER) - (1L << QUARTER));
    private static final short NIBBLE = 15;
    private static final int WORDS_A_SHORT = Short.MAX_VALUE / (4 * NIBBLE * LARGEST_FACTOR);

    private static final int HALF_BITS = 0x8fffe000;
    private static final float HALF_EXPONENT = 0x1p112f;

    /** Refuses registers that are not worth it, and x86 processors so old that they have no fused multiply-add. */
    SimdKernel() {
        boolean x86 = System.getProperty("os.arch", "").matches("amd64|x86_64");
        if (FLOATS.vectorBitSize() < (x86 ? 256 : 128)) {
            throw new UnsupportedOperationException("registers of " + FLOATS.vectorBitSize() + " bits");
        }
    }

    @Override
    public String name() {
        return "jdk.incubator.vector, " + FLOATS.vectorBitSize() + " bits";
    }

    @Override
    public float dot(float[] one, int from, float[] other, int otherFrom, int length) {
        FloatVector sums = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last; i += LANES) {
            sums = FloatVector.fromArray(FLOATS, one, from + i)
                    .fma(FloatVector.fromArray(FLOATS, other, otherFrom + i), sums);
        }
        float sum = sum(sums);
        for (; i < length; i++) {
            sum += one[from + i] * other[otherFrom + i];
        }
        return sum;
    }

    @Override
    public void dot4(
            float[] one,
            int from,
            float[] others,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        FloatVector sums0 = FloatVector.zero(FLOATS);
        FloatVector sums1 = FloatVector.zero(FLOATS);
        FloatVector sums2 = FloatVector.zero(FLOATS);
        FloatVector sums3 = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last; i += LANES) {
            FloatVector values = FloatVector.fromArray(FLOATS, one, from + i);
            sums0 = values.fma(FloatVector.fromArray(FLOATS, others, first + i), sums0);
            sums1 = values.fma(FloatVector.fromArray(FLOATS, others, second + i), sums1);
            sums2 = values.fma(FloatVector.fromArray(FLOATS, others, third + i), sums2);
            sums3 = values.fma(FloatVector.fromArray(FLOATS, others, fourth + i), sums3);
        }
        sums(sums0, sums1, sums2, sums3, results, at);
        for (; i < length; i++) {
            float value = one[from + i];
            results[at] += value * others[first + i];
            results[at + 1] += value * others[second + i];
            results[at + 2] += value * others[third + i];
            results[at + 3] += value * others[fourth + i];
        }
    }

    @Override
    public void dots(float[] one, float[] rows, int count, int length, float[] results) {
        int eighth = count / 8;
        for (int row = 0; row < eighth; row++) {
            dot8(one, rows, row * length, eighth * length, length, results, 8 * row);
        }
        for (int row = 8 * eighth; row < count; row++) {
            results[row] = dot(one, 0, rows, row * length, length);
        }
    }

    /** Computes the products with eight rows that lie apart by as much as {@code apart}. */
    private static void dot8(float[] one, float[] rows, int first, int apart, int length, float[] results, int at) {
        FloatVector sums0 = FloatVector.zero(FLOATS);
        FloatVector sums1 = FloatVector.zero(FLOATS);
        FloatVector sums2 = FloatVector.zero(FLOATS);
        FloatVector sums3 = FloatVector.zero(FLOATS);
        FloatVector sums4 = FloatVector.zero(FLOATS);
        FloatVector sums5 = FloatVector.zero(FLOATS);
        FloatVector sums6 = FloatVector.zero(FLOATS);
        FloatVector sums7 = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last; i += LANES) {
            FloatVector values = FloatVector.fromArray(FLOATS, one, i);
            int from = first + i;
            sums0 = values.fma(FloatVector.fromArray(FLOATS, rows, from), sums0);
            from += apart;
            sums1 = values.fma(FloatVector.fromArray(FLOATS, rows, from), sums1);
            from += apart;
            sums2 = values.fma(FloatVector.fromArray(FLOATS, rows, from), sums2);
            from += apart;
            sums3 = values.fma(FloatVector.fromArray(FLOATS, rows, from), sums3);
            from += apart;
            sums4 = values.fma(FloatVector.fromArray(FLOATS, rows, from), sums4);
            from += apart;
            sums5 = values.fma(FloatVector.fromArray(FLOATS, rows, from), sums5);
            from += apart;
            sums6 = values.fma(FloatVector.fromArray(FLOATS, rows, from), sums6);
            from += apart;
            sums7 = values.fma(FloatVector.fromArray(FLOATS, rows, from), sums7);
        }
        if (LANES < 8) {
            sums(sums0, sums1, sums2, sums3, results, at);
            sums(sums4, sums5, sums6, sums7, results, at + 4);
        } else {
            FloatVector even = foldQuarters(foldHalves(sums0, sums4), foldHalves(sums2, sums6));
            FloatVector odd = foldQuarters(foldHalves(sums1, sums5), foldHalves(sums3, sums7));
            storeEight(fold(even, odd, BY_EIGHTH, BACK_BY_EIGHTH, ODD_EIGHTHS), results, at);
        }
        for (; i < length; i++) {
            for (int row = 0; row < 8; row++) {
                results[at + row] += one[i] * rows[first + row * apart + i];
            }
        }
    }

    /** Stores eight sums, each in a lane or in two. */
    private static void storeEight(FloatVector sums, float[] results, int at) {
        if (LANES > 8) {
            sums.add(sums.rearrange(BY_ONE)).rearrange(EVEN_LANES).intoArray(results, at, LOWER_HALF);
        } else {
            sums.intoArray(results, at);
        }
    }

    @Override
    public void dot4By2(float[] four, int from, float[] rows, int first, int second, int length, float[] results) {
        FloatVector sums0a = FloatVector.zero(FLOATS);
        FloatVector sums1a = FloatVector.zero(FLOATS);
        FloatVector sums2a = FloatVector.zero(FLOATS);
        FloatVector sums3a = FloatVector.zero(FLOATS);
        FloatVector sums0b = FloatVector.zero(FLOATS);
        FloatVector sums1b = FloatVector.zero(FLOATS);
        FloatVector sums2b = FloatVector.zero(FLOATS);
        FloatVector sums3b = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last; i += LANES) {
            FloatVector a = FloatVector.fromArray(FLOATS, rows, first + i);
            FloatVector b = FloatVector.fromArray(FLOATS, rows, second + i);
            FloatVector values = FloatVector.fromArray(FLOATS, four, from + i);
            sums0a = values.fma(a, sums0a);
            sums0b = values.fma(b, sums0b);
            values = FloatVector.fromArray(FLOATS, four, from + length + i);
            sums1a = values.fma(a, sums1a);
            sums1b = values.fma(b, sums1b);
            values = FloatVector.fromArray(FLOATS, four, from + 2 * length + i);
            sums2a = values.fma(a, sums2a);
            sums2b = values.fma(b, sums2b);
            values = FloatVector.fromArray(FLOATS, four, from + 3 * length + i);
            sums3a = values.fma(a, sums3a);
            sums3b = values.fma(b, sums3b);
        }
        sums(sums0a, sums1a, sums2a, sums3a, results, 0);
        sums(sums0b, sums1b, sums2b, sums3b, results, 4);
        for (; i < length; i++) {
            for (int vector = 0; vector < 4; vector++) {
                results[vector] += four[from + vector * length + i] * rows[first + i];
                results[4 + vector] += four[from + vector * length + i] * rows[second + i];
            }
        }
    }

    @Override
    public float squareDistance(float[] one, int from, float[] other, int otherFrom, int length) {
        FloatVector sums = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last; i += LANES) {
            sums = squares(
                    FloatVector.fromArray(FLOATS, one, from + i),
                    FloatVector.fromArray(FLOATS, other, otherFrom + i),
                    sums);
        }
        float sum = sum(sums);
        for (; i < length; i++) {
            sum += square(one[from + i] - other[otherFrom + i]);
        }
        return sum;
    }

    @Override
    public void squareDistance4(
            float[] one,
            int from,
            float[] others,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        FloatVector sums0 = FloatVector.zero(FLOATS);
        FloatVector sums1 = FloatVector.zero(FLOATS);
        FloatVector sums2 = FloatVector.zero(FLOATS);
        FloatVector sums3 = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last; i += LANES) {
            FloatVector values = FloatVector.fromArray(FLOATS, one, from + i);
            sums0 = squares(values, FloatVector.fromArray(FLOATS, others, first + i), sums0);
            sums1 = squares(values, FloatVector.fromArray(FLOATS, others, second + i), sums1);
            sums2 = squares(values, FloatVector.fromArray(FLOATS, others, third + i), sums2);
            sums3 = squares(values, FloatVector.fromArray(FLOATS, others, fourth + i), sums3);
        }
        sums(sums0, sums1, sums2, sums3, results, at);
        for (; i < length; i++) {
            float value = one[from + i];
            results[at] += square(value - others[first + i]);
            results[at + 1] += square(value - others[second + i]);
            results[at + 2] += square(value - others[third + i]);
            results[at + 3] += square(value - others[fourth + i]);
        }
    }

    @Override
    public float dot(float[] one, int from, byte[] codes, int codesFrom, int length) {
        FloatVector sums = FloatVector.zero(FLOATS);
        int last = length - QUARTERS.length();
        int i = 0;
        for (; i <= last; i += LANES) {
            sums = FloatVector.fromArray(FLOATS, one, from + i).fma(codes(codes, codesFrom + i), sums);
        }
        float sum = sum(sums);
        for (; i < length; i++) {
            sum += one[from + i] * codes[codesFrom + i];
        }
        return sum;
    }

    @Override
    public void dot4(
            float[] one,
            int from,
            byte[] codes,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        FloatVector sums0 = FloatVector.zero(FLOATS);
        FloatVector sums1 = FloatVector.zero(FLOATS);
        FloatVector sums2 = FloatVector.zero(FLOATS);
        FloatVector sums3 = FloatVector.zero(FLOATS);
        int last = length - QUARTERS.length();
        int i = 0;
        for (; i <= last; i += LANES) {
            FloatVector values = FloatVector.fromArray(FLOATS, one, from + i);
            sums0 = values.fma(codes(codes, first + i), sums0);
            sums1 = values.fma(codes(codes, second + i), sums1);
            sums2 = values.fma(codes(codes, third + i), sums2);
            sums3 = values.fma(codes(codes, fourth + i), sums3);
        }
        sums(sums0, sums1, sums2, sums3, results, at);
        for (; i < length; i++) {
            float value = one[from + i];
            results[at] += value * codes[first + i];
            results[at + 1] += value * codes[second + i];
            results[at + 2] += value * codes[third + i];
            results[at + 3] += value * codes[fourth + i];
        }
    }

    @Override
    public float dot(float[] one, int from, short[] halves, int halvesFrom, int length) {
        FloatVector sums = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last; i += LANES) {
            sums = FloatVector.fromArray(FLOATS, one, from + i).fma(halves(halves, halvesFrom + i), sums);
        }
        float sum = sum(sums);
        for (; i < length; i++) {
            sum += one[from + i] * Float.float16ToFloat(halves[halvesFrom + i]);
        }
        return sum;
    }

    @Override
    public void dot4(
            float[] one,
            int from,
            short[] halves,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        for (int i = 0; i < 4; i++) {
            results[at + i] = dot(one, from, halves, nth(i, first, second, third, fourth), length);
        }
    }

    @Override
    public float squareDistance(float[] one, int from, short[] halves, int halvesFrom, int length) {
        FloatVector sums = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last; i += LANES) {
            sums = squares(FloatVector.fromArray(FLOATS, one, from + i), halves(halves, halvesFrom + i), sums);
        }
        float sum = sum(sums);
        for (; i < length; i++) {
            sum += square(one[from + i] - Float.float16ToFloat(halves[halvesFrom + i]));
        }
        return sum;
    }

    @Override
    public void squareDistance4(
            float[] one,
            int from,
            short[] halves,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        for (int i = 0; i < 4; i++) {
            results[at + i] = squareDistance(one, from, halves, nth(i, first, second, third, fourth), length);
        }
    }

    private static int nth(int i, int first, int second, int third, int fourth) {
        return i < 2 ? i == 0 ? first : second : i == 2 ? third : fourth;
    }

    @Override
    public int dot(byte[] one, int from, byte[] other, int otherFrom, int length) {
        IntVector upper = IntVector.zero(INTS);
        IntVector lower = IntVector.zero(INTS);
        int i = 0;
        for (; i <= length - SHORT_LANES; i += SHORT_LANES) {
            IntVector products = products(shorts(one, from + i), other, otherFrom + i);
            upper = upper.add(products.lanewise(VectorOperators.ASHR, 16));
            lower = lower.add(products.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
        }
        int sum = upper.add(lower).reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            sum += one[from + i] * other[otherFrom + i];
        }
        return sum;
    }

    @Override
    public void dot4(
            byte[] one,
            int from,
            byte[] others,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            int[] results,
            int at) {
        IntVector upper0 = IntVector.zero(INTS);
        IntVector lower0 = IntVector.zero(INTS);
        IntVector upper1 = IntVector.zero(INTS);
        IntVector lower1 = IntVector.zero(INTS);
        IntVector upper2 = IntVector.zero(INTS);
        IntVector lower2 = IntVector.zero(INTS);
        IntVector upper3 = IntVector.zero(INTS);
        IntVector lower3 = IntVector.zero(INTS);
        int i = 0;
        for (; i <= length - SHORT_LANES; i += SHORT_LANES) {
            ShortVector values = shorts(one, from + i);
            IntVector products0 = products(values, others, first + i);
            upper0 = upper0.add(products0.lanewise(VectorOperators.ASHR, 16));
            lower0 = lower0.add(products0.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
            IntVector products1 = products(values, others, second + i);
            upper1 = upper1.add(products1.lanewise(VectorOperators.ASHR, 16));
            lower1 = lower1.add(products1.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
            IntVector products2 = products(values, others, third + i);
            upper2 = upper2.add(products2.lanewise(VectorOperators.ASHR, 16));
            lower2 = lower2.add(products2.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
            IntVector products3 = products(values, others, fourth + i);
            upper3 = upper3.add(products3.lanewise(VectorOperators.ASHR, 16));
            lower3 = lower3.add(products3.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
        }
        int sum0 = upper0.add(lower0).reduceLanes(VectorOperators.ADD);
        int sum1 = upper1.add(lower1).reduceLanes(VectorOperators.ADD);
        int sum2 = upper2.add(lower2).reduceLanes(VectorOperators.ADD);
        int sum3 = upper3.add(lower3).reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            int value = one[from + i];
            sum0 += value * others[first + i];
            sum1 += value * others[second + i];
            sum2 += value * others[third + i];
            sum3 += value * others[fourth + i];
        }
        results[at] = sum0;
        results[at + 1] = sum1;
        results[at + 2] = sum2;
        results[at + 3] = sum3;
    }

    @Override
    public void within(double[] numbers, int count, double least, double most, long[] bits) {
        int from = 0;
        for (; from + Long.SIZE <= count; from += Long.SIZE) {
            long word = 0;
            for (int i = 0; i < Long.SIZE; i += DOUBLE_LANES) {
                DoubleVector some = DoubleVector.fromArray(DOUBLES, numbers, from + i);
                word |= some.compare(VectorOperators.GE, least)
                                .and(some.compare(VectorOperators.LE, most))
                                .toLong()
                        << i;
            }
            bits[from / Long.SIZE] = word;
        }
        if (from < count) {
            long word = 0;
            for (int i = from; i < count; i++) {
                word |= numbers[i] >= least && numbers[i] <= most ? 1L << i : 0;
            }
            bits[from / Long.SIZE] = word;
        }
    }

    @Override
    public void nibbleDots(short[] factors, byte[] nibbles, int from, int words, int[] results, int at) {
        for (int row = 0; row < NIBBLE_ROWS; row += 2 * SHORT_LANES) {
            IntVector sums0 = IntVector.zero(INTS);
            IntVector sums1 = IntVector.zero(INTS);
            IntVector sums2 = IntVector.zero(INTS);
            IntVector sums3 = IntVector.zero(INTS);
            int word = 0;
            while (word < words) {
                int end = Math.min(words, word + WORDS_A_SHORT);
                ShortVector a = ShortVector.zero(SHORTS);
                ShortVector b = ShortVector.zero(SHORTS);
                for (; word < end; word++) {
                    int place = from + 2 * (word * NIBBLE_ROWS + row);
                    ShortVector wordsOfA = words(nibbles, place);
                    ShortVector wordsOfB = words(nibbles, place + 2 * SHORT_LANES);
                    ShortVector factor = ShortVector.broadcast(SHORTS, factors[4 * word]);
                    a = a.add(wordsOfA.and(NIBBLE).mul(factor));
                    b = b.add(wordsOfB.and(NIBBLE).mul(factor));
                    factor = ShortVector.broadcast(SHORTS, factors[4 * word + 1]);
                    a = a.add(wordsOfA.lanewise(VectorOperators.LSHR, 4)
                            .and(NIBBLE)
                            .mul(factor));
                    b = b.add(wordsOfB.lanewise(VectorOperators.LSHR, 4)
                            .and(NIBBLE)
                            .mul(factor));
                    factor = ShortVector.broadcast(SHORTS, factors[4 * word + 2]);
                    a = a.add(wordsOfA.lanewise(VectorOperators.LSHR, 8)
                            .and(NIBBLE)
                            .mul(factor));
                    b = b.add(wordsOfB.lanewise(VectorOperators.LSHR, 8)
                            .and(NIBBLE)
                            .mul(factor));
                    factor = ShortVector.broadcast(SHORTS, factors[4 * word + 3]);
                    a = a.add(wordsOfA.lanewise(VectorOperators.LSHR, 12).mul(factor));
                    b = b.add(wordsOfB.lanewise(VectorOperators.LSHR, 12).mul(factor));
                }
                sums0 = sums0.add(a.castShape(INTS, 0));
                sums1 = sums1.add(a.castShape(INTS, 1));
                sums2 = sums2.add(b.castShape(INTS, 0));
                sums3 = sums3.add(b.castShape(INTS, 1));
            }
            sums0.intoArray(results, at + row);
            sums1.intoArray(results, at + row + LANES);
            sums2.intoArray(results, at + row + 2 * LANES);
            sums3.intoArray(results, at + row + 3 * LANES);
        }
    }

    private static ShortVector words(byte[] nibbles, int from) {
        return ByteVector.fromArray(BYTES, nibbles, from).reinterpretAsShorts();
    }

    /** Folds four registers at once, each in the order of {@link #sum(FloatVector)}. */
    private static void sums(
            FloatVector one, FloatVector two, FloatVector three, FloatVector four, float[] results, int at) {
        FloatVector folded = foldQuarters(foldHalves(one, three), foldHalves(two, four));
        if (LANES > 8) {
            folded = folded.add(folded.rearrange(BY_TWO));
        }
        if (LANES > 4) {
            folded = folded.add(folded.rearrange(BY_ONE));
        }
        results[at] = folded.lane(0);
        results[at + 1] = folded.lane(QUARTER);
        results[at + 2] = folded.lane(2 * QUARTER);
        results[at + 3] = folded.lane(3 * QUARTER);
    }

    /** Adds up the halves of two registers: the first's below, the second's above. */
    private static FloatVector foldHalves(FloatVector one, FloatVector two) {
        return fold(one, two, BY_HALF, BY_HALF, UPPER_HALF);
    }

    /** Adds up the quarters of two registers' halves: the first's in the even quarters, the second's in the odd ones. */
    private static FloatVector foldQuarters(FloatVector one, FloatVector two) {
        return fold(one, two, BY_QUARTER, BACK_BY_QUARTER, ODD_QUARTERS);
    }

    private static FloatVector fold(
            FloatVector one,
            FloatVector two,
            VectorShuffle<Float> by,
            VectorShuffle<Float> backBy,
            VectorMask<Float> odd) {
        return one.blend(two.rearrange(backBy), odd).add(one.rearrange(by).blend(two, odd));
    }

    private static float sum(FloatVector values) {
        FloatVector folded = values.add(values.rearrange(BY_HALF));
        if (LANES > 4) {
            folded = folded.add(folded.rearrange(BY_QUARTER));
        }
        if (LANES > 8) {
            folded = folded.add(folded.rearrange(BY_TWO));
        }
        return folded.lane(0) + folded.lane(1);
    }

    private static FloatVector squares(FloatVector one, FloatVector other, FloatVector sum) {
        FloatVector difference = one.sub(other);
        return difference.fma(difference, sum);
    }

    private static float square(float value) {
        return value * value;
    }

    private static FloatVector codes(byte[] codes, int from) {
        return (FloatVector) ByteVector.fromArray(QUARTERS, codes, from).castShape(FLOATS, 0);
    }

    private static FloatVector halves(short[] halves, int from) {
        IntVector bits = (IntVector) ShortVector.fromArray(HALVES, halves, from).castShape(INTS, 0);
        return bits.lanewise(VectorOperators.LSHL, 13)
                .and(HALF_BITS)
                .reinterpretAsFloats()
                .mul(HALF_EXPONENT);
    }

    private static ShortVector shorts(byte[] codes, int from) {
        return (ShortVector) ByteVector.fromArray(CODES, codes, from).castShape(SHORTS, 0);
    }

    private static IntVector products(ShortVector values, byte[] codes, int from) {
        return values.mul(shorts(codes, from)).reinterpretAsInts();
    }
}
