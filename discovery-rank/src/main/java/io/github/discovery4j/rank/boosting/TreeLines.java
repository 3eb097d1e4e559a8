package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import java.util.Arrays;

/** The lines of one tree, checked against each other and added to an ensemble. */
final class TreeLines {

    private static final int MAX_LEAVES = 1 << 24;

    private final ModelText text;
    private final KeyedLines lines;
    private final int number;
    private final boolean[] categorical;
    private final double[] gains;

    TreeLines(ModelText text, KeyedLines lines, int number, boolean[] categorical, double[] gains) {
        this.text = text;
        this.lines = lines;
        this.number = number;
        this.categorical = categorical;
        this.gains = gains;
    }

    /** Adds the tree; marks the features that it looks for categories of, and adds up what each gained. */
    void addTo(TreeEnsemble.Builder builder) {
        if (lines.has("is_linear") && lines.integer("is_linear", 0, 1) == 1) {
            throw text.malformed(
                    "tree %d has linear models in its leaves, which are not read; train with linear_tree=false"
                            .formatted(number));
        }
        int leaves = lines.integer("num_leaves", 1, Math.min(MAX_LEAVES, text.size()));
        double[] values = lines.numbers("leaf_value", leaves);
        double[] counts = lines.countsIfAny("leaf_count", leaves);
        TreeEnsemble.Tree tree = builder.tree(leaves);
        for (int leaf = 0; leaf < leaves; leaf++) {
            tree.leaf(leaf, values[leaf], counts[leaf]);
        }
        if (leaves > 1) {
            addNodes(tree, leaves - 1, counts);
        }
    }

    private void addNodes(TreeEnsemble.Tree tree, int nodes, double[] leafCounts) {
        int[] features = lines.integers("split_feature", nodes, 0, categorical.length - 1);
        double[] thresholds = lines.thresholds("threshold", nodes);
        int[] decisions = lines.integers("decision_type", nodes, 0, DecisionType.MAX);
        int[] left = lines.integers("left_child", nodes, -nodes - 1, nodes - 1);
        int[] right = lines.integers("right_child", nodes, -nodes - 1, nodes - 1);
        double[] counts = lines.has("internal_count")
                ? lines.countsIfAny("internal_count", nodes)
                : sums(left, right, leafCounts);
        int[][] categories = categories();
        double[] gained = lines.notesIfAny("split_gain", nodes);
        for (int node = 0; node < nodes; node++) {
            gains[features[node]] += gained[node];
            if (DecisionType.categorical(decisions[node])) {
                categorical[features[node]] = true;
                tree.split(node, features[node], categories[category(node, thresholds[node], categories.length)]);
            } else {
                Missing missing = DecisionType.missing(decisions[node]);
                tree.split(node, features[node], thresholds[node], missing, DecisionType.defaultLeft(decisions[node]));
            }
            tree.children(node, left[node], right[node], counts[node]);
        }
    }

    private int[][] categories() {
        int count = lines.has("num_cat") ? lines.integer("num_cat", 0, text.size()) : 0;
        if (count == 0) {
            return new int[0][];
        }
        int[] bounds = lines.integers("cat_boundaries", count + 1, 0, text.size());
        int[] words = lines.words32("cat_threshold", bounds[count]);
        int[][] categories = new int[count][];
        for (int c = 0; c < count; c++) {
            if (bounds[c] > bounds[c + 1]) {
                throw text.malformed("\"cat_boundaries\" of tree %d must not descend, went from %d to %d"
                        .formatted(number, bounds[c], bounds[c + 1]));
            }
            categories[c] = Arrays.copyOfRange(words, bounds[c], bounds[c + 1]);
        }
        return categories;
    }

    /** The threshold of a categorical node is the number of its list. */
    private int category(int node, double threshold, int lists) {
        if (!(threshold >= 0 && threshold < lists && threshold == (int) threshold)) {
            throw text.malformed(
                    "\"threshold\" of a categorical node must be a list in [0, %d), was %s (tree %d, node %d)"
                            .formatted(lists, threshold, number, node));
        }
        return (int) threshold;
    }

    /** Early files count rows in leaves only. Whatever is no tree gets zeros here and is refused when built. */
    private static double[] sums(int[] left, int[] right, double[] leafCounts) {
        int[] order = new int[left.length];
        int known = 1;
        for (int i = 0; i < known; i++) {
            for (int child : new int[] {left[order[i]], right[order[i]]}) {
                if (child >= 0 && known < order.length) {
                    order[known++] = child;
                }
            }
        }
        double[] sums = new double[left.length];
        for (int i = known - 1; i >= 0; i--) {
            for (int child : new int[] {left[order[i]], right[order[i]]}) {
                sums[order[i]] += child >= 0 ? sums[child] : leafCounts[~child];
            }
        }
        return sums;
    }
}
