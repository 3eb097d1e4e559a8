package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FactorSolverTest {

    /** As many steps as dimensions are the exact solution, but for rounding. */
    @Property(tries = 40)
    void conjugateGradientsComeToTheExactSolution(
            @ForAll @IntRange(min = 1, max = 20) int d, @ForAll @IntRange(max = 300) int liked, @ForAll long seed) {
        Random random = new Random(seed);
        float[][] vectors = vectors(random, 60, d);
        double[][] gram = gram(vectors, d);
        FactorSolver exact = new ExactSolver(gram, 0.1);
        FactorSolver steps = new ConjugateGradientSolver(gram, 0.1, 3 * d);
        exact.begin(2);
        steps.begin(2);
        for (int i = 0; i < liked; i++) {
            exact.add(vectors[i % 60], 1 + i % 3);
            steps.add(vectors[i % 60], 1 + i % 3);
        }
        float[] expected = new float[d];
        float[] actual = vectors(random, 1, d)[0];
        exact.solve(expected);
        steps.solve(actual);
        assertThat(actual).containsExactly(expected, within(1e-4f));
    }

    /** Ten million likes of one vector: (n h hᵀ + r I) x = n h has the solution n h / (r + n |h|²). */
    @Test
    void tenMillionLikesLoseNothing() {
        int n = 10_000_000;
        double ridge = 0.01 * n;
        float[] h = {0.1f, -0.3f, 0.7f};
        FactorSolver solver = new ExactSolver(new double[3][3], 1);
        solver.begin(ridge);
        for (int i = 0; i < n; i++) {
            solver.add(h, 1);
        }
        float[] x = new float[3];
        solver.solve(x);
        double squared = 0;
        for (float value : h) {
            squared += (double) value * value;
        }
        for (int i = 0; i < 3; i++) {
            assertThat((double) x[i]).isCloseTo((double) n * h[i] / (ridge + n * squared), within(1e-4));
        }
    }

    @Test
    void aSolverCanBeUsedAgain() {
        FactorSolver solver = new ExactSolver(new double[1][1], 1);
        float[] x = new float[1];
        for (int round = 0; round < 2; round++) {
            solver.begin(1);
            solver.add(new float[] {1}, 1);
            solver.solve(x);
            assertThat(x[0]).isEqualTo(0.5f);
        }
    }

    @Test
    void theGramOfManyRowsIsTheSumOfTheirProducts() {
        Random random = new Random(3);
        float[][] rows = vectors(random, 40_000, 5);
        double[][] gram = gram(rows, 5);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                double sum = 0;
                for (float[] row : rows) {
                    sum += (double) row[i] * row[j];
                }
                assertThat(gram[i][j]).isCloseTo(sum, within(1e-3));
            }
        }
    }

    private static double[][] gram(float[][] rows, int d) {
        try (Workers workers = new Workers(2)) {
            return Gram.of(rows, d, workers);
        }
    }

    private static float[][] vectors(Random random, int count, int d) {
        float[][] vectors = new float[count][d];
        for (float[] vector : vectors) {
            for (int i = 0; i < d; i++) {
                vector[i] = random.nextFloat() - 0.5f;
            }
        }
        return vectors;
    }
}
