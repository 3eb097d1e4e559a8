package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CholeskyTest {

    @Property(tries = 60)
    void solvesWhatWasMultiplied(@ForAll @IntRange(min = 1, max = 40) int d, @ForAll long seed) {
        Random random = new Random(seed);
        double[][] matrix = new double[d][d];
        for (int k = 0; k < d; k++) {
            double[] row = random.doubles(d, -1, 1).toArray();
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    matrix[i][j] += row[i] * row[j];
                }
                matrix[i][i] += 0.01;
            }
        }
        double[] expected = random.doubles(d, -1, 1).toArray();
        double[] vector = new double[d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                vector[i] += matrix[i][j] * expected[j];
            }
        }
        Cholesky.factor(matrix);
        Cholesky.solve(matrix, vector);
        for (int i = 0; i < d; i++) {
            assertThat(vector[i]).isCloseTo(expected[i], within(1e-8));
        }
    }

    /** x + y = 2 twice says nothing about y once x is chosen. */
    @Test
    void aDirectionThatIsNotDeterminedGetsZero() {
        double[][] matrix = {{1, 1, 0}, {1, 1, 0}, {0, 0, 0}};
        double[] vector = {2, 2, 0};
        Cholesky.factor(matrix);
        Cholesky.solve(matrix, vector);
        assertThat(vector).containsExactly(2, 0, 0);
    }
}
