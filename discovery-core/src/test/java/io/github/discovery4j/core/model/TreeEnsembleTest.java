package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.testkit.RandomTrees;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeEnsembleTest {

    private static final List<String> TWO = List.of("age", "language");

    @Test
    void aRowGoesDownToALeafOfEachTree() {
        TreeEnsemble trees = small();
        assertThat(trees.leaf(0, row(5, 0))).isZero();
        assertThat(trees.leaf(0, row(5.5, 33))).isEqualTo(1);
        assertThat(trees.leaf(0, row(5.5, 1))).isEqualTo(2);
        assertThat(trees.leaf(1, row(0, 0))).isEqualTo(3);
        assertThat(trees.leafValue(3)).isEqualTo(7);
    }

    @Test
    void whatWasSetCanBeRead() {
        TreeEnsemble trees = small();
        assertThat(trees.features()).isEqualTo(TWO);
        assertThat(trees.trees()).isEqualTo(2);
        assertThat(trees.nodes()).isEqualTo(2);
        assertThat(trees.leaves()).isEqualTo(4);
        assertThat(trees.outputs()).isEqualTo(1);
        assertThat(trees.root(0)).isZero();
        assertThat(trees.root(1)).isEqualTo(~3);
        assertThat(trees.firstNode(1)).isEqualTo(2);
        assertThat(trees.firstLeaf(1)).isEqualTo(3);
        assertThat(trees.feature(1)).isEqualTo(1);
        assertThat(trees.threshold(0)).isEqualTo(5);
        assertThat(trees.missing(0)).isEqualTo(Missing.NAN);
        assertThat(trees.missing(1)).isEqualTo(Missing.NONE);
        assertThat(trees.defaultLeft(0)).isTrue();
        assertThat(trees.categorical(0)).isFalse();
        assertThat(trees.categorical(1)).isTrue();
        assertThat(trees.categories(0)).isEmpty();
        assertThat(trees.categories(1)).containsExactly(0, 2);
        assertThat(trees.left(0)).isEqualTo(~0);
        assertThat(trees.right(0)).isEqualTo(1);
        assertThat(trees.cover(0)).isEqualTo(10);
        assertThat(trees.cover(~1)).isEqualTo(3);
        assertThat(trees.covered()).isTrue();
        assertThat(trees).hasToString("TreeEnsemble[2 trees, 4 leaves, 2 features, 1 outputs]");
        trees.categories(1)[1] = 0;
        assertThat(trees.categories(1)).containsExactly(0, 2);
    }

    @Test
    void missingValuesGoToTheDefaultSideUnderEachMode() {
        double[] values = {Double.NaN, 0, 1e-36, -1e-36, 1};
        // Threshold -1: all numbers here are above it.
        assertThat(sides(Missing.NONE, true, -1, values)).isEqualTo("RRRRR");
        assertThat(sides(Missing.NONE, false, 0.5, values)).isEqualTo("LLLLR");
        assertThat(sides(Missing.ZERO, true, -1, values)).isEqualTo("LLLLR");
        assertThat(sides(Missing.ZERO, false, 0.5, values)).isEqualTo("RRRRR");
        assertThat(sides(Missing.NAN, true, -1, values)).isEqualTo("LRRRR");
        assertThat(sides(Missing.NAN, false, 0.5, values)).isEqualTo("RLLLR");
        // A number that counts as 0 does so against a threshold between it and 0, too.
        assertThat(sides(Missing.NONE, false, 1e-37, 1e-36)).isEqualTo("L");
    }

    @Test
    void infiniteValuesAreNumbers() {
        double[] infinite = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertThat(sides(Missing.NAN, false, 0.5, infinite)).isEqualTo("LR");
        assertThat(sides(Missing.ZERO, true, Double.POSITIVE_INFINITY, infinite))
                .isEqualTo("LL");
    }

    @Test
    void onlyListedCategoriesGoLeft() {
        int[] categories = {0b101, 1 << 31};
        double[] inside = {0, -0.5, 0.9, 2.7, 63};
        double[] outside = {1, -1, 3, 32, 64, 1e9, 3e9, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        for (double value : inside) {
            assertThat(TreeEnsemble.contains(categories, value)).as("%s", value).isTrue();
        }
        for (double value : outside) {
            assertThat(TreeEnsemble.contains(categories, value)).as("%s", value).isFalse();
        }
    }

    @Test
    void anAverageIsDividedByTheTreesOfAnOutput() {
        assertThat(RandomTrees.ensemble(1, 2, 6, 3, 2).divisor()).isEqualTo(3);
        assertThat(RandomTrees.ensemble(2, 2, 6, 3, 2).divisor()).isEqualTo(1);
        assertThat(TreeEnsemble.builder(TWO, 2).averaged(true).build().divisor())
                .isEqualTo(1);
    }

    @Test
    void withoutCountsThereAreNoCovers() {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(TWO, 1);
        split(builder.tree(2), 0).children(0, ~0, ~1, 0).leaf(0, 1, 0).leaf(1, 2, 0);
        assertThat(builder.build().covered()).isFalse();
    }

    @Test
    void whatIsNoTreeIsRefused() {
        refused("node 0 has a second", two -> two.children(0, 0, ~1, 1).leaf(0, 1, 1));
        refused("leaf 1 has a second", two -> two.children(0, ~1, ~1, 1).leaf(0, 1, 1));
        refused("was leaf 2", two -> two.children(0, ~0, ~2, 1).leaf(0, 1, 1));
        refused("was node 1", two -> two.children(0, ~0, 1, 1).leaf(0, 1, 1));
        refused("leaf 0 was not set", two -> two.children(0, ~0, ~1, 1));
        refused("node 0 was not set", two -> two.leaf(0, 1, 1));
        TreeEnsemble.Builder apart = TreeEnsemble.builder(TWO, 1);
        TreeEnsemble.Tree tree = split(split(split(apart.tree(4), 0), 1), 2);
        tree.children(0, ~0, ~1, 1).children(1, 2, ~2, 1).children(2, 1, ~3, 1);
        for (int leaf = 0; leaf < 4; leaf++) {
            tree.leaf(leaf, 1, 1);
        }
        assertThatThrownBy(apart::build).hasMessageContaining("1 of 3 are below node 0 (tree 0)");
    }

    @Test
    void aNodeWithChildrenButNoQuestionIsRefused() {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(TWO, 1);
        builder.tree(2).children(0, ~0, ~1, 1).leaf(0, 1, 1).leaf(1, 1, 1);
        assertThatThrownBy(builder::build).hasMessageContaining("node 0 was not set");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        TreeEnsemble.Tree tree = TreeEnsemble.builder(TWO, 1).tree(2);
        assertThatThrownBy(() -> tree.leaf(0, Double.NaN, 1)).hasMessageContaining("was NaN (tree 0, leaf 0)");
        assertThatThrownBy(() -> tree.leaf(0, 1, -1)).hasMessageContaining("cover");
        assertThatThrownBy(() -> tree.children(0, ~0, ~1, Double.POSITIVE_INFINITY))
                .hasMessageContaining("was Infinity (tree 0, node 0)");
        assertThatThrownBy(() -> tree.split(0, 2, 1, Missing.NONE, true)).hasMessageContaining("[0, 2), was 2");
        assertThatThrownBy(() -> tree.split(0, -1, new int[1])).hasMessageContaining("was -1");
        assertThatThrownBy(() -> tree.split(0, 0, Double.NaN, Missing.NONE, true))
                .hasMessageContaining("threshold must not be NaN");
        TreeEnsemble.Builder builder = TreeEnsemble.builder(TWO, 2);
        assertThatThrownBy(() -> builder.tree(0)).hasMessageContaining("1 leaf or more, was 0");
        builder.tree(1).leaf(0, 1, 1);
        assertThatThrownBy(builder::build).hasMessageContaining("2 outputs");
        assertThatThrownBy(() -> TreeEnsemble.builder(TWO, 0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> TreeEnsemble.builder(List.of("a", "a"), 1)).hasMessageContaining("\"a\" stands twice");
    }

    @Test
    void sumsOfLeavesThatCouldBeInfiniteAreRefused() {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(TWO, 1);
        builder.tree(1).leaf(0, Double.MAX_VALUE, 1);
        builder.tree(1).leaf(0, -Double.MAX_VALUE, 1);
        assertThatThrownBy(builder::build).hasMessageContaining("finite");
    }

    @Test
    void aRankersTreesHaveOneOutput() {
        TreeEnsemble one = small();
        assertThat(new RankerStructure.Trees(one).ensemble()).isSameAs(one);
        TreeEnsemble two = RandomTrees.ensemble(2, 3, 4, 5, 2);
        assertThatThrownBy(() -> new RankerStructure.Trees(two)).hasMessageContaining("1 output, were 2");
    }

    private interface Change {
        void to(TreeEnsemble.Tree tree);
    }

    private static void refused(String message, Change change) {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(TWO, 1);
        TreeEnsemble.Tree tree = split(builder.tree(2), 0).leaf(1, 1, 1);
        change.to(tree);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static TreeEnsemble.Tree split(TreeEnsemble.Tree tree, int node) {
        return tree.split(node, 0, 1, Missing.NONE, false);
    }

    private static String sides(Missing missing, boolean defaultLeft, double threshold, double... values) {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(TWO, 1);
        builder.tree(2)
                .split(0, 0, threshold, missing, defaultLeft)
                .children(0, ~0, ~1, 1)
                .leaf(0, 1, 1)
                .leaf(1, 1, 0);
        TreeEnsemble trees = builder.build();
        StringBuilder sides = new StringBuilder();
        for (double value : values) {
            sides.append(trees.goesLeft(0, value) ? 'L' : 'R');
        }
        return sides.toString();
    }

    /** Age at most 5, else language in {33}; and a tree of one leaf. */
    private static TreeEnsemble small() {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(TWO, 1);
        builder.tree(3)
                .split(0, 0, 5, Missing.NAN, true)
                .children(0, ~0, 1, 10)
                .split(1, 1, new int[] {0, 2})
                .children(1, ~1, ~2, 4)
                .leaf(0, 1, 6)
                .leaf(1, 2, 3)
                .leaf(2, 3, 1);
        builder.tree(1).leaf(0, 7, 10);
        return builder.build();
    }

    private static double[] row(double... values) {
        return values;
    }
}
