package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.Interactions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EaseTrainerTest {

    /** The paper's formula with nothing clever: dense X, Gauss-Jordan elimination. */
    @Property(tries = 40)
    void weightsAreThoseOfTheFormula(
            @ForAll @IntRange(min = 1, max = 12) int users,
            @ForAll @IntRange(min = 1, max = 15) int items,
            @ForAll @IntRange(min = 1, max = 100) int regularization,
            @ForAll long seed) {
        Interactions interactions = Samples.random(users, items, 0.4, seed);
        EaseModel model =
                EaseTrainer.builder().regularization(regularization).build().train(interactions);
        int n = interactions.items().size();
        double[][] p = inverse(gram(interactions, regularization, 0, 0));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat((double) model.weight(i, j)).isCloseTo(i == j ? 0 : -p[i][j] / p[j][j], within(1e-6));
            }
        }
    }

    @Property(tries = 40)
    void exponentsWeighPeopleAndScaleTheRidge(
            @ForAll @IntRange(min = 1, max = 12) int users,
            @ForAll @IntRange(min = 1, max = 15) int items,
            @ForAll @IntRange(min = 0, max = 4) int userQuarters,
            @ForAll @IntRange(min = 0, max = 4) int frequencyQuarters,
            @ForAll long seed) {
        Interactions interactions = Samples.random(users, items, 0.4, seed);
        EaseModel model = EaseTrainer.builder()
                .regularization(10)
                .userExponent(userQuarters / 4.0)
                .frequencyExponent(frequencyQuarters / 4.0)
                .build()
                .train(interactions);
        double[][] p = inverse(gram(interactions, 10, userQuarters / 4.0, frequencyQuarters / 4.0));
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                assertThat((double) model.weight(i, j)).isCloseTo(i == j ? 0 : -p[i][j] / p[j][j], within(1e-6));
            }
        }
    }

    @Test
    void theModelIsTheSameWithAnyNumberOfThreads() {
        Interactions interactions = Samples.random(80, 300, 0.1, 5);
        EaseModel one = EaseTrainer.builder().threads(1).build().train(interactions);
        EaseModel three = EaseTrainer.builder().threads(3).build().train(interactions);
        for (int i = 0; i < interactions.items().size(); i++) {
            for (int j = 0; j < interactions.items().size(); j++) {
                assertThat(three.weight(i, j)).isEqualTo(one.weight(i, j));
            }
        }
    }

    @Test
    void whatIsLikedTogetherIsRecommendedTogether() {
        EaseModel model = EaseTrainer.builder().regularization(1).build().train(Samples.twoTastes());
        double[] scores = new double[model.items().size()];
        model.scoreAll(model.historyOf(List.of("A")), scores);
        assertThat(scores[model.items().ordinalOf("B")]).isGreaterThan(0.2);
        assertThat(scores[model.items().ordinalOf("D")]).isZero();
    }

    @Test
    void aRefusalIsNoLike() {
        Interactions interactions = Samples.twoTastes();
        EaseModel model = EaseTrainer.builder().regularization(1).build().train(interactions);
        int dull = interactions.items().ordinalOf("dull");
        for (int other = 0; other < interactions.items().size(); other++) {
            assertThat(model.weight(dull, other)).isZero();
            assertThat(model.weight(other, dull)).isZero();
        }
    }

    @Test
    void nothingToLearnFromGivesAModelThatKnowsNothing() {
        EaseTrainer trainer = EaseTrainer.builder().build();
        EaseModel empty = trainer.train(Interactions.builder().build());
        assertThat(empty.items().size()).isZero();
        empty.scoreAll(new int[0], new double[0]);

        EaseModel silent = trainer.train(Samples.twoTastes().subset(index -> false));
        double[] scores = new double[silent.items().size()];
        silent.scoreAll(new int[] {0, 1}, scores);
        assertThat(scores).containsOnly(0);
    }

    @Test
    void aCatalogueBeyondTheGuardIsRefusedWithTheWayOut() {
        EaseTrainer trainer = EaseTrainer.builder().maxItems(6).build();
        assertThatThrownBy(() -> trainer.train(Samples.twoTastes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 6 items, had 7")
                .hasMessageContaining("PopularityModel");
    }

    @Test
    void aRegularizationLostInRoundingIsReported() {
        // A and B are liked by exactly the same person: without regularization the matrix is singular.
        Interactions twins =
                Interactions.builder().add("ana", "A").add("ana", "B").build();
        // One is lost beside a count, the other beside nothing: the inverse of an unused item overflows.
        Interactions unused = twins.subset(index -> false);
        assertRefused(1e-30, twins);
        assertRefused(Double.MIN_VALUE, unused);
    }

    private static void assertRefused(double regularization, Interactions interactions) {
        EaseTrainer trainer =
                EaseTrainer.builder().regularization(regularization).build();
        assertThatThrownBy(() -> trainer.train(interactions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was " + regularization)
                .hasMessageContaining("raise it");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        EaseTrainer.Builder builder = EaseTrainer.builder();
        for (double regularization : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> builder.regularization(regularization))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (double exponent : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> builder.userExponent(exponent)).hasMessageContaining("userExponent");
            assertThatThrownBy(() -> builder.frequencyExponent(exponent)).hasMessageContaining("was " + exponent);
        }
        assertThatThrownBy(() -> builder.maxItems(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxItems(EaseTrainer.MAX_ITEMS + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.threads(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[][] gram(
            Interactions interactions, double regularization, double userExponent, double frequencyExponent) {
        double[][] x =
                new double[interactions.users().size()][interactions.items().size()];
        for (int index = 0; index < interactions.size(); index++) {
            if (interactions.weight(index) > 0) {
                x[interactions.userOrdinal(index)][interactions.itemOrdinal(index)] = 1;
            }
        }
        double[] weights =
                Arrays.stream(x).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
        double meanLikes = Arrays.stream(weights).average().orElse(1);
        Arrays.setAll(weights, user -> weights[user] == 0 ? 0 : Math.pow(weights[user] / meanLikes, -userExponent));
        int n = interactions.items().size();
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int user = 0; user < x.length; user++) {
                    gram[i][j] += weights[user] * x[user][i] * x[user][j];
                }
            }
        }
        double mean =
                IntStream.range(0, n).mapToDouble(i -> gram[i][i]).average().orElse(1);
        for (int i = 0; i < n; i++) {
            gram[i][i] += regularization * (gram[i][i] == 0 ? 1 : Math.pow(gram[i][i] / mean, frequencyExponent));
        }
        return gram;
    }

    private static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] result = new double[n][n];
        for (int i = 0; i < n; i++) {
            result[i][i] = 1;
        }
        for (int pivot = 0; pivot < n; pivot++) {
            double scale = 1 / matrix[pivot][pivot];
            for (int j = 0; j < n; j++) {
                matrix[pivot][j] *= scale;
                result[pivot][j] *= scale;
            }
            for (int i = 0; i < n; i++) {
                double factor = matrix[i][pivot];
                for (int j = 0; j < n && i != pivot; j++) {
                    matrix[i][j] -= factor * matrix[pivot][j];
                    result[i][j] -= factor * result[pivot][j];
                }
            }
        }
        return result;
    }
}
