package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SymmetricInverseTest {

    @Property(tries = 40)
    void timesTheMatrixIsTheIdentity(@ForAll @IntRange(min = 1, max = 700) int n, @ForAll long seed) {
        double[] matrix = positiveDefinite(n, seed);
        double[] inverse = inverse(matrix, n, 2);
        Random random = new Random(seed);
        for (int probe = 0; probe < 20; probe++) {
            int row = random.nextInt(n);
            int column = random.nextInt(n);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += matrix[row * n + i] * inverse[i * n + column];
            }
            assertThat(sum).isCloseTo(row == column ? 1 : 0, within(1e-10));
        }
    }

    @Property(tries = 20)
    void isSymmetricToTheLastBit(@ForAll @IntRange(min = 1, max = 700) int n, @ForAll long seed) {
        double[] inverse = inverse(positiveDefinite(n, seed), n, 2);
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < row; column++) {
                assertThat(inverse[row * n + column]).isEqualTo(inverse[column * n + row]);
            }
        }
    }

    @Property(tries = 10)
    void isTheSameWithAnyNumberOfThreads(@ForAll @IntRange(min = 1, max = 700) int n, @ForAll long seed) {
        double[] matrix = positiveDefinite(n, seed);
        assertThat(inverse(matrix, n, 3)).containsExactly(inverse(matrix, n, 1));
    }

    @Example
    void refusesAMatrixThatIsNotPositiveDefinite() {
        int n = 300;
        double[] matrix = positiveDefinite(n, 1);
        matrix[200 * n + 200] = -1;
        assertThatThrownBy(() -> inverse(matrix, n, 1)).isInstanceOf(ArithmeticException.class);
    }

    /** AᵀA + I for a random A. */
    private static double[] positiveDefinite(int n, long seed) {
        Random random = new Random(seed);
        double[] a = random.doubles((long) n * n, -1, 1).toArray();
        double[] matrix = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = row == column ? 1 : 0;
                for (int i = 0; i < n; i++) {
                    sum += a[row * n + i] * a[column * n + i];
                }
                matrix[row * n + column] = sum;
                matrix[column * n + row] = sum;
            }
        }
        return matrix;
    }

    private static double[] inverse(double[] matrix, int n, int threads) {
        double[] inverse = matrix.clone();
        try (Workers workers = new Workers(threads)) {
            SymmetricInverse.invert(inverse, n, workers);
        }
        return inverse;
    }
}
