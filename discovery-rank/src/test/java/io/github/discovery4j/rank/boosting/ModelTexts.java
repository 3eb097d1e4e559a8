package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.TreeEnsemble;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes an ensemble as LightGBM writes its models. */
final class ModelTexts {

    private ModelTexts() {}

    static String of(TreeEnsemble trees, String objective) {
        List<String> blocks = new ArrayList<>();
        for (int tree = 0; tree < trees.trees(); tree++) {
            blocks.add(tree(trees, tree));
        }
        StringBuilder text = new StringBuilder("tree\nversion=v4\nnum_class=" + trees.outputs() + "\n")
                .append("num_tree_per_iteration=")
                .append(trees.outputs())
                .append("\nlabel_index=0\nmax_feature_idx=")
                .append(trees.features().size() - 1)
                .append("\nobjective=")
                .append(objective)
                .append(trees.averaged() ? "\naverage_output" : "")
                .append("\nfeature_names=")
                .append(String.join(" ", trees.features()))
                .append("\nfeature_infos=")
                .append(trees.features().stream().map(name -> "[-1:1]").collect(Collectors.joining(" ")))
                .append("\ntree_sizes=")
                .append(blocks.stream()
                        .map(block -> "" + block.getBytes(StandardCharsets.UTF_8).length)
                        .collect(Collectors.joining(" ")))
                .append("\n\n");
        blocks.forEach(text::append);
        return text.append("end of trees\n\nfeature_importances:\n")
                .append(trees.features().getFirst())
                .append("=1\n\nparameters:\n[boosting: gbdt]\n[learning_rate: 0.1]\n\nend of parameters\n\n")
                .append("pandas_categorical:null\n")
                .toString();
    }

    private static String tree(TreeEnsemble trees, int tree) {
        int node0 = trees.firstNode(tree);
        int leaf0 = trees.firstLeaf(tree);
        int nodes = trees.firstNode(tree + 1) - node0;
        List<int[]> categories = new ArrayList<>();
        List<String> thresholds = new ArrayList<>();
        for (int node = node0; node < node0 + nodes; node++) {
            thresholds.add(trees.categorical(node) ? "" + categories.size() : number(trees.threshold(node)));
            if (trees.categorical(node)) {
                categories.add(trees.categories(node));
            }
        }
        String text = "Tree=" + tree + "\nnum_leaves=" + (nodes + 1) + "\nnum_cat=" + categories.size()
                + line("split_feature", nodes, i -> "" + trees.feature(node0 + i))
                + line("split_gain", nodes, i -> "1")
                + line("threshold", nodes, thresholds::get)
                + line("decision_type", nodes, i -> "" + DecisionType.of(trees, node0 + i))
                + line("left_child", nodes, i -> "" + child(trees.left(node0 + i), node0, leaf0))
                + line("right_child", nodes, i -> "" + child(trees.right(node0 + i), node0, leaf0))
                + line("leaf_value", nodes + 1, i -> "" + trees.leafValue(leaf0 + i))
                + line("leaf_count", nodes + 1, i -> "" + (long) trees.cover(~(leaf0 + i)))
                + line("internal_count", nodes, i -> "" + (long) trees.cover(node0 + i));
        if (!categories.isEmpty()) {
            int[] ends = new int[categories.size() + 1];
            for (int i = 0; i < categories.size(); i++) {
                ends[i + 1] = ends[i] + categories.get(i).length;
            }
            int[] words = categories.stream().flatMapToInt(IntStream::of).toArray();
            text += line("cat_boundaries", ends.length, i -> "" + ends[i])
                    + line("cat_threshold", words.length, i -> Integer.toUnsignedString(words[i]));
        }
        return text + "\nis_linear=0\nshrinkage=0.1\n\n\n";
    }

    /** As C prints it. */
    private static String number(double value) {
        return Double.toString(value).replace("Infinity", "inf");
    }

    private static int child(int child, int node0, int leaf0) {
        return child >= 0 ? child - node0 : ~(~child - leaf0);
    }

    private static String line(String key, int count, IntFunction<String> value) {
        return "\n" + key + "=" + IntStream.range(0, count).mapToObj(value).collect(Collectors.joining(" "));
    }
}
