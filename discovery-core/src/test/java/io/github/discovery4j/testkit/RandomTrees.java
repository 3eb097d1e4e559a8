package io.github.discovery4j.testkit;

import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Ensembles of any shape, and rows for them: every kind of node and missing value, covers of 0, features that no tree
 * looks at, trees of one leaf, thresholds that several nodes share. The same seed gives the same ensemble.
 */
public final class RandomTrees {

    private static final double[] THRESHOLDS = {
        -3, -1.5, -1e-36, 0, 1e-35, 0.25, 1, 1.0000001, 2.5, 1e300, Double.POSITIVE_INFINITY
    };
    private static final double[] VALUES = {
        Double.NaN, 0, -0.0, 1e-36, -1e-36, 1, 1.0000001, 2, 31, 32, 40, -2, -0.5, 0.25, 1e9, 3e9, -1e300
    };
    private static final int CATEGORY_WORDS = 2;
    private static final int MAX_COVER = 20;

    private RandomTrees() {}

    /**
     * Makes an ensemble.
     *
     * @param seed of all draws
     * @param features named f0, f1 …; the last one is used by no tree where there are several
     * @param trees a multiple of the outputs
     * @param maxLeaves of a tree, 1 or more
     * @param outputs scores of a row
     * @return the ensemble; averaged for an odd seed
     */
    public static TreeEnsemble ensemble(long seed, int features, int trees, int maxLeaves, int outputs) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> names = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            names.add("f" + f);
        }
        TreeEnsemble.Builder builder = TreeEnsemble.builder(names, outputs).averaged((seed & 1) != 0);
        for (int t = 0; t < trees; t++) {
            grow(builder.tree(1 + random.nextInt(maxLeaves)), random, Math.max(1, features - 1));
        }
        return builder.build();
    }

    /** Splits a random leaf again and again, as training does; leaf 0 is where it begins. */
    private static void grow(TreeEnsemble.Tree tree, SplittableRandom random, int features) {
        int leaves = tree.leaves();
        int[] left = new int[leaves];
        int[] right = new int[leaves];
        int[] parent = new int[leaves];
        double[] cover = new double[leaves];
        for (int leaf = 0; leaf < leaves; leaf++) {
            cover[leaf] = random.nextInt(4) == 0 ? 0 : random.nextInt(MAX_COVER);
        }
        cover[0] += 1;
        for (int node = 0; node < leaves - 1; node++) {
            int split = random.nextInt(node + 1);
            if (node > 0) {
                int above = parent[split];
                if (left[above] == ~split) {
                    left[above] = node;
                } else {
                    right[above] = node;
                }
            }
            left[node] = ~split;
            right[node] = ~(node + 1);
            parent[split] = node;
            parent[node + 1] = node;
            addSplit(tree, node, random, features);
        }
        double[] nodeCover = new double[leaves];
        for (int node = leaves - 2; node >= 0; node--) {
            nodeCover[node] = coverOf(left[node], nodeCover, cover) + coverOf(right[node], nodeCover, cover);
            tree.children(node, left[node], right[node], nodeCover[node]);
        }
        for (int leaf = 0; leaf < leaves; leaf++) {
            tree.leaf(leaf, random.nextDouble(-1, 1), cover[leaf]);
        }
    }

    private static double coverOf(int child, double[] nodes, double[] leaves) {
        return child >= 0 ? nodes[child] : leaves[~child];
    }

    private static void addSplit(TreeEnsemble.Tree tree, int node, SplittableRandom random, int features) {
        int feature = random.nextInt(features);
        if (random.nextInt(5) == 0) {
            tree.split(
                    node,
                    feature,
                    random.ints(random.nextInt(CATEGORY_WORDS + 1)).toArray());
            return;
        }
        double threshold =
                random.nextBoolean() ? THRESHOLDS[random.nextInt(THRESHOLDS.length)] : random.nextDouble(-3, 3);
        Missing missing = Missing.values()[random.nextInt(Missing.values().length)];
        tree.split(node, feature, threshold, missing, random.nextBoolean());
    }

    /**
     * Makes rows.
     *
     * @param seed of all draws
     * @param features of a row
     * @param rows how many
     * @return row after row: ordinary, missing, zero, negative and huge values, categories
     */
    public static double[] rows(long seed, int features, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[features * rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3) == 0 ? VALUES[random.nextInt(VALUES.length)] : random.nextDouble(-3, 3);
        }
        return values;
    }
}
