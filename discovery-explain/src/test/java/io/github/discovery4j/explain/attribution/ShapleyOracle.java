package io.github.discovery4j.explain.attribution;

import io.github.discovery4j.core.model.TreeEnsemble;

/** Shapley values by their definition: every subset of features, each tree walked along both sides where one is unknown. */
final class ShapleyOracle {

    private final TreeEnsemble trees;
    private final double[] row;
    private final int output;

    ShapleyOracle(TreeEnsemble trees, double[] row, int output) {
        this.trees = trees;
        this.row = row;
        this.output = output;
    }

    /** Contributions of all features, then the value of knowing nothing. */
    double[] values() {
        int features = trees.features().size();
        double[] valueOfSet = new double[1 << features];
        for (int set = 0; set < valueOfSet.length; set++) {
            valueOfSet[set] = value(set);
        }
        double[] result = new double[features + 1];
        for (int feature = 0; feature < features; feature++) {
            for (int set = 0; set < valueOfSet.length; set++) {
                if ((set >> feature & 1) == 0) {
                    result[feature] += weight(Integer.bitCount(set), features)
                            * (valueOfSet[set | 1 << feature] - valueOfSet[set]);
                }
            }
        }
        result[features] = valueOfSet[0];
        return result;
    }

    private double value(int known) {
        double sum = 0;
        for (int tree = output; tree < trees.trees(); tree += trees.outputs()) {
            sum += below(trees.root(tree), known);
        }
        return sum / trees.divisor();
    }

    private double below(int at, int known) {
        if (at < 0) {
            return trees.leafValue(~at);
        }
        int feature = trees.feature(at);
        if ((known >> feature & 1) != 0) {
            return below(trees.goesLeft(at, row[feature]) ? trees.left(at) : trees.right(at), known);
        }
        double all = trees.cover(at);
        double left = all == 0 ? 0.5 : trees.cover(trees.left(at)) / all;
        double right = all == 0 ? 0.5 : trees.cover(trees.right(at)) / all;
        return left * below(trees.left(at), known) + right * below(trees.right(at), known);
    }

    private static double weight(int size, int features) {
        double weight = 1.0 / features;
        for (int i = 1; i <= size; i++) {
            weight *= (double) i / (features - i);
        }
        return weight;
    }
}
