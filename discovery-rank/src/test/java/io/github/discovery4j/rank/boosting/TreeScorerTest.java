package io.github.discovery4j.rank.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import io.github.discovery4j.testkit.RandomTrees;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TreeScorerTest {

    private static final int FEATURES = 7;

    @Property(tries = 200)
    void everyScoreIsThatOfWalkingTheTrees(
            @ForAll long seed,
            @ForAll @IntRange(max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 100) int leaves,
            @ForAll @IntRange(min = 1, max = 3) int outputs) {
        TreeEnsemble trees = RandomTrees.ensemble(seed, FEATURES, 4 * outputs, leaves, outputs);
        sameAsWalking(trees, RandomTrees.rows(~seed, FEATURES, rows), rows);
    }

    @Property(tries = 10)
    void blocksAndLargeTreesMakeNoDifference(
            @ForAll long seed, @ForAll @IntRange(min = 200, max = 600) int rows, @ForAll boolean large) {
        int leaves = large ? 1000 : 50;
        TreeEnsemble trees = RandomTrees.ensemble(seed, FEATURES, 6, leaves, 1);
        sameAsWalking(trees, RandomTrees.rows(~seed, FEATURES, rows), rows);
    }

    @Test
    void chainsOfEveryDepthAreExact() {
        for (int leaves : new int[] {1, 2, 3, 31, 32, 33, 63, 64, 65, 257}) {
            TreeEnsemble.Builder builder = TreeEnsemble.builder(List.of("x"), 1);
            TreeEnsemble.Tree tree = builder.tree(leaves);
            for (int node = 0; node < leaves - 1; node++) {
                tree.split(node, 0, node, Missing.NONE, false)
                        .children(node, ~node, node == leaves - 2 ? ~(node + 1) : node + 1, 1);
            }
            for (int leaf = 0; leaf < leaves; leaf++) {
                tree.leaf(leaf, leaf, 1);
            }
            double[] rows = new double[leaves + 8];
            Arrays.setAll(rows, i -> Math.min(i, leaves - 1) - 0.5);
            sameAsWalking(builder.build(), rows, rows.length);
        }
    }

    /** Whatever the others of a block are, and whether it is walked or asked for with others. */
    @Test
    void aRowHasTheSameScoreInEveryBatch() {
        TreeEnsemble trees = RandomTrees.ensemble(8, FEATURES, 50, 60, 1);
        double[] rows = RandomTrees.rows(8, FEATURES, 100);
        double[] expected = walked(trees, rows, 100);
        for (int count = 0; count <= 100; count++) {
            double[] scores = new double[count];
            TreeScorer.of(trees).score(rows, count, scores);
            assertThat(scores).containsExactly(Arrays.copyOf(expected, count));
        }
    }

    @Test
    void aSessionForgetsTheRowsBefore() {
        TreeEnsemble trees = RandomTrees.ensemble(3, FEATURES, 9, 40, 3);
        TreeScorer scorer = TreeScorer.of(trees);
        TreeScorer.Session session = scorer.session();
        for (int rows : new int[] {300, 3, 0, 20, 1}) {
            double[] values = RandomTrees.rows(rows, FEATURES, rows);
            double[] again = new double[3 * rows];
            Arrays.fill(again, 5);
            session.score(values, rows, again);
            double[] fresh = new double[3 * rows];
            scorer.score(values, rows, fresh);
            assertThat(again).containsExactly(fresh);
        }
    }

    @Test
    void arraysThatAreTooShortAreRefused() {
        TreeScorer scorer = TreeScorer.of(RandomTrees.ensemble(1, 3, 2, 4, 1));
        assertThatThrownBy(() -> scorer.score(new double[5], 2, new double[2]))
                .hasMessageContaining("2 rows of 3 features need 6 values, were 5");
        assertThatThrownBy(() -> scorer.score(new double[6], 2, new double[1]))
                .hasMessageContaining("need 2 places, were 1");
        assertThatThrownBy(() -> scorer.score(new double[6], -1, new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void sameAsWalking(TreeEnsemble trees, double[] rows, int count) {
        double[] expected = walked(trees, rows, count);
        for (TreeScorer scorer : List.of(TreeScorer.of(trees), TreeScorer.of(trees, null))) {
            double[] scores = new double[expected.length];
            assertThat(scorer.ensemble()).isSameAs(trees);
            scorer.score(rows, count, scores);
            assertThat(scores).containsExactly(expected);
        }
    }

    static double[] walked(TreeEnsemble trees, double[] rows, int count) {
        int features = trees.features().size();
        double[] scores = new double[count * trees.outputs()];
        for (int r = 0; r < count; r++) {
            double[] row = Arrays.copyOfRange(rows, r * features, (r + 1) * features);
            for (int tree = 0; tree < trees.trees(); tree++) {
                scores[r * trees.outputs() + tree % trees.outputs()] += trees.leafValue(trees.leaf(tree, row));
            }
        }
        return Arrays.stream(scores).map(score -> score / trees.divisor()).toArray();
    }
}
