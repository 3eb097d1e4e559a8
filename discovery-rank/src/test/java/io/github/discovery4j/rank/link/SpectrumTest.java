package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netlib.util.intW;

class SpectrumTest {

    private static double[][] ties(Ties ties) {
        int n = ties.users().size();
        double[][] tie = new double[n][n];
        for (int i = 0; i < ties.size(); i++) {
            tie[ties.fromOrdinal(i)][ties.toOrdinal(i)] = 1;
            tie[ties.toOrdinal(i)][ties.fromOrdinal(i)] = 1;
        }
        double[][] matrix = new double[n][n];
        for (int p = 0; p < n; p++) {
            for (int q = 0; q < n; q++) {
                double both = (Arrays.stream(tie[p]).sum() + 1)
                        * (Arrays.stream(tie[q]).sum() + 1);
                matrix[p][q] = tie[p][q] / Math.sqrt(both);
            }
        }
        return matrix;
    }

    private static double[][] tastes(Interactions likes) {
        int n = likes.users().size();
        int m = likes.items().size();
        double[][] value = new double[n][m];
        double[] likers = new double[m];
        for (int i = 0; i < likes.size(); i++) {
            value[likes.userOrdinal(i)][likes.itemOrdinal(i)] = Math.sqrt(likes.weight(i));
            likers[likes.itemOrdinal(i)]++;
        }
        double people =
                Arrays.stream(value).filter(row -> Arrays.stream(row).sum() > 0).count();
        for (double[] row : value) {
            for (int i = 0; i < m; i++) {
                row[i] *= likers[i] == 0 ? 0 : Math.log(people / likers[i]);
            }
        }
        double[][] matrix = new double[n][n];
        for (int p = 0; p < n; p++) {
            for (int q = 0; q < n; q++) {
                double lengths = Math.sqrt(dot(value[p], value[p]) * dot(value[q], value[q]));
                matrix[p][q] = lengths == 0 ? 0 : dot(value[p], value[q]) / lengths;
            }
        }
        return matrix;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] eigenvalues(double[][] matrix) {
        int n = matrix.length;
        double[] flat = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
        double[] ascending = new double[n];
        JavaLAPACK.getInstance().dsyev("N", "U", n, flat, n, ascending, new double[34 * n], 34 * n, new intW(0));
        double[] descending = new double[n];
        Arrays.setAll(descending, i -> ascending[n - 1 - i]);
        return descending;
    }

    @Test
    void valuesAndVectorsAreThoseOfTheMatrix() {
        Ties ties = PeopleSamples.ties().over(PeopleSamples.people());
        Interactions likes = PeopleSamples.likes()
                .over(PeopleSamples.people(), PeopleSamples.likes().items());
        areThoseOf(ties(ties), new TieOperator(Neighbours.of(ties)));
        areThoseOf(tastes(likes), TasteOperator.of(likes));
    }

    private static void areThoseOf(double[][] matrix, SymmetricOperator operator) {
        Spectrum.Pairs pairs = Spectrum.of(operator, 6, 1);
        assertThat(pairs.values()).containsExactly(Arrays.copyOf(eigenvalues(matrix), 6), within(1e-9));
        for (int k = 0; k < 6; k++) {
            double length = 0;
            for (int p = 0; p < matrix.length; p++) {
                double product = 0;
                for (int q = 0; q < matrix.length; q++) {
                    product += matrix[p][q] * pairs.vectors()[q][k];
                }
                assertThat(product).isCloseTo(pairs.values()[k] * pairs.vectors()[p][k], within(1e-8));
                length += pairs.vectors()[p][k] * pairs.vectors()[p][k];
            }
            assertThat(length).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void fewerPeopleThanValuesGiveAsManyAsThereArePeople() {
        Neighbours two = Neighbours.of(Ties.builder(false).add("a", "b").build());
        assertThat(Spectrum.of(new TieOperator(two), 10, 0).values())
                .containsExactly(new double[] {0.5, -0.5}, within(1e-9));
        assertThat(Spectrum.of(new TieOperator(Neighbours.of(Ties.NONE)), 10, 0).values())
                .isEmpty();
    }

    @Test
    void peopleWithoutAnythingHaveNoValues() {
        IdMap people = IdMap.of(List.of("a", "b", "c"));
        assertThat(Spectrum.of(new TieOperator(Neighbours.of(Ties.NONE.over(people))), 2, 0)
                        .values())
                .containsExactly(new double[] {0, 0}, within(1e-9));
        Interactions nothing = Interactions.builder().build().over(people, IdMap.of(List.of("x")));
        assertThat(Spectrum.of(TasteOperator.of(nothing), 2, 0).values())
                .containsExactly(new double[] {0, 0}, within(1e-9));
    }
}
