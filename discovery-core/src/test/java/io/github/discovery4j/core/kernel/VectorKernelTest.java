package io.github.discovery4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Both kernels against sums in double precision, over lengths that fit no register and offsets that fit no cache line. */
class VectorKernelTest {

    @Provide
    Arbitrary<VectorKernel> kernels() {
        return Arbitraries.of(List.of(VectorKernels.plain(), VectorKernels.fastest()));
    }

    @Example
    void theseTestsRunTheKernelOfTheIncubator() {
        assertThat(VectorKernels.fastest().name()).contains("jdk.incubator.vector");
    }

    @Property(tries = 300)
    void floatsComeNearToDoubles(
            @ForAll("kernels") VectorKernel kernel,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 300) int length,
            @ForAll @IntRange(max = 20) int gap,
            @ForAll @IntRange(min = -30, max = 15) int exponent) {
        Vectors vectors = new Vectors(random, length, gap, Math.scalb(1f, exponent));
        float[] dots = new float[6];
        float[] squares = new float[6];
        int[] at = vectors.at;
        kernel.dot4(vectors.floats, at[0], vectors.floats, at[1], at[2], at[3], at[4], length, dots, 1);
        kernel.squareDistance4(vectors.floats, at[0], vectors.floats, at[1], at[2], at[3], at[4], length, squares, 2);
        for (int i = 0; i < 4; i++) {
            double dot = 0;
            double square = 0;
            double scale = 0;
            for (int j = 0; j < length; j++) {
                double one = vectors.floats[at[0] + j];
                double other = vectors.floats[at[1 + i] + j];
                dot += one * other;
                square += (one - other) * (one - other);
                scale += Math.abs(one * other) + (one - other) * (one - other);
            }
            assertThat((double) dots[1 + i]).isCloseTo(dot, within(scale * 1e-5));
            assertThat((double) squares[2 + i]).isCloseTo(square, within(scale * 1e-5));
            assertThat(kernel.dot(vectors.floats, at[0], vectors.floats, at[1 + i], length))
                    .as("alone as among four")
                    .isEqualTo(dots[1 + i]);
            assertThat(kernel.dot(vectors.floats, at[1 + i], vectors.floats, at[0], length))
                    .as("in either order")
                    .isEqualTo(dots[1 + i]);
            assertThat(kernel.squareDistance(vectors.floats, at[0], vectors.floats, at[1 + i], length))
                    .isEqualTo(squares[2 + i]);
            assertThat(kernel.squareDistance(vectors.floats, at[1 + i], vectors.floats, at[0], length))
                    .isEqualTo(squares[2 + i]);
        }
        assertThat(dots[0]).as("nothing else is written").isZero();
        assertThat(dots[5]).isZero();
    }

    @Property(tries = 300)
    void bytesAreExact(
            @ForAll("kernels") VectorKernel kernel,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 300) int length,
            @ForAll @IntRange(max = 20) int gap) {
        Vectors vectors = new Vectors(random, length, gap, 1);
        int[] at = vectors.at;
        int[] dots = new int[4];
        kernel.dot4(vectors.bytes, at[0], vectors.bytes, at[1], at[2], at[3], at[4], length, dots, 0);
        for (int i = 0; i < 4; i++) {
            int dot = 0;
            for (int j = 0; j < length; j++) {
                dot += vectors.bytes[at[0] + j] * vectors.bytes[at[1 + i] + j];
            }
            assertThat(dots[i]).isEqualTo(dot);
            assertThat(kernel.dot(vectors.bytes, at[0], vectors.bytes, at[1 + i], length))
                    .isEqualTo(dot);
        }
    }

    @Property(tries = 300)
    void aRunIsAsAlone(
            @ForAll("kernels") VectorKernel kernel,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 300) int length,
            @ForAll @IntRange(max = 40) int count) {
        float[] one = new float[length];
        float[] rows = new float[count * length + random.nextInt(20)];
        for (int i = 0; i < one.length; i++) {
            one[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        float[] results = new float[count + 1];
        kernel.dots(one, rows, count, length, results);
        Set<Integer> seen = new HashSet<>();
        for (int place = 0; place < count; place++) {
            int row = VectorKernel.rowAt(place, count);
            seen.add(row);
            assertThat(results[place]).isEqualTo(kernel.dot(one, 0, rows, row * length, length));
        }
        assertThat(seen).as("every row has a product").hasSize(count);
        assertThat(results[count]).as("nothing else is written").isZero();
    }

    @Property(tries = 300)
    void fourByTwoAreAsAlone(
            @ForAll("kernels") VectorKernel kernel,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 300) int length,
            @ForAll @IntRange(max = 20) int gap) {
        Vectors vectors = new Vectors(random, length, gap, 1);
        float[] four = new float[gap + 4 * length];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(vectors.floats, vectors.at[i], four, gap + i * length, length);
        }
        float[] results = new float[9];
        kernel.dot4By2(four, gap, vectors.floats, vectors.at[3], vectors.at[4], length, results);
        for (int i = 0; i < 8; i++) {
            assertThat(results[i])
                    .isEqualTo(kernel.dot(four, gap + i % 4 * length, vectors.floats, vectors.at[3 + i / 4], length));
        }
        assertThat(results[8]).as("nothing else is written").isZero();
    }

    @Property(tries = 300)
    void nibblesAreExact(
            @ForAll("kernels") VectorKernel kernel,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 100) int words,
            @ForAll @IntRange(max = 20) int gap) {
        byte[] nibbles = new byte[gap + 2 * words * VectorKernel.NIBBLE_ROWS];
        short[] factors = new short[4 * words];
        // Now and then nothing is larger than these sums.
        boolean largest = random.nextInt(4) == 0;
        random.nextBytes(nibbles);
        if (largest) {
            Arrays.fill(nibbles, (byte) -1);
        }
        for (int i = 0; i < factors.length; i++) {
            int factor =
                    largest ? 2 * VectorKernel.LARGEST_FACTOR : random.nextInt(2 * VectorKernel.LARGEST_FACTOR + 1);
            factors[i] = (short) (factor - VectorKernel.LARGEST_FACTOR);
        }
        int[] results = new int[VectorKernel.NIBBLE_ROWS + 2];
        kernel.nibbleDots(factors, nibbles, gap, words, results, 1);
        for (int row = 0; row < VectorKernel.NIBBLE_ROWS; row++) {
            int expected = 0;
            for (int i = 0; i < factors.length; i++) {
                int place = gap + 2 * (i / 4 * VectorKernel.NIBBLE_ROWS + row) + i % 4 / 2;
                expected += (nibbles[place] >> i % 2 * 4 & 15) * factors[i];
            }
            assertThat(results[1 + row]).isEqualTo(expected);
        }
        assertThat(results[0]).as("nothing else is written").isZero();
        assertThat(results[VectorKernel.NIBBLE_ROWS + 1]).isZero();
    }

    @Property(tries = 300)
    void anIntervalIsClosedAndHasNoRoomForNaN(
            @ForAll("kernels") VectorKernel kernel, @ForAll Random random, @ForAll @IntRange(max = 300) int count) {
        double[] some = {
            Double.NaN, Double.NEGATIVE_INFINITY, -1, -0.0, 0.0, Double.MIN_VALUE, 1, Double.POSITIVE_INFINITY
        };
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = some[random.nextInt(some.length)];
        }
        double least = some[1 + random.nextInt(some.length - 1)];
        double most = some[1 + random.nextInt(some.length - 1)];
        long[] bits = new long[(count + 63) / 64 + 1];
        Arrays.fill(bits, 0x5555_5555_5555_5555L);
        kernel.within(numbers, count, least, most, bits);
        for (int i = 0; i < count; i++) {
            assertThat((bits[i / 64] >>> i & 1) != 0)
                    .as("%s in [%s, %s]", numbers[i], least, most)
                    .isEqualTo(numbers[i] >= least && numbers[i] <= most);
        }
        if (count % 64 > 0) {
            assertThat(bits[count / 64] >>> count)
                    .as("zeros up to the end of the word")
                    .isZero();
        }
        assertThat(bits[bits.length - 1]).as("nothing else is written").isEqualTo(0x5555_5555_5555_5555L);
    }

    @Property(tries = 10)
    void bytesDoNotOverflow(@ForAll("kernels") VectorKernel kernel) {
        byte[] lowest = new byte[65_536];
        Arrays.fill(lowest, Byte.MIN_VALUE);
        assertThat(kernel.dot(lowest, 0, lowest, 0, lowest.length)).isEqualTo(65_536 * 128 * 128);
        byte[] highest = new byte[65_536];
        Arrays.fill(highest, Byte.MAX_VALUE);
        assertThat(kernel.dot(lowest, 0, highest, 0, lowest.length)).isEqualTo(-65_536 * 128 * 127);
    }

    @Property(tries = 300)
    void mixedFormsWidenExactly(
            @ForAll("kernels") VectorKernel kernel,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 300) int length,
            @ForAll @IntRange(max = 20) int gap) {
        Vectors vectors = new Vectors(random, length, gap, 1);
        int[] at = vectors.at;
        float[] codes = new float[4];
        float[] halves = new float[4];
        float[] squares = new float[4];
        kernel.dot4(vectors.floats, at[0], vectors.bytes, at[1], at[2], at[3], at[4], length, codes, 0);
        kernel.dot4(vectors.floats, at[0], vectors.halves, at[1], at[2], at[3], at[4], length, halves, 0);
        kernel.squareDistance4(vectors.floats, at[0], vectors.halves, at[1], at[2], at[3], at[4], length, squares, 0);
        for (int i = 0; i < 4; i++) {
            float[] widened = new float[length];
            float[] half = new float[length];
            for (int j = 0; j < length; j++) {
                widened[j] = vectors.bytes[at[1 + i] + j];
                half[j] = Float.float16ToFloat(vectors.halves[at[1 + i] + j]);
            }
            assertThat((double) codes[i])
                    .isCloseTo(exactDot(vectors.floats, at[0], widened), within(3e-5 * 128 * length));
            assertThat((double) halves[i]).isCloseTo(exactDot(vectors.floats, at[0], half), within(1e-5 * length));
            assertThat(squares[i])
                    .isCloseTo(
                            VectorKernels.plain().squareDistance(vectors.floats, at[0], half, 0, length),
                            within(1e-5f * length));
            assertThat(kernel.dot(vectors.floats, at[0], vectors.bytes, at[1 + i], length))
                    .isEqualTo(codes[i]);
            assertThat(kernel.dot(vectors.floats, at[0], vectors.halves, at[1 + i], length))
                    .isEqualTo(halves[i]);
            assertThat(kernel.squareDistance(vectors.floats, at[0], vectors.halves, at[1 + i], length))
                    .isEqualTo(squares[i]);
        }
    }

    /** Each of the 63,488 finite float16 values, alone in its vector. */
    @Example
    void everyHalfKeepsItsValue() {
        float[] one = new float[64];
        Arrays.fill(one, 1);
        short[] halves = new short[64];
        for (int bits = 0; bits < 1 << 16; bits++) {
            if (Float.isFinite(Float.float16ToFloat((short) bits))) {
                halves[bits % 64] = (short) bits;
                assertThat(VectorKernels.fastest().dot(one, 0, halves, 0, 64))
                        .isEqualTo(Float.float16ToFloat((short) bits));
                halves[bits % 64] = 0;
            }
        }
    }

    @Example
    void whatDoesNotRunHereIsNotChosen() {
        assertThat(VectorKernels.load("io.github.discovery4j.core.kernel.NoSuchKernel"))
                .isNull();
        assertThat(VectorKernels.load(VectorKernelTest.class.getName())).isNull();
        assertThat(VectorKernels.load(Unlinked.class.getName())).isNull();
        assertThat(VectorKernels.load(Unsupported.class.getName())).isNull();
        assertThat(VectorKernels.load(PlainKernel.class.getName())).isNotNull();
    }

    @Example
    void oneThatComputesSomethingElseIsNotChosen() {
        for (int wrongLength : new int[] {1, 33, 67}) {
            WrongAt.length = wrongLength;
            assertThat(VectorKernels.load(WrongAt.class.getName())).isNull();
        }
        WrongAt.length = 0;
        assertThat(VectorKernels.load(WrongAt.class.getName())).isNotNull();
        assertThat(VectorKernels.load(Shuffled.class.getName())).isNull();
    }

    /** Computes right products and gives them to other rows. */
    static final class Shuffled extends WrongAt {
        @Override
        public void dots(float[] one, float[] rows, int count, int length, float[] results) {
            for (int row = 0; row < count; row++) {
                results[row] = dot(one, 0, rows, row * length, length);
            }
        }
    }

    /** As a class that was compiled against another JDK fails. */
    static final class Unlinked extends WrongAt {
        Unlinked() {
            throw new NoSuchMethodError("reduceLanes");
        }
    }

    static final class Unsupported extends WrongAt {
        Unsupported() {
            throw new UnsupportedOperationException("registers of 64 bits");
        }
    }

    private static double exactDot(float[] one, int from, float[] other) {
        double sum = 0;
        for (int i = 0; i < other.length; i++) {
            sum += (double) one[from + i] * other[i];
        }
        return sum;
    }

    /** Five vectors with gaps between them. */
    private static final class Vectors {
        final float[] floats;
        final byte[] bytes;
        final short[] halves;
        final int[] at = new int[5];

        Vectors(Random random, int length, int gap, float scale) {
            int size = 5 * (length + gap);
            floats = new float[size];
            halves = new short[size];
            bytes = new byte[size];
            random.nextBytes(bytes);
            for (int i = 0; i < size; i++) {
                floats[i] = (random.nextFloat() - 0.5f) * scale;
                halves[i] = Float.floatToFloat16(random.nextFloat() - 0.5f);
            }
            for (int i = 0; i < 5; i++) {
                at[i] = gap + i * (length + gap);
            }
            // The last vector ends with the array, so that reading on would throw.
            at[4] = size - length;
        }
    }
}
