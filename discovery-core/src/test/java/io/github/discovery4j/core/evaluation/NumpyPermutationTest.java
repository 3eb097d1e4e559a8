package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NumpyPermutationTest {

    @Test
    void givesTheNumbersOfNumpy() {
        assertThat(NumpyPermutation.of(0, 10)).containsExactly(4, 6, 2, 7, 3, 5, 9, 0, 8, 1);
        assertThat(NumpyPermutation.of(12345678901L, 12)).containsExactly(8, 9, 3, 1, 4, 10, 5, 7, 11, 0, 6, 2);
        // The hash of a polynomial in 31 over default_rng(7).permutation(100000), from NumPy 2.4.6.
        assertThat(polynomial(NumpyPermutation.of(7, 100_000))).isEqualTo(9108146848169315056L);
        assertThat(polynomial(NumpyPermutation.of(123456789012345L, 1000))).isEqualTo(97460687566421450L);
    }

    @Test
    void permutesNothingAndOne() {
        assertThat(NumpyPermutation.of(3, 0)).isEmpty();
        assertThat(NumpyPermutation.of(3, 1)).containsExactly(0);
    }

    @Test
    void refusesANegativeSeed() {
        assertThatThrownBy(() -> NumpyPermutation.of(-1, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a seed must be 0 or more, was -1");
    }

    private static long polynomial(int[] values) {
        long hash = 0;
        for (int value : values) {
            hash = hash * 31 + value;
        }
        return hash;
    }
}
