package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactWriter;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.ViewColumn;
import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes LightGBM models into artefacts and reads them back: the model read scores as the one written, to the last bit.
 *
 * <p>The manifest's {@code feature_schema} names the features in order, its {@code hyper_parameters} what the model was
 * trained with and, as {@code objective}, what its scores mean.
 *
 * <table>
 * <caption>Arrays of kind {@code lightgbm}, t trees, n nodes, l leaves</caption>
 * <tr><th>array</th><th>what</th></tr>
 * <tr><td>{@code features}</td><td>names, in order</td></tr>
 * <tr><td>{@code shape}</td><td>int32 3: version of the text, outputs, 1 if averaged</td></tr>
 * <tr><td>{@code tree_leaves}</td><td>int32 t: leaves of each tree</td></tr>
 * <tr><td>{@code nodes}</td><td>int32 5n: feature; kind of node; left and right child within the tree, leaf i as ~i; words of
 *     categories. The kind is LightGBM's decision type: 1 categorical, 2 missing values go left, 4 zeros and 8 NaN are
 *     missing</td></tr>
 * <tr><td>{@code categories}</td><td>int32: the words of all categorical nodes</td></tr>
 * <tr><td>{@code thresholds}, {@code node_covers}</td><td>float64 n</td></tr>
 * <tr><td>{@code leaf_values}, {@code leaf_covers}</td><td>float64 l</td></tr>
 * <tr><td>{@code categorical}</td><td>int32: the places of categorical features</td></tr>
 * <tr><td>{@code gains}</td><td>float64: by how much each feature lowered the loss in training; may be left out</td></tr>
 * <tr><td>{@code dictionary_0} …</td><td>names: the dictionary of that feature, where it is known</td></tr>
 * </table>
 *
 * <p><b>Threads:</b> safe.
 */
public final class BoostingArtefacts {

    /** The kind of these artefacts. */
    public static final String KIND = "lightgbm";

    private static final String OBJECTIVE = "objective";
    private static final String GAINS = "gains";
    private static final String DICTIONARY = "dictionary_";
    private static final int NODE_FIELDS = 5;

    private BoostingArtefacts() {}

    /**
     * Starts the description of a model.
     *
     * @param model what is going to be written
     * @return a description with its features, parameters and objective, to which seed, metrics and more can be added
     */
    public static ArtefactDescription.Builder describe(LightGbmModel model) {
        return ArtefactDescription.of(KIND).features(model.features()).hyperParameters(parameters(model));
    }

    /**
     * Starts the description of a model that was trained on a declared view, and keeps the view's definition, so that
     * {@link Artefact#requireView} refuses another.
     *
     * @param model what is going to be written
     * @param view whose columns are the model's features, in its order
     * @return a description with its view, parameters and objective, to which seed, metrics and more can be added
     * @throws IllegalArgumentException if the columns are not the model's features
     */
    public static ArtefactDescription.Builder describe(LightGbmModel model, DeclaredView view) {
        model.requireFeatures(view.columns().stream().map(ViewColumn::name).toList());
        return ArtefactDescription.of(KIND).view(view).hyperParameters(parameters(model));
    }

    private static Map<String, String> parameters(LightGbmModel model) {
        Map<String, String> parameters = new LinkedHashMap<>(model.parameters());
        parameters.put(OBJECTIVE, model.objective().toString());
        return parameters;
    }

    /**
     * Writes a model's arrays.
     *
     * @param model any
     * @param writer of an artefact that is described by {@link #describe}
     * @throws IOException if they cannot be written
     * @throws IllegalArgumentException if a dictionary has an empty entry, or one twice
     */
    public static void write(LightGbmModel model, ArtefactWriter writer) throws IOException {
        TreeEnsemble trees = model.ensemble();
        writer.ids("features", unique("features", model.features()))
                .ints("shape", new int[] {model.version(), trees.outputs(), trees.averaged() ? 1 : 0});
        writeTrees(trees, writer);
        int[] places =
                model.categorical().stream().mapToInt(model.features()::indexOf).toArray();
        writer.ints("categorical", places);
        writer.doubles(GAINS, model.gains());
        for (int place : places) {
            List<String> dictionary = model.dictionaries().get(model.features().get(place));
            if (dictionary != null) {
                writer.ids(DICTIONARY + place, unique(DICTIONARY + place, dictionary));
            }
        }
    }

    private static void writeTrees(TreeEnsemble trees, ArtefactWriter writer) throws IOException {
        int[] leaves = new int[trees.trees()];
        int[] nodes = new int[Math.multiplyExact(trees.nodes(), NODE_FIELDS)];
        List<int[]> categories = new ArrayList<>();
        double[] thresholds = new double[trees.nodes()];
        double[] nodeCovers = new double[trees.nodes()];
        for (int tree = 0; tree < leaves.length; tree++) {
            leaves[tree] = trees.firstLeaf(tree + 1) - trees.firstLeaf(tree);
            for (int node = trees.firstNode(tree); node < trees.firstNode(tree + 1); node++) {
                int at = node * NODE_FIELDS;
                int[] words = trees.categories(node);
                nodes[at] = trees.feature(node);
                nodes[at + 1] = DecisionType.of(trees, node);
                nodes[at + 2] = within(trees, tree, trees.left(node));
                nodes[at + 3] = within(trees, tree, trees.right(node));
                nodes[at + 4] = words.length;
                categories.add(words);
                thresholds[node] = trees.threshold(node);
                nodeCovers[node] = trees.cover(node);
            }
        }
        double[] leafValues = new double[trees.leaves()];
        double[] leafCovers = new double[trees.leaves()];
        for (int leaf = 0; leaf < leafValues.length; leaf++) {
            leafValues[leaf] = trees.leafValue(leaf);
            leafCovers[leaf] = trees.cover(~leaf);
        }
        writer.ints("tree_leaves", leaves)
                .ints("nodes", nodes)
                .ints("categories", joined(categories))
                .doubles("thresholds", thresholds)
                .doubles("node_covers", nodeCovers)
                .doubles("leaf_values", leafValues)
                .doubles("leaf_covers", leafCovers);
    }

    private static int within(TreeEnsemble trees, int tree, int child) {
        return child >= 0 ? child - trees.firstNode(tree) : ~(~child - trees.firstLeaf(tree));
    }

    private static int[] joined(List<int[]> parts) {
        return parts.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private static IdMap unique(String what, List<String> names) {
        IdMap map = IdMap.of(names);
        if (map.size() != names.size()) {
            throw new IllegalArgumentException("%s must have different entries, %d of %d are repeated; rename them"
                    .formatted(what, names.size() - map.size(), names.size()));
        }
        return map;
    }

    /**
     * Reads the model of an artefact.
     *
     * @param artefact of kind {@value #KIND}
     * @return the model
     * @throws IOException if it cannot be read
     * @throws ArtefactException if it is of another kind, or its arrays do not fit together
     */
    public static LightGbmModel read(Artefact artefact) throws IOException {
        ArtefactDescription description = artefact.requireKind(KIND).manifest().description();
        List<String> features = names(artefact.ids("features"));
        if (!features.equals(description.featureSchema())) {
            throw new ArtefactException("field \"feature_schema\" must be the array \"features\", was %s and %s"
                    .formatted(description.featureSchema(), features));
        }
        int[] shape = sized(artefact.ints("shape"), 3, "shape");
        try {
            TreeEnsemble.Builder builder =
                    TreeEnsemble.builder(features, shape[1]).averaged(shape[2] != 0);
            readTrees(artefact, builder);
            TreeEnsemble trees = builder.build();
            boolean[] categorical = new boolean[features.size()];
            Map<String, List<String>> dictionaries = new HashMap<>();
            for (int place : artefact.ints("categorical")) {
                categorical[place] = true;
                if (artefact.manifest().arrays().containsKey(DICTIONARY + place)) {
                    dictionaries.put(features.get(place), names(artefact.ids(DICTIONARY + place)));
                }
            }
            Map<String, String> parameters = description.hyperParameters();
            String objective = parameters.getOrDefault(OBJECTIVE, "");
            return new LightGbmModel(
                    shape[0],
                    trees,
                    objective.isEmpty() ? Objective.NONE : Objective.parse(objective),
                    categorical,
                    dictionaries,
                    parameters,
                    gains(artefact, features.size()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ArtefactException(
                    "arrays must make up trees: " + e.getMessage() + "; take another version of the artefact", e);
        }
    }

    /** Versions that were written before have none. */
    private static double[] gains(Artefact artefact, int features) throws IOException {
        return artefact.manifest().arrays().containsKey(GAINS)
                ? sized(artefact.doubles(GAINS), features, GAINS)
                : new double[features];
    }

    private static void readTrees(Artefact artefact, TreeEnsemble.Builder builder) throws IOException {
        int[] leaves = artefact.ints("tree_leaves");
        int[] nodes = artefact.ints("nodes");
        int[] categories = artefact.ints("categories");
        int nodeCount = nodes.length / NODE_FIELDS;
        double[] thresholds = sized(artefact.doubles("thresholds"), nodeCount, "thresholds");
        double[] nodeCovers = sized(artefact.doubles("node_covers"), nodeCount, "node_covers");
        double[] leafValues = artefact.doubles("leaf_values");
        double[] leafCovers = sized(artefact.doubles("leaf_covers"), leafValues.length, "leaf_covers");
        int node = 0;
        int leaf = 0;
        int word = 0;
        for (int count : leaves) {
            TreeEnsemble.Tree tree = builder.tree(count);
            for (int i = 0; i < count; i++, leaf++) {
                tree.leaf(i, leafValues[leaf], leafCovers[leaf]);
            }
            for (int i = 0; i < count - 1; i++, node++) {
                int at = node * NODE_FIELDS;
                int kind = nodes[at + 1];
                if (kind < 0 || kind > DecisionType.MAX) {
                    throw new IllegalArgumentException("a node's kind must be in [0, %d], was %d (node %d)"
                            .formatted(DecisionType.MAX, kind, node));
                }
                if (DecisionType.categorical(kind)) {
                    tree.split(i, nodes[at], Arrays.copyOfRange(categories, word, word + nodes[at + 4]));
                    word += nodes[at + 4];
                } else {
                    Missing missing = DecisionType.missing(kind);
                    tree.split(i, nodes[at], thresholds[node], missing, DecisionType.defaultLeft(kind));
                }
                tree.children(i, nodes[at + 2], nodes[at + 3], nodeCovers[node]);
            }
        }
    }

    private static List<String> names(IdMap map) {
        List<String> names = new ArrayList<>(map.size());
        for (int i = 0; i < map.size(); i++) {
            names.add(map.idOf(i));
        }
        return Collections.unmodifiableList(names);
    }

    private static int[] sized(int[] values, int length, String name) {
        requireLength(values.length, length, name);
        return values;
    }

    private static double[] sized(double[] values, int length, String name) {
        requireLength(values.length, length, name);
        return values;
    }

    private static void requireLength(int is, int length, String name) {
        if (is != length) {
            throw new ArtefactException("array \"%s\" must have %d values, had %d; take another version of the artefact"
                    .formatted(name, length, is));
        }
    }
}
