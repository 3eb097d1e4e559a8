package io.github.discovery4j.explain.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RandomTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TreeContributionsTest {

    private static final double BOUND = 1e-12;

    @Property(tries = 150)
    void theyAreTheShapleyValuesOfAllSubsets(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int features,
            @ForAll @IntRange(min = 1, max = 40) int leaves) {
        TreeEnsemble trees = RandomTrees.ensemble(seed, features, 3, leaves, 1);
        double[] row = RandomTrees.rows(~seed, features, 1);
        double[] expected = new ShapleyOracle(trees, row, 0).values();
        assertThat(contributions(trees, row, 1))
                .usingComparatorWithPrecision(BOUND)
                .containsExactly(expected);
    }

    @Property(tries = 100)
    void theySumToTheRawScoreInEachOutput(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int features,
            @ForAll @IntRange(min = 1, max = 200) int leaves,
            @ForAll @IntRange(min = 1, max = 3) int outputs) {
        TreeEnsemble trees = RandomTrees.ensemble(seed, features, 2 * outputs, leaves, outputs);
        int rows = 3;
        double[] values = RandomTrees.rows(~seed, features, rows);
        double[] contributions = contributions(trees, values, rows);
        for (int row = 0; row < rows; row++) {
            double[] one = Arrays.copyOfRange(values, row * features, (row + 1) * features);
            for (int output = 0; output < outputs; output++) {
                int from = (row * outputs + output) * (features + 1);
                double sum =
                        Arrays.stream(contributions, from, from + features + 1).sum();
                assertThat(sum).isCloseTo(score(trees, one, output), within(BOUND));
            }
        }
    }

    @Property(tries = 30)
    void aRowsContributionsAreTheSameInEveryBatch(@ForAll long seed, @ForAll @IntRange(max = 150) int rows) {
        TreeEnsemble trees = RandomTrees.ensemble(seed, 5, 4, 20, 2);
        double[] values = RandomTrees.rows(~seed, 5, rows);
        double[] together = contributions(trees, values, rows);
        TreeContributions.Session session = TreeContributions.of(trees).session();
        double[] alone = new double[12];
        for (int row = 0; row < rows; row++) {
            session.contributions(Arrays.copyOfRange(values, row * 5, row * 5 + 5), 1, alone);
            assertThat(alone).containsExactly(Arrays.copyOfRange(together, row * 12, row * 12 + 12));
        }
    }

    /** Sixty features one below the other: more than any subset could be tried of, and many points of the quadrature. */
    @Test
    void aDeepChainOfDifferentFeaturesIsExact() {
        int features = 60;
        List<String> names = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            names.add("f" + f);
        }
        TreeEnsemble.Builder builder = TreeEnsemble.builder(names, 1);
        TreeEnsemble.Tree tree = builder.tree(features + 1);
        for (int node = 0; node < features; node++) {
            tree.split(node, node, 0.5, Missing.NONE, false);
            tree.children(node, ~node, node == features - 1 ? ~features : node + 1, Math.scalb(1.0, features - node));
            tree.leaf(node, 0, Math.scalb(1.0, features - node - 1));
        }
        TreeEnsemble trees = builderWithLast(builder, tree, features);
        double[] row = new double[features];
        Arrays.fill(row, 1);
        double[] contributions = contributions(trees, row, 1);
        // All features are alike here: each has an equal part of 1 less the bias.
        double bias = Math.scalb(1.0, -features);
        assertThat(contributions[features]).isEqualTo(bias);
        for (int f = 0; f < features; f++) {
            assertThat(contributions[f]).isCloseTo((1 - bias) / features, within(1e-14));
        }
    }

    private static TreeEnsemble builderWithLast(TreeEnsemble.Builder builder, TreeEnsemble.Tree tree, int features) {
        tree.leaf(features, 1, 1);
        return builder.build();
    }

    @Test
    void aFeatureThatNoTreeUsesContributesNothing() {
        TreeEnsemble trees = RandomTrees.ensemble(4, 6, 10, 20, 1);
        double[] contributions = contributions(trees, RandomTrees.rows(5, 6, 20), 20);
        for (int row = 0; row < 20; row++) {
            assertThat(contributions[row * 7 + 5]).isZero();
        }
    }

    @Test
    void aTreeOfOneLeafIsAllBias() {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(List.of("a"), 1);
        builder.tree(1).leaf(0, 3, 0);
        assertThat(contributions(builder.build(), new double[] {Double.NaN}, 1)).containsExactly(0, 3);
    }

    @Test
    void noTreesAndNoRowsAreFine() {
        assertThat(contributions(TreeEnsemble.builder(List.of(), 1).build(), new double[0], 2))
                .containsExactly(0, 0);
        assertThat(contributions(RandomTrees.ensemble(1, 2, 2, 3, 1), new double[0], 0))
                .isEmpty();
    }

    @Test
    void columnsOfATableAreFoundByName() {
        TreeEnsemble trees = RandomTrees.ensemble(6, 3, 8, 10, 1);
        FeatureTable table = FeatureTable.allocate(Batches.schema("f2", "other", "f0", "f1"), 2);
        try (FeatureTable.Writer writer = table.writer(0, 4)) {
            writer.setRow(0, new float[] {2, 9, 0.5f, 1});
            writer.setRow(1, new float[] {-1, 9, Float.NaN, 0});
        }
        TreeContributions contributions = TreeContributions.of(trees);
        double[] found = new double[2 * contributions.width()];
        contributions.session().contributions(table, found);
        assertThat(found).containsExactly(contributions(trees, new double[] {0.5, 1, 2, Double.NaN, 0, -1}, 2));
    }

    @Test
    void treesWithoutCoversAndArraysTooShortAreRefused() {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(List.of("a"), 1);
        builder.tree(2)
                .split(0, 0, 1, Missing.NONE, false)
                .children(0, ~0, ~1, 0)
                .leaf(0, 1, 0)
                .leaf(1, 2, 0);
        TreeEnsemble uncovered = builder.build();
        assertThatThrownBy(() -> TreeContributions.of(uncovered)).hasMessageContaining("leaf_count");
        TreeContributions three = TreeContributions.of(RandomTrees.ensemble(1, 3, 2, 3, 1));
        assertThat(three.width()).isEqualTo(4);
        assertThatThrownBy(() -> three.session().contributions(new double[5], 2, new double[8]))
                .hasMessageContaining("need 6 values, were 5");
        assertThatThrownBy(() -> three.session().contributions(new double[6], 2, new double[7]))
                .hasMessageContaining("need 8 places, were 7");
        assertThatThrownBy(() -> three.session().contributions(new double[6], -1, new double[7]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBiasIsTheScoreOfKnowingNothing() {
        TreeEnsemble trees = RandomTrees.ensemble(7, 4, 6, 12, 2);
        double[] row = RandomTrees.rows(8, 4, 1);
        TreeContributions contributions = TreeContributions.of(trees);
        assertThat(contributions.ensemble()).isSameAs(trees);
        for (int output = 0; output < 2; output++) {
            assertThat(contributions.bias(output))
                    .isCloseTo(new ShapleyOracle(trees, row, output).values()[4], within(BOUND));
        }
    }

    private static double[] contributions(TreeEnsemble trees, double[] rows, int count) {
        TreeContributions contributions = TreeContributions.of(trees);
        double[] result = new double[count * contributions.width()];
        contributions.session().contributions(rows, count, result);
        return result;
    }

    private static double score(TreeEnsemble trees, double[] row, int output) {
        double sum = 0;
        for (int tree = output; tree < trees.trees(); tree += trees.outputs()) {
            sum += trees.leafValue(trees.leaf(tree, row));
        }
        return sum / trees.divisor();
    }
}
