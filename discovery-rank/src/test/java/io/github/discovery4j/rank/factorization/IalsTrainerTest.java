package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IalsTrainerTest {

    /** The papers' formulas with nothing clever: dense matrices, double precision, Gauss-Jordan elimination. */
    @Property(tries = 30)
    void vectorsAreThoseOfTheFormula(
            @ForAll @IntRange(min = 1, max = 15) int users,
            @ForAll @IntRange(min = 1, max = 15) int items,
            @ForAll @IntRange(min = 1, max = 12) int d,
            @ForAll boolean weighted,
            @ForAll long seed) {
        Interactions interactions = Samples.random(users, items, 0.4, seed);
        double scale = weighted ? 0.5 : 0;
        IalsModel model = IalsTrainer.builder()
                .dimension(d)
                .epochs(3)
                .regularization(0.05)
                .unobservedWeight(0.2)
                .frequencyExponent(0.9)
                .weightScale(scale)
                .seed(seed)
                .build()
                .train(interactions);
        double[][] confidences = confidences(interactions, scale);
        double[][] x = new double[interactions.users().size()][d];
        double[][] y = first(interactions.items().size(), d, seed);
        for (int epoch = 0; epoch < 3; epoch++) {
            solveAll(confidences, y, x);
            solveAll(transposed(confidences, y.length), x, y);
        }
        for (int item = 0; item < y.length; item++) {
            assertClose(model.itemVector(item), y[item]);
        }
        if (!weighted) {
            solveAll(confidences, y, x);
            PositiveRows rows = PositiveRows.of(interactions.byUser());
            for (int user = 0; user < x.length; user++) {
                assertClose(model.userVector(rows.row(user)), x[user]);
            }
        }
    }

    @Test
    void whatIsLikedTogetherIsRecommendedTogether() {
        IalsModel model = small().build().train(Samples.twoTastes());
        double[] scores = new double[model.items().size()];
        model.scoreAll(model.historyOf(List.of("A")), scores);
        assertThat(scores[model.items().ordinalOf("B")])
                .isGreaterThan(2 * Math.abs(scores[model.items().ordinalOf("D")]));
        assertThat(model.itemVector(model.items().ordinalOf("dull"))).containsOnly(0);
    }

    @Test
    void moreWeightBringsAScoreNearerToOneOnlyIfAskedFor() {
        IalsModel plain = small().build().train(Samples.twoTastes());
        IalsModel weighted = small().weightScale(2).build().train(Samples.twoTastes());
        int[] history = weighted.historyOf(List.of("A", "D"));
        assertThat(plain.userVector(history, new float[] {1, 1000})).containsExactly(plain.userVector(history));
        assertThat(score(weighted, history, new float[] {1, 1000}, "D"))
                .isGreaterThan(score(weighted, history, new float[] {1, 1}, "D"));
        assertThat(weighted.userVector(history, new float[] {1, 1})).containsExactly(weighted.userVector(history));
    }

    @Test
    void aWeightOfZeroOrBelowIsNoLikeAndOneThatIsNoNumberIsRefused() {
        IalsModel model = small().weightScale(1).build().train(Samples.twoTastes());
        int[] history = {0, 1, 2};
        assertThat(model.userVector(history, new float[] {0, 1, -3})).containsExactly(model.userVector(new int[] {1}));
        assertThat(model.userVector(history, new float[3])).containsOnly(0);
        for (float weight : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> model.userVector(history, new float[] {1, weight, 1}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("place 1");
        }
        assertThatThrownBy(() -> model.userVector(history, new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 for 3");
    }

    @Test
    void theLargestWeightsAreNotTooLarge() {
        Interactions huge = Interactions.builder()
                .duplicates(DuplicatePolicy.KEEP_ALL)
                .add("ana", "A", Float.MAX_VALUE)
                .add("ana", "A", Float.MAX_VALUE)
                .add("ana", "B", Float.MIN_VALUE)
                .build();
        IalsModel model = small().weightScale(1e6).build().train(huge);
        double[] scores = new double[2];
        model.scoreAll(new int[] {0, 1}, scores);
        assertThat(Arrays.stream(scores)).allMatch(Double::isFinite);
    }

    /** Twins and hardly any regularization: the systems are singular in double precision. */
    @Test
    void singularSystemsHaveFiniteSolutions() {
        Interactions twins =
                Interactions.builder().add("ana", "A").add("ana", "B").build();
        IalsModel model = IalsTrainer.builder()
                .dimension(8)
                .regularization(Double.MIN_VALUE)
                .unobservedWeight(Double.MIN_VALUE)
                .build()
                .train(twins);
        double[] scores = new double[2];
        model.scoreAll(new int[] {0, 1}, scores);
        assertThat(Arrays.stream(scores)).allMatch(Double::isFinite);
    }

    @Test
    void anItemFoundFromItsUsersIsTheOneOfTraining() {
        Interactions interactions = Samples.random(60, 40, 0.2, 3);
        IalsModel model = IalsTrainer.builder()
                .dimension(8)
                .epochs(200)
                .regularization(0.1)
                .build()
                .train(interactions);
        PositiveRows byUser = PositiveRows.of(interactions.byUser());
        PositiveRows byItem = PositiveRows.of(interactions.byItem());
        for (int item = 0; item < byItem.rowCount(); item++) {
            List<float[]> users = Arrays.stream(byItem.row(item))
                    .mapToObj(user -> model.userVector(byUser.row(user)))
                    .toList();
            assertThat(model.newItemVector(users)).containsExactly(model.itemVector(item), within(0.01f));
        }
        assertThat(model.newItemVector(List.of())).containsOnly(0);
        assertThatThrownBy(() -> model.newItemVector(List.of(new float[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension 8, had 3");
        float[] broken = new float[8];
        broken[5] = Float.NaN;
        assertThatThrownBy(() -> model.newItemVector(List.of(broken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite, one was NaN");
    }

    @Test
    void theSeedChoosesTheModel() {
        Interactions films = Samples.twoTastes();
        float[] one = small().seed(1).build().train(films).itemVector(0);
        assertThat(small().seed(1).build().train(films).itemVector(0)).containsExactly(one);
        assertThat(small().seed(2).build().train(films).itemVector(0)).isNotEqualTo(one);
    }

    @Test
    void conjugateGradientsLearnNearlyTheSameScores() {
        Interactions interactions = Samples.random(80, 60, 0.2, 9);
        IalsTrainer.Builder builder = IalsTrainer.builder().dimension(8).epochs(30);
        IalsModel exact = builder.build().train(interactions);
        IalsModel steps = builder.solver(IalsTrainer.Solver.CONJUGATE_GRADIENT)
                .steps(4)
                .build()
                .train(interactions);
        double[] expected = new double[60];
        double[] actual = new double[60];
        exact.scoreAll(new int[] {1, 5, 9}, expected);
        steps.scoreAll(new int[] {1, 5, 9}, actual);
        assertThat(actual).containsExactly(expected, within(0.05));
    }

    @Test
    void aModelMadeAgainOfItsPartsIsTheSame() {
        IalsModel model = small().build().train(Samples.twoTastes());
        IalsModel copy = new IalsModel(
                model.items(),
                model.settings(),
                FactorTable.ofFlat(model.factors().toFlat(), model.dimension()),
                model.itemGram(),
                model.userGram(),
                model.userCount());
        double[] expected = new double[model.items().size()];
        double[] actual = new double[expected.length];
        model.scoreAll(new int[] {0, 2}, expected);
        copy.scoreAll(new int[] {0, 2}, actual);
        assertThat(actual).containsExactly(expected);
        assertThat(copy.factors().count()).isEqualTo(model.items().size());
        assertThat(copy.factors().dimension()).isEqualTo(model.dimension());
    }

    @Test
    void exportsAllItemsInOrder() {
        IalsModel model = small().build().train(Samples.twoTastes());
        List<String> ids = new ArrayList<>();
        model.exportItems((id, vector) -> {
            assertThat(vector).containsExactly(model.itemVector(ids.size()));
            ids.add(id);
        });
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 7).mapToObj(model.items()::idOf).toList());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        IalsTrainer.Builder builder = IalsTrainer.builder();
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertRefused(() -> builder.regularization(bad), "regularization");
            assertRefused(() -> builder.unobservedWeight(bad), "unobservedWeight");
            assertRefused(() -> builder.frequencyExponent(bad), "frequencyExponent");
            assertRefused(() -> builder.weightScale(bad), "weightScale");
        }
        assertRefused(() -> builder.dimension(0), "dimension must be in [1, 1024], was 0");
        assertRefused(() -> builder.dimension(1025), "dimension");
        assertRefused(() -> builder.epochs(0), "epochs must be 1 or more, was 0");
        assertRefused(() -> builder.steps(0), "steps");
        assertRefused(() -> builder.threads(0), "threads");
    }

    private static void assertRefused(Runnable setting, String message) {
        assertThatThrownBy(setting::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static IalsTrainer.Builder small() {
        return IalsTrainer.builder().dimension(4).epochs(10).threads(2);
    }

    private static double score(IalsModel model, int[] history, float[] weights, String id) {
        float[] user = model.userVector(history, weights);
        float[] item = model.itemVector(model.items().ordinalOf(id));
        return IntStream.range(0, user.length)
                .mapToDouble(i -> user[i] * item[i])
                .sum();
    }

    private static double[][] confidences(Interactions interactions, double scale) {
        double[][] weights =
                new double[interactions.users().size()][interactions.items().size()];
        for (int index = 0; index < interactions.size(); index++) {
            weights[interactions.userOrdinal(index)][interactions.itemOrdinal(index)] +=
                    Math.max(0, interactions.weight(index));
        }
        for (double[] row : weights) {
            Arrays.setAll(row, i -> row[i] == 0 ? 0 : 1 + scale * Math.log1p(row[i]));
        }
        return weights;
    }

    private static double[][] transposed(double[][] matrix, int columns) {
        double[][] result = new double[columns][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < columns; j++) {
                result[j][i] = matrix[i][j];
            }
        }
        return result;
    }

    private static double[][] first(int count, int d, long seed) {
        Random random = new Random(seed);
        double[][] vectors = new double[count][d];
        for (double[] vector : vectors) {
            Arrays.setAll(vector, i -> (float) (0.1 / Math.sqrt(d) * random.nextGaussian()));
        }
        return vectors;
    }

    private static void solveAll(double[][] confidences, double[][] others, double[][] vectors) {
        int d = vectors.length == 0 ? 0 : vectors[0].length;
        for (int row = 0; row < vectors.length; row++) {
            double[][] system = new double[d][d + 1];
            int liked = 0;
            for (int other = 0; other < others.length; other++) {
                double confidence = confidences[row][other];
                liked += confidence > 0 ? 1 : 0;
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        system[i][j] += (0.2 + confidence) * others[other][i] * others[other][j];
                    }
                    system[i][d] += confidence * others[other][i];
                }
            }
            for (int i = 0; i < d; i++) {
                system[i][i] += 0.05 * Math.pow(liked + 0.2 * others.length, 0.9);
            }
            vectors[row] = eliminated(system);
        }
    }

    private static double[] eliminated(double[][] system) {
        int d = system.length;
        for (int pivot = 0; pivot < d; pivot++) {
            for (int i = 0; i < d; i++) {
                double factor = i == pivot ? 0 : system[i][pivot] / system[pivot][pivot];
                for (int j = pivot; j <= d; j++) {
                    system[i][j] -= factor * system[pivot][j];
                }
            }
        }
        return IntStream.range(0, d)
                .mapToDouble(i -> system[i][d] / system[i][i])
                .toArray();
    }

    private static void assertClose(float[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4));
        }
    }
}
