package io.github.discovery4j.index.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on {@code jdk.incubator.vector}, in registers as wide as the processor's.
 *
 * <p>Every pair of float vectors has two sums of its own, one for even and one for odd registers, and what fills no register
 * is added one by one: alone or among four, the additions are the same.
 */
final class SimdKernel implements VectorKernel {

    /*
     * 1. The compiler keeps vectors in registers only where it sees their species as constants and all of the loop in one
     *    method. Hence the loops that look alike: a shared one that takes the operation as an argument allocates.
     * 2. The library's own sum of a register's floats adds in an order that differs between interpreted and compiled code, and
     *    so would its last bit. Folding the register gives one order.
     * 3. Bytes are loaded in the smallest species there is, 64 bits, where a quarter of a register is less. A loop over them
     *    therefore ends a load, not a register, before the end.
     * 4. A float16 becomes a float32 by moving its bits to the places of float32's and multiplying by 2^112, which mends the
     *    exponent; float16's subnormal values come out right too. A sign-extended value that moved left by 13 has its sign
     *    in bits 28 to 31; the mask leaves the topmost.
     *    Four such loops in one method are more than the compiler keeps in registers: four at a time are one by one.
     * 5. The product of two signed bytes fits a short. Two neighbouring shorts are an int: its upper half moved down, and its
     *    lower half moved up and down again, are their values.
     */

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
    private static final VectorSpecies<Short> SHORTS = FLOATS.withLanes(short.class);
    private static final VectorSpecies<Short> HALVES =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 2)));
    private static final VectorSpecies<Byte> QUARTERS =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 4)));
    private static final VectorSpecies<Byte> CODES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 2)));

    private static final int LANES = FLOATS.length();
    private static final VectorShuffle<Float> BY_EIGHT = VectorShuffle.iota(FLOATS, LANES > 8 ? 8 : 0, 1, true);
    private static final VectorShuffle<Float> BY_FOUR = VectorShuffle.iota(FLOATS, LANES > 4 ? 4 : 0, 1, true);
    private static final VectorShuffle<Float> BY_TWO = VectorShuffle.iota(FLOATS, 2, 1, true);
    private static final int SHORT_LANES = SHORTS.length();

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
        FloatVector even = FloatVector.zero(FLOATS);
        FloatVector odd = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last - LANES; i += 2 * LANES) {
            even = FloatVector.fromArray(FLOATS, one, from + i)
                    .fma(FloatVector.fromArray(FLOATS, other, otherFrom + i), even);
            odd = FloatVector.fromArray(FLOATS, one, from + i + LANES)
                    .fma(FloatVector.fromArray(FLOATS, other, otherFrom + i + LANES), odd);
        }
        if (i <= last) {
            even = FloatVector.fromArray(FLOATS, one, from + i)
                    .fma(FloatVector.fromArray(FLOATS, other, otherFrom + i), even);
            i += LANES;
        }
        float sum = sum(even.add(odd));
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
        FloatVector even0 = FloatVector.zero(FLOATS);
        FloatVector odd0 = FloatVector.zero(FLOATS);
        FloatVector even1 = FloatVector.zero(FLOATS);
        FloatVector odd1 = FloatVector.zero(FLOATS);
        FloatVector even2 = FloatVector.zero(FLOATS);
        FloatVector odd2 = FloatVector.zero(FLOATS);
        FloatVector even3 = FloatVector.zero(FLOATS);
        FloatVector odd3 = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last - LANES; i += 2 * LANES) {
            FloatVector even = FloatVector.fromArray(FLOATS, one, from + i);
            even0 = even.fma(FloatVector.fromArray(FLOATS, others, first + i), even0);
            even1 = even.fma(FloatVector.fromArray(FLOATS, others, second + i), even1);
            even2 = even.fma(FloatVector.fromArray(FLOATS, others, third + i), even2);
            even3 = even.fma(FloatVector.fromArray(FLOATS, others, fourth + i), even3);
            FloatVector odd = FloatVector.fromArray(FLOATS, one, from + i + LANES);
            odd0 = odd.fma(FloatVector.fromArray(FLOATS, others, first + i + LANES), odd0);
            odd1 = odd.fma(FloatVector.fromArray(FLOATS, others, second + i + LANES), odd1);
            odd2 = odd.fma(FloatVector.fromArray(FLOATS, others, third + i + LANES), odd2);
            odd3 = odd.fma(FloatVector.fromArray(FLOATS, others, fourth + i + LANES), odd3);
        }
        if (i <= last) {
            FloatVector even = FloatVector.fromArray(FLOATS, one, from + i);
            even0 = even.fma(FloatVector.fromArray(FLOATS, others, first + i), even0);
            even1 = even.fma(FloatVector.fromArray(FLOATS, others, second + i), even1);
            even2 = even.fma(FloatVector.fromArray(FLOATS, others, third + i), even2);
            even3 = even.fma(FloatVector.fromArray(FLOATS, others, fourth + i), even3);
            i += LANES;
        }
        float sum0 = sum(even0.add(odd0));
        float sum1 = sum(even1.add(odd1));
        float sum2 = sum(even2.add(odd2));
        float sum3 = sum(even3.add(odd3));
        for (; i < length; i++) {
            float value = one[from + i];
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
    public float squareDistance(float[] one, int from, float[] other, int otherFrom, int length) {
        FloatVector even = FloatVector.zero(FLOATS);
        FloatVector odd = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last - LANES; i += 2 * LANES) {
            even = squares(
                    FloatVector.fromArray(FLOATS, one, from + i),
                    FloatVector.fromArray(FLOATS, other, otherFrom + i),
                    even);
            odd = squares(
                    FloatVector.fromArray(FLOATS, one, from + i + LANES),
                    FloatVector.fromArray(FLOATS, other, otherFrom + i + LANES),
                    odd);
        }
        if (i <= last) {
            even = squares(
                    FloatVector.fromArray(FLOATS, one, from + i),
                    FloatVector.fromArray(FLOATS, other, otherFrom + i),
                    even);
            i += LANES;
        }
        float sum = sum(even.add(odd));
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
        FloatVector even0 = FloatVector.zero(FLOATS);
        FloatVector odd0 = FloatVector.zero(FLOATS);
        FloatVector even1 = FloatVector.zero(FLOATS);
        FloatVector odd1 = FloatVector.zero(FLOATS);
        FloatVector even2 = FloatVector.zero(FLOATS);
        FloatVector odd2 = FloatVector.zero(FLOATS);
        FloatVector even3 = FloatVector.zero(FLOATS);
        FloatVector odd3 = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last - LANES; i += 2 * LANES) {
            FloatVector even = FloatVector.fromArray(FLOATS, one, from + i);
            even0 = squares(even, FloatVector.fromArray(FLOATS, others, first + i), even0);
            even1 = squares(even, FloatVector.fromArray(FLOATS, others, second + i), even1);
            even2 = squares(even, FloatVector.fromArray(FLOATS, others, third + i), even2);
            even3 = squares(even, FloatVector.fromArray(FLOATS, others, fourth + i), even3);
            FloatVector odd = FloatVector.fromArray(FLOATS, one, from + i + LANES);
            odd0 = squares(odd, FloatVector.fromArray(FLOATS, others, first + i + LANES), odd0);
            odd1 = squares(odd, FloatVector.fromArray(FLOATS, others, second + i + LANES), odd1);
            odd2 = squares(odd, FloatVector.fromArray(FLOATS, others, third + i + LANES), odd2);
            odd3 = squares(odd, FloatVector.fromArray(FLOATS, others, fourth + i + LANES), odd3);
        }
        if (i <= last) {
            FloatVector even = FloatVector.fromArray(FLOATS, one, from + i);
            even0 = squares(even, FloatVector.fromArray(FLOATS, others, first + i), even0);
            even1 = squares(even, FloatVector.fromArray(FLOATS, others, second + i), even1);
            even2 = squares(even, FloatVector.fromArray(FLOATS, others, third + i), even2);
            even3 = squares(even, FloatVector.fromArray(FLOATS, others, fourth + i), even3);
            i += LANES;
        }
        float sum0 = sum(even0.add(odd0));
        float sum1 = sum(even1.add(odd1));
        float sum2 = sum(even2.add(odd2));
        float sum3 = sum(even3.add(odd3));
        for (; i < length; i++) {
            float value = one[from + i];
            sum0 += square(value - others[first + i]);
            sum1 += square(value - others[second + i]);
            sum2 += square(value - others[third + i]);
            sum3 += square(value - others[fourth + i]);
        }
        results[at] = sum0;
        results[at + 1] = sum1;
        results[at + 2] = sum2;
        results[at + 3] = sum3;
    }

    @Override
    public float dot(float[] one, int from, byte[] codes, int codesFrom, int length) {
        FloatVector even = FloatVector.zero(FLOATS);
        FloatVector odd = FloatVector.zero(FLOATS);
        int last = length - QUARTERS.length();
        int i = 0;
        for (; i <= last - LANES; i += 2 * LANES) {
            even = FloatVector.fromArray(FLOATS, one, from + i).fma(codes(codes, codesFrom + i), even);
            odd = FloatVector.fromArray(FLOATS, one, from + i + LANES).fma(codes(codes, codesFrom + i + LANES), odd);
        }
        if (i <= last) {
            even = FloatVector.fromArray(FLOATS, one, from + i).fma(codes(codes, codesFrom + i), even);
            i += LANES;
        }
        float sum = sum(even.add(odd));
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
        FloatVector even0 = FloatVector.zero(FLOATS);
        FloatVector odd0 = FloatVector.zero(FLOATS);
        FloatVector even1 = FloatVector.zero(FLOATS);
        FloatVector odd1 = FloatVector.zero(FLOATS);
        FloatVector even2 = FloatVector.zero(FLOATS);
        FloatVector odd2 = FloatVector.zero(FLOATS);
        FloatVector even3 = FloatVector.zero(FLOATS);
        FloatVector odd3 = FloatVector.zero(FLOATS);
        int last = length - QUARTERS.length();
        int i = 0;
        for (; i <= last - LANES; i += 2 * LANES) {
            FloatVector even = FloatVector.fromArray(FLOATS, one, from + i);
            even0 = even.fma(codes(codes, first + i), even0);
            even1 = even.fma(codes(codes, second + i), even1);
            even2 = even.fma(codes(codes, third + i), even2);
            even3 = even.fma(codes(codes, fourth + i), even3);
            FloatVector odd = FloatVector.fromArray(FLOATS, one, from + i + LANES);
            odd0 = odd.fma(codes(codes, first + i + LANES), odd0);
            odd1 = odd.fma(codes(codes, second + i + LANES), odd1);
            odd2 = odd.fma(codes(codes, third + i + LANES), odd2);
            odd3 = odd.fma(codes(codes, fourth + i + LANES), odd3);
        }
        if (i <= last) {
            FloatVector even = FloatVector.fromArray(FLOATS, one, from + i);
            even0 = even.fma(codes(codes, first + i), even0);
            even1 = even.fma(codes(codes, second + i), even1);
            even2 = even.fma(codes(codes, third + i), even2);
            even3 = even.fma(codes(codes, fourth + i), even3);
            i += LANES;
        }
        float sum0 = sum(even0.add(odd0));
        float sum1 = sum(even1.add(odd1));
        float sum2 = sum(even2.add(odd2));
        float sum3 = sum(even3.add(odd3));
        for (; i < length; i++) {
            float value = one[from + i];
            sum0 += value * codes[first + i];
            sum1 += value * codes[second + i];
            sum2 += value * codes[third + i];
            sum3 += value * codes[fourth + i];
        }
        results[at] = sum0;
        results[at + 1] = sum1;
        results[at + 2] = sum2;
        results[at + 3] = sum3;
    }

    @Override
    public float dot(float[] one, int from, short[] halves, int halvesFrom, int length) {
        FloatVector even = FloatVector.zero(FLOATS);
        FloatVector odd = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last - LANES; i += 2 * LANES) {
            even = FloatVector.fromArray(FLOATS, one, from + i).fma(halves(halves, halvesFrom + i), even);
            odd = FloatVector.fromArray(FLOATS, one, from + i + LANES).fma(halves(halves, halvesFrom + i + LANES), odd);
        }
        if (i <= last) {
            even = FloatVector.fromArray(FLOATS, one, from + i).fma(halves(halves, halvesFrom + i), even);
            i += LANES;
        }
        float sum = sum(even.add(odd));
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
        results[at] = dot(one, from, halves, first, length);
        results[at + 1] = dot(one, from, halves, second, length);
        results[at + 2] = dot(one, from, halves, third, length);
        results[at + 3] = dot(one, from, halves, fourth, length);
    }

    @Override
    public float squareDistance(float[] one, int from, short[] halves, int halvesFrom, int length) {
        FloatVector even = FloatVector.zero(FLOATS);
        FloatVector odd = FloatVector.zero(FLOATS);
        int last = length - LANES;
        int i = 0;
        for (; i <= last - LANES; i += 2 * LANES) {
            even = squares(FloatVector.fromArray(FLOATS, one, from + i), halves(halves, halvesFrom + i), even);
            odd = squares(
                    FloatVector.fromArray(FLOATS, one, from + i + LANES), halves(halves, halvesFrom + i + LANES), odd);
        }
        if (i <= last) {
            even = squares(FloatVector.fromArray(FLOATS, one, from + i), halves(halves, halvesFrom + i), even);
            i += LANES;
        }
        float sum = sum(even.add(odd));
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
        results[at] = squareDistance(one, from, halves, first, length);
        results[at + 1] = squareDistance(one, from, halves, second, length);
        results[at + 2] = squareDistance(one, from, halves, third, length);
        results[at + 3] = squareDistance(one, from, halves, fourth, length);
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

    private static float sum(FloatVector values) {
        FloatVector folded = values;
        if (LANES > 8) {
            folded = folded.add(folded.rearrange(BY_EIGHT));
        }
        if (LANES > 4) {
            folded = folded.add(folded.rearrange(BY_FOUR));
        }
        folded = folded.add(folded.rearrange(BY_TWO));
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
