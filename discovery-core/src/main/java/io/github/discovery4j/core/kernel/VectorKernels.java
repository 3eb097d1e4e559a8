package io.github.discovery4j.core.kernel;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the kernel of this JVM, when the class is first used and never again. */
public final class VectorKernels {

    private static final Logger LOG = LoggerFactory.getLogger(VectorKernels.class);

    private static final String INCUBATOR = "jdk.incubator.vector";
    private static final String FAST = "io.github.discovery4j.core.kernel.SimdKernel";

    private static final VectorKernel PLAIN = new PlainKernel();
    private static final VectorKernel CHOSEN = choose();

    private VectorKernels() {}

    /**
     * Returns the fastest kernel that this JVM can run. Keep it in a {@code static final} field: the compiler then sees
     * through it.
     *
     * @return always the same
     */
    public static VectorKernel fastest() {
        return CHOSEN;
    }

    /**
     * Returns the kernel that runs everywhere, to compare with.
     *
     * @return always the same
     */
    public static VectorKernel plain() {
        return PLAIN;
    }

    private static VectorKernel choose() {
        Optional<Module> incubator = ModuleLayer.boot().findModule(INCUBATOR);
        if (incubator.isEmpty()) {
            LOG.info(
                    "Vectors are compared by plain loops; with --add-modules {} searches in memory take about half"
                            + " the time",
                    INCUBATOR);
            return PLAIN;
        }
        VectorKernels.class.getModule().addReads(incubator.get());
        VectorKernel fast = load(FAST);
        return fast == null ? PLAIN : fast;
    }

    /** Returns a kernel that works here, null when it cannot be loaded, finds no use, or computes something else. */
    static @Nullable VectorKernel load(String className) {
        try {
            VectorKernel kernel = Class.forName(className)
                    .asSubclass(VectorKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
            if (agrees(kernel)) {
                return kernel;
            }
            LOG.warn("Vectors are compared by plain loops: kernel {} computes something else here", kernel.name());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException failure) {
            LOG.info("Vectors are compared by plain loops: the kernel on {} does not run here", INCUBATOR, failure);
        }
        return null;
    }

    /** Compares a kernel with the plain one over lengths around those of registers. */
    private static boolean agrees(VectorKernel kernel) {
        Random random = new Random(1);
        for (int length = 1; length <= 67; length++) {
            float[] floats = new float[6 * length];
            byte[] bytes = new byte[6 * length];
            short[] halves = new short[6 * length];
            random.nextBytes(bytes);
            for (int i = 0; i < floats.length; i++) {
                floats[i] = random.nextFloat() - 0.5f;
                halves[i] = Float.floatToFloat16(random.nextFloat() - 0.5f);
            }
            Comparison comparison = new Comparison(kernel, PLAIN, length);
            if (!comparison.holds(floats, bytes, halves)
                    || !comparison.holdsFourByTwo(floats)
                    || !comparison.holdsRun(random)
                    || !comparison.holdsNibbles(random)
                    || !comparison.holdsInterval(random)) {
                return false;
            }
        }
        return true;
    }

    /** Two kernels over the same vectors: one at 0, four from {@code 2 * length} on. */
    private record Comparison(VectorKernel tested, VectorKernel trusted, int length) {

        boolean holds(float[] floats, byte[] bytes, short[] halves) {
            float[] results = new float[4];
            int[] whole = new int[4];
            boolean holds = true;
            tested.dot4(floats, 0, floats, at(0), at(1), at(2), at(3), length, results, 0);
            for (int i = 0; i < 4; i++) {
                holds &= near(results[i], trusted.dot(floats, 0, floats, at(i), length))
                        && near(results[i], tested.dot(floats, 0, floats, at(i), length));
            }
            tested.squareDistance4(floats, 0, floats, at(0), at(1), at(2), at(3), length, results, 0);
            for (int i = 0; i < 4; i++) {
                holds &= near(results[i], trusted.squareDistance(floats, 0, floats, at(i), length))
                        && near(results[i], tested.squareDistance(floats, 0, floats, at(i), length));
            }
            tested.dot4(bytes, 0, bytes, at(0), at(1), at(2), at(3), length, whole, 0);
            for (int i = 0; i < 4; i++) {
                holds &= whole[i] == trusted.dot(bytes, 0, bytes, at(i), length)
                        && whole[i] == tested.dot(bytes, 0, bytes, at(i), length);
            }
            tested.dot4(floats, 0, bytes, at(0), at(1), at(2), at(3), length, results, 0);
            for (int i = 0; i < 4; i++) {
                holds &= near(results[i] / 128, trusted.dot(floats, 0, bytes, at(i), length) / 128)
                        && near(results[i] / 128, tested.dot(floats, 0, bytes, at(i), length) / 128);
            }
            return holds && holds(floats, halves, results);
        }

        private boolean holds(float[] floats, short[] halves, float[] results) {
            boolean holds = true;
            tested.dot4(floats, 0, halves, at(0), at(1), at(2), at(3), length, results, 0);
            for (int i = 0; i < 4; i++) {
                holds &= near(results[i], trusted.dot(floats, 0, halves, at(i), length))
                        && near(results[i], tested.dot(floats, 0, halves, at(i), length));
            }
            tested.squareDistance4(floats, 0, halves, at(0), at(1), at(2), at(3), length, results, 0);
            for (int i = 0; i < 4; i++) {
                holds &= near(results[i], trusted.squareDistance(floats, 0, halves, at(i), length))
                        && near(results[i], tested.squareDistance(floats, 0, halves, at(i), length));
            }
            return holds;
        }

        /** Vectors 0 to 3 with 4 and 5. */
        boolean holdsFourByTwo(float[] floats) {
            float[] results = new float[8];
            tested.dot4By2(floats, 0, floats, 4 * length, 5 * length, length, results);
            boolean holds = true;
            for (int i = 0; i < 8; i++) {
                int row = (4 + i / 4) * length;
                holds &= near(results[i], trusted.dot(floats, i % 4 * length, floats, row, length))
                        && results[i] == tested.dot(floats, i % 4 * length, floats, row, length);
            }
            return holds;
        }

        /** Eight rows together, eight more, and some alone. */
        boolean holdsRun(Random random) {
            int count = 19;
            float[] rows = new float[count * length];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = random.nextFloat() - 0.5f;
            }
            float[] results = new float[count];
            tested.dots(rows, rows, count, length, results);
            boolean holds = true;
            for (int place = 0; place < count; place++) {
                int row = VectorKernel.rowAt(place, count) * length;
                holds &= near(results[place], trusted.dot(rows, 0, rows, row, length))
                        && results[place] == tested.dot(rows, 0, rows, row, length);
            }
            return holds;
        }

        /** As many words as a vector has values. */
        boolean holdsNibbles(Random random) {
            short[] factors = new short[4 * length];
            for (int i = 0; i < factors.length; i++) {
                factors[i] =
                        (short) (random.nextInt(2 * VectorKernel.LARGEST_FACTOR + 1) - VectorKernel.LARGEST_FACTOR);
            }
            byte[] nibbles = new byte[1 + 2 * VectorKernel.NIBBLE_ROWS * length];
            random.nextBytes(nibbles);
            int[] results = new int[VectorKernel.NIBBLE_ROWS];
            int[] expected = new int[VectorKernel.NIBBLE_ROWS];
            tested.nibbleDots(factors, nibbles, 1, length, results, 0);
            trusted.nibbleDots(factors, nibbles, 1, length, expected, 0);
            return Arrays.equals(results, expected);
        }

        /** Twice as many numbers as a vector has values, some at the ends of the interval. */
        boolean holdsInterval(Random random) {
            double[] numbers = new double[2 * length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(8);
            }
            long[] results = new long[(numbers.length + Long.SIZE - 1) / Long.SIZE];
            long[] expected = new long[results.length];
            tested.within(numbers, numbers.length, 2, 5, results);
            trusted.within(numbers, numbers.length, 2, 5, expected);
            return Arrays.equals(results, expected);
        }

        private int at(int vector) {
            return (2 + vector) * length;
        }

        private static boolean near(float one, float other) {
            return Math.abs(one - other) <= 1e-4f;
        }
    }
}
