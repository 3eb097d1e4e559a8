package io.github.discovery4j.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Decision trees whose leaves add up to a score: what gradient boosting and random forests learn.
 *
 * <p>Tree t adds to output t mod {@link #outputs}, in the order of the trees. A tree has one leaf more than it has inner
 * nodes. Nodes are numbered from 0 through all trees, and so are leaves; where either may stand, leaf l is written
 * {@code ~l}, which is negative.
 *
 * <p><b>Which way a value goes</b> ({@link #goesLeft}). A number goes left if it is at most the node's threshold. A missing
 * value goes to the node's default side: NaN under {@link Missing#NAN}, NaN and 0 under {@link Missing#ZERO}; under
 * {@link Missing#NONE} NaN counts as 0. Numbers within ±{@link #ZERO} count as 0. At a categorical node the value's whole
 * part goes left if it is one of the node's categories; everything else, NaN too, goes right. These are LightGBM's rules.
 *
 * <p><b>Covers</b> are how many training rows came through a node or leaf; explanations weigh by them. All are 0 when the
 * model does not tell.
 *
 * <p><b>Units:</b> thresholds may be infinite, leaf values are finite and so is each possible sum. <b>Cost:</b> 50 bytes a
 * leaf. <b>Threads:</b> immutable.
 */
public final class TreeEnsemble {

    /** Numbers at most this far from 0 count as 0: float32's 1e-35. */
    public static final double ZERO = 1e-35f;

    /** Which values count as missing at a node. */
    public enum Missing {
        /** None: NaN counts as 0. */
        NONE,
        /** 0 and NaN. */
        ZERO,
        /** NaN. */
        NAN
    }

    private final List<String> features;
    private final int outputs;
    private final boolean averaged;
    private final int[] firstNode;
    private final int[] firstLeaf;
    private final int[] feature;
    private final double[] threshold;
    private final Missing[] missing;
    private final boolean[] defaultLeft;
    private final int[] left;
    private final int[] right;
    private final double[] nodeCover;
    private final int[][] categories;
    private final double[] leafValue;
    private final double[] leafCover;
    private final boolean covered;

    private TreeEnsemble(Builder builder) {
        int trees = builder.trees.size();
        features = builder.features;
        outputs = builder.outputs;
        averaged = builder.averaged;
        firstNode = starts(trees, t -> builder.trees.get(t).leaves() - 1);
        firstLeaf = starts(trees, t -> builder.trees.get(t).leaves());
        int nodes = firstNode[trees];
        int leaves = firstLeaf[trees];
        feature = new int[nodes];
        threshold = new double[nodes];
        missing = new Missing[nodes];
        defaultLeft = new boolean[nodes];
        left = new int[nodes];
        right = new int[nodes];
        nodeCover = new double[nodes];
        categories = new int[nodes][];
        leafValue = new double[leaves];
        leafCover = new double[leaves];
        boolean allCovered = true;
        for (int t = 0; t < trees; t++) {
            Tree tree = builder.trees.get(t);
            place(tree, firstNode[t], firstLeaf[t]);
            allCovered &= tree.leaves() == 1 || tree.nodeCover[0] > 0;
        }
        covered = allCovered;
    }

    private static int[] starts(int count, IntUnaryOperator size) {
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            starts[i + 1] = Math.addExact(starts[i], size.applyAsInt(i));
        }
        return starts;
    }

    private void place(Tree tree, int node, int leaf) {
        int nodes = tree.leaves() - 1;
        System.arraycopy(tree.feature, 0, feature, node, nodes);
        System.arraycopy(tree.threshold, 0, threshold, node, nodes);
        System.arraycopy(tree.missing, 0, missing, node, nodes);
        System.arraycopy(tree.defaultLeft, 0, defaultLeft, node, nodes);
        System.arraycopy(tree.nodeCover, 0, nodeCover, node, nodes);
        System.arraycopy(tree.categories, 0, categories, node, nodes);
        System.arraycopy(tree.leafValue, 0, leafValue, leaf, nodes + 1);
        System.arraycopy(tree.leafCover, 0, leafCover, leaf, nodes + 1);
        for (int i = 0; i < nodes; i++) {
            left[node + i] = tree.left[i] >= 0 ? tree.left[i] + node : ~(~tree.left[i] + leaf);
            right[node + i] = tree.right[i] >= 0 ? tree.right[i] + node : ~(~tree.right[i] + leaf);
        }
    }

    /**
     * Starts an ensemble.
     *
     * @param features the names of a row's values, in order
     * @param outputs how many scores a row has, 1 or more
     * @return a builder without trees
     * @throws IllegalArgumentException if there is no output, or two features share a name
     */
    public static Builder builder(List<String> features, int outputs) {
        return new Builder(features, outputs);
    }

    /** {@return the names of a row's values, in order} */
    public List<String> features() {
        return features;
    }

    /** {@return how many scores a row has} */
    public int outputs() {
        return outputs;
    }

    /** {@return whether a score is the mean of its trees, as in a random forest, and not their sum} */
    public boolean averaged() {
        return averaged;
    }

    /** {@return by what an output's sum of leaves is divided: its number of trees if averaged, else 1} */
    public int divisor() {
        return averaged ? Math.max(1, trees() / outputs) : 1;
    }

    /** {@return how many trees there are, a multiple of the outputs} */
    public int trees() {
        return firstNode.length - 1;
    }

    /** {@return how many inner nodes all trees have} */
    public int nodes() {
        return feature.length;
    }

    /** {@return how many leaves all trees have} */
    public int leaves() {
        return leafValue.length;
    }

    /**
     * Tells whether every tree knows how many training rows came through its nodes.
     *
     * @return false when explanations have nothing to weigh by
     */
    public boolean covered() {
        return covered;
    }

    /**
     * Returns where a tree's nodes begin.
     *
     * @param tree in {@code [0, trees()]}
     * @return its first node; for {@code trees()} one past the last of all
     */
    public int firstNode(int tree) {
        return firstNode[tree];
    }

    /**
     * Returns where a tree's leaves begin.
     *
     * @param tree in {@code [0, trees()]}
     * @return its first leaf; for {@code trees()} one past the last of all
     */
    public int firstLeaf(int tree) {
        return firstLeaf[tree];
    }

    /**
     * Returns where a row enters a tree.
     *
     * @param tree in {@code [0, trees())}
     * @return a node, or {@code ~leaf} for a tree of one leaf
     */
    public int root(int tree) {
        return firstNode[tree] < firstNode[tree + 1] ? firstNode[tree] : ~firstLeaf[tree];
    }

    /**
     * Returns what a node looks at.
     *
     * @param node in {@code [0, nodes())}
     * @return the feature's place in a row
     */
    public int feature(int node) {
        return feature[node];
    }

    /**
     * Returns the largest number that goes left.
     *
     * @param node in {@code [0, nodes())}, not categorical
     * @return not NaN; 0 for a categorical node
     */
    public double threshold(int node) {
        return threshold[node];
    }

    /**
     * Returns what counts as missing at a node.
     *
     * @param node in {@code [0, nodes())}
     * @return NONE for a categorical node
     */
    public Missing missing(int node) {
        return missing[node];
    }

    /**
     * Tells where missing values go.
     *
     * @param node in {@code [0, nodes())}
     * @return false for right, and for a categorical node
     */
    public boolean defaultLeft(int node) {
        return defaultLeft[node];
    }

    /**
     * Tells whether a node looks for categories.
     *
     * @param node in {@code [0, nodes())}
     * @return false for one with a threshold
     */
    public boolean categorical(int node) {
        return categories[node] != null;
    }

    /**
     * Returns the categories that go left, 32 a word, the lowest bit first.
     *
     * @param node in {@code [0, nodes())}
     * @return a copy; empty for a node that is not categorical
     */
    public int[] categories(int node) {
        int[] words = categories[node];
        return words == null ? new int[0] : words.clone();
    }

    /**
     * Returns a node's left child.
     *
     * @param node in {@code [0, nodes())}
     * @return a node, or {@code ~leaf}
     */
    public int left(int node) {
        return left[node];
    }

    /**
     * Returns a node's right child.
     *
     * @param node in {@code [0, nodes())}
     * @return a node, or {@code ~leaf}
     */
    public int right(int node) {
        return right[node];
    }

    /**
     * Returns how many training rows came by.
     *
     * @param nodeOrLeaf a node, or {@code ~leaf}
     * @return finite, 0 or more
     */
    public double cover(int nodeOrLeaf) {
        return nodeOrLeaf >= 0 ? nodeCover[nodeOrLeaf] : leafCover[~nodeOrLeaf];
    }

    /**
     * Returns what a leaf adds.
     *
     * @param leaf in {@code [0, leaves())}
     * @return finite
     */
    public double leafValue(int leaf) {
        return leafValue[leaf];
    }

    /**
     * Tells which way a value goes.
     *
     * @param node in {@code [0, nodes())}
     * @param value of the node's feature, any
     * @return whether to the left
     */
    public boolean goesLeft(int node, double value) {
        int[] words = categories[node];
        if (words != null) {
            return contains(words, value);
        }
        if (Double.isNaN(value)) {
            return missing[node] == Missing.NONE ? 0 <= threshold[node] : defaultLeft[node];
        }
        if (Math.abs(value) <= ZERO) {
            return missing[node] == Missing.ZERO ? defaultLeft[node] : 0 <= threshold[node];
        }
        return value <= threshold[node];
    }

    /**
     * Tells whether a value is one of some categories.
     *
     * @param categories 32 a word, the lowest bit first
     * @param value its whole part is the category; any
     * @return false for NaN and for what is below 0
     */
    public static boolean contains(int[] categories, double value) {
        if (!(value > -1)) {
            return false;
        }
        int category = (int) value;
        int word = category >> 5;
        return word < categories.length && (categories[word] >>> category & 1) != 0;
    }

    /**
     * Walks a row through a tree.
     *
     * @param tree in {@code [0, trees())}
     * @param row a value a feature
     * @return the leaf where it ends
     */
    public int leaf(int tree, double[] row) {
        int at = root(tree);
        while (at >= 0) {
            at = goesLeft(at, row[feature[at]]) ? left[at] : right[at];
        }
        return ~at;
    }

    @Override
    public String toString() {
        return "TreeEnsemble[%d trees, %d leaves, %d features, %d outputs]"
                .formatted(trees(), leaves(), features.size(), outputs);
    }

    /** Collects trees; belongs to one thread. */
    public static final class Builder {

        private final List<String> features;
        private final int outputs;
        private final List<Tree> trees = new ArrayList<>();
        private boolean averaged;

        private Builder(List<String> features, int outputs) {
            this.features = List.copyOf(features);
            this.outputs = outputs;
            if (outputs < 1) {
                throw new IllegalArgumentException("an ensemble must have 1 output or more, was " + outputs);
            }
            Set<String> names = new HashSet<>();
            for (String name : features) {
                if (!names.add(name)) {
                    throw new IllegalArgumentException(
                            "features must have different names, \"%s\" stands twice; rename one and train again"
                                    .formatted(name));
                }
            }
        }

        /**
         * Says whether a score is the mean of its trees; their sum unless set.
         *
         * @param mean true for a random forest
         * @return this
         */
        public Builder averaged(boolean mean) {
            averaged = mean;
            return this;
        }

        /**
         * Adds a tree; its nodes and leaves are set afterwards, all of them.
         *
         * @param leaves 1 or more
         * @return the tree
         * @throws IllegalArgumentException if there is no leaf
         */
        public Tree tree(int leaves) {
            Tree tree = new Tree(trees.size(), leaves, features.size());
            trees.add(tree);
            return tree;
        }

        /**
         * Finishes.
         *
         * @return the ensemble
         * @throws IllegalArgumentException if the trees do not come out even over the outputs, a node or leaf of one was not
         *     set or has not exactly one parent, or leaf values are so large that a sum of them is infinite
         */
        public TreeEnsemble build() {
            if (trees.size() % outputs != 0) {
                throw new IllegalArgumentException("each of %d outputs must have as many trees, there are %d in all"
                        .formatted(outputs, trees.size()));
            }
            double largest = 0;
            for (Tree tree : trees) {
                tree.check();
                largest += tree.largestValue();
            }
            if (!Double.isFinite(largest)) {
                throw new IllegalArgumentException("leaf values must be small enough that sums of them are finite");
            }
            return new TreeEnsemble(this);
        }
    }

    /** One tree of a builder; nodes and leaves are numbered from 0 within it. */
    public static final class Tree {

        private static final double UNSET = Double.NaN;

        private final int number;
        private final int features;
        private final int[] feature;
        private final double[] threshold;
        private final Missing[] missing;
        private final boolean[] defaultLeft;
        private final int[] left;
        private final int[] right;
        private final double[] nodeCover;
        private final int[][] categories;
        private final double[] leafValue;
        private final double[] leafCover;

        private Tree(int number, int leaves, int features) {
            if (leaves < 1) {
                throw new IllegalArgumentException(
                        "tree %d must have 1 leaf or more, was %d".formatted(number, leaves));
            }
            this.number = number;
            this.features = features;
            feature = new int[leaves - 1];
            threshold = new double[leaves - 1];
            missing = new Missing[leaves - 1];
            defaultLeft = new boolean[leaves - 1];
            left = new int[leaves - 1];
            right = new int[leaves - 1];
            nodeCover = new double[leaves - 1];
            Arrays.fill(nodeCover, UNSET);
            categories = new int[leaves - 1][];
            leafValue = new double[leaves];
            Arrays.fill(leafValue, UNSET);
            leafCover = new double[leaves];
        }

        /** {@return how many leaves it has} */
        public int leaves() {
            return leafValue.length;
        }

        /**
         * Sets a node that compares with a threshold.
         *
         * @param node in {@code [0, leaves - 1)}; 0 is where rows enter
         * @param splitFeature the place in a row of what it looks at
         * @param largestLeft the largest number that goes left, not NaN
         * @param counting what counts as missing
         * @param missingLeft whether missing values go left
         * @return this
         * @throws IllegalArgumentException if the feature does not exist or the threshold is NaN
         */
        public Tree split(int node, int splitFeature, double largestLeft, Missing counting, boolean missingLeft) {
            if (Double.isNaN(largestLeft)) {
                throw new IllegalArgumentException("threshold must not be NaN (" + place("node", node) + ")");
            }
            setFeature(node, splitFeature);
            threshold[node] = largestLeft;
            missing[node] = counting;
            defaultLeft[node] = missingLeft;
            categories[node] = null;
            return this;
        }

        /**
         * Sets a node that looks for categories.
         *
         * @param node in {@code [0, leaves - 1)}; 0 is where rows enter
         * @param splitFeature the place in a row of what it looks at
         * @param words the categories that go left, 32 a word, the lowest bit first
         * @return this
         * @throws IllegalArgumentException if the feature does not exist
         */
        public Tree split(int node, int splitFeature, int[] words) {
            setFeature(node, splitFeature);
            threshold[node] = 0;
            missing[node] = Missing.NONE;
            defaultLeft[node] = false;
            categories[node] = words.clone();
            return this;
        }

        private void setFeature(int node, int splitFeature) {
            if (splitFeature < 0 || splitFeature >= features) {
                throw new IllegalArgumentException("feature must be in [0, %d), was %d (%s)"
                        .formatted(features, splitFeature, place("node", node)));
            }
            feature[node] = splitFeature;
        }

        /**
         * Sets a node's children and cover.
         *
         * @param node in {@code [0, leaves - 1)}
         * @param leftChild a node of this tree, or {@code ~leaf}
         * @param rightChild a node of this tree, or {@code ~leaf}
         * @param cover how many training rows came by; 0 if unknown
         * @return this
         * @throws IllegalArgumentException if the cover is negative or not finite
         */
        public Tree children(int node, int leftChild, int rightChild, double cover) {
            left[node] = leftChild;
            right[node] = rightChild;
            nodeCover[node] = finiteCover(cover, "node", node);
            return this;
        }

        /**
         * Sets a leaf.
         *
         * @param leaf in {@code [0, leaves)}
         * @param value what it adds, finite
         * @param cover how many training rows ended here; 0 if unknown
         * @return this
         * @throws IllegalArgumentException if the value is not finite, or the cover is negative or not finite
         */
        public Tree leaf(int leaf, double value, double cover) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "leaf value must be finite, was %s (%s)".formatted(value, place("leaf", leaf)));
            }
            leafValue[leaf] = value;
            leafCover[leaf] = finiteCover(cover, "leaf", leaf);
            return this;
        }

        private double finiteCover(double cover, String what, int index) {
            if (!(cover >= 0 && cover < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "cover must be 0 or more and finite, was %s (%s)".formatted(cover, place(what, index)));
            }
            return cover;
        }

        private String place(String what, int index) {
            return "tree %d, %s %d".formatted(number, what, index);
        }

        private double largestValue() {
            double largest = 0;
            for (double value : leafValue) {
                largest = Math.max(largest, Math.abs(value));
            }
            return largest;
        }

        /** With one parent for each node but 0 and for each leaf, and 0 above all of them, this is a tree. */
        private void check() {
            boolean[] nodeSeen = new boolean[left.length];
            boolean[] leafSeen = new boolean[leaves()];
            for (int leaf = 0; leaf < leaves(); leaf++) {
                if (Double.isNaN(leafValue[leaf])) {
                    throw new IllegalArgumentException(place("leaf", leaf) + " was not set");
                }
            }
            if (left.length == 0) {
                return;
            }
            int[] open = new int[leaves()];
            int depth = 0;
            open[depth++] = 0;
            nodeSeen[0] = true;
            int reached = 0;
            while (depth > 0) {
                int node = open[--depth];
                if (missing[node] == null || Double.isNaN(nodeCover[node])) {
                    throw new IllegalArgumentException(place("node", node) + " was not set");
                }
                for (int child : new int[] {left[node], right[node]}) {
                    visit(node, child, nodeSeen, leafSeen);
                    reached++;
                    if (child >= 0) {
                        open[depth++] = child;
                    }
                }
            }
            if (reached != 2 * left.length) {
                throw new IllegalArgumentException(
                        "all nodes of a tree must hang together, %d of %d are below node 0 (tree %d)"
                                .formatted(reached / 2, left.length, number));
            }
        }

        private void visit(int node, int child, boolean[] nodeSeen, boolean[] leafSeen) {
            boolean[] seen = child >= 0 ? nodeSeen : leafSeen;
            int index = child >= 0 ? child : ~child;
            if (index >= seen.length) {
                throw new IllegalArgumentException(
                        "child must be a node in [0, %d) or a leaf in [0, %d), was %s %d (%s)"
                                .formatted(
                                        nodeSeen.length,
                                        leafSeen.length,
                                        child >= 0 ? "node" : "leaf",
                                        index,
                                        place("node", node)));
            }
            if (seen[index]) {
                throw new IllegalArgumentException("each node and leaf must have one parent, %s %d has a second (%s)"
                        .formatted(child >= 0 ? "node" : "leaf", index, place("node", node)));
            }
            seen[index] = true;
        }
    }
}
