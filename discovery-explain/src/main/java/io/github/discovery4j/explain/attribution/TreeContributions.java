package io.github.discovery4j.explain.attribution;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.TreeEnsemble;
import java.util.Arrays;

/**
 * What each feature added to the raw scores of trees: exact Shapley values.
 *
 * <p>The value of a set of features is what the trees give when they are known and, at splits on other features, both sides
 * are weighed by how many training rows went there ({@linkplain TreeEnsemble#cover covers}). The contributions of a row sum
 * to its raw score less {@link #bias}, the value of knowing nothing. A feature that no tree looks at contributes 0. These are
 * the values that LightGBM's {@code predict_contrib} gives; for a random forest they are averaged, as the score is.
 *
 * <p><b>They explain the raw score</b>, a margin, not a probability. <b>Missing values</b> go their way in the trees, and
 * being missing is part of what a feature contributes. <b>Shapes:</b> n rows x d features in, n x o (d + 1) out, o outputs:
 * for each output the features in the ensemble's order, then the bias, as LightGBM lays them out. <b>Units:</b> the raw
 * score's. <b>Cost:</b> O(l u) a tree, l leaves and u different features on its longest way; tables of about 32 u bytes an
 * edge, made once; no allocation a row. <b>Threads:</b> immutable; a {@link Session} belongs to one thread.
 *
 * <p>Source and algorithm: {@code PathTree}.
 */
public final class TreeContributions {

    /** Rows that go through a tree together, while its tables are near. */
    private static final int BLOCK = 64;

    private final TreeEnsemble ensemble;
    private final PathTree[] trees;
    private final double[] biases;
    private final int[] ownPlaces;

    private TreeContributions(TreeEnsemble ensemble) {
        this.ensemble = ensemble;
        this.trees = new PathTree[ensemble.trees()];
        this.biases = new double[ensemble.outputs()];
        for (int tree = 0; tree < trees.length; tree++) {
            trees[tree] = new PathTree(ensemble, tree);
            biases[tree % biases.length] += trees[tree].expected();
        }
        for (int output = 0; output < biases.length; output++) {
            biases[output] /= ensemble.divisor();
        }
        this.ownPlaces = new int[ensemble.features().size()];
        Arrays.setAll(ownPlaces, i -> i);
    }

    /**
     * Prepares the contributions to the scores of trees.
     *
     * @param ensemble the trees, with covers
     * @return the contributions
     * @throws IllegalArgumentException if the model does not tell how many training rows came through its trees
     */
    public static TreeContributions of(TreeEnsemble ensemble) {
        if (!ensemble.covered()) {
            throw new IllegalArgumentException(
                    "contributions are weighed by how many training rows came through each node,"
                            + " the model does not tell; save it with leaf_count, as LightGBM does");
        }
        return new TreeContributions(ensemble);
    }

    /** {@return the trees} */
    public TreeEnsemble ensemble() {
        return ensemble;
    }

    /** {@return how many values a row has: for each output one a feature, and the bias} */
    public int width() {
        return biases.length * (ownPlaces.length + 1);
    }

    /**
     * Returns the score of a row of which nothing is known: what contributions are relative to.
     *
     * @param output in {@code [0, outputs())}
     * @return finite
     */
    public double bias(int output) {
        return biases[output];
    }

    /**
     * Returns a place to work in, to be used for many calls.
     *
     * @return belongs to one thread
     */
    public Session session() {
        return new Session();
    }

    /** The buffers of one thread; a call allocates nothing a row. */
    public final class Session {

        private final PathTree.Scratch scratch;

        private Session() {
            int nodes = 0;
            for (PathTree tree : trees) {
                nodes = Math.max(nodes, tree.nodes());
            }
            this.scratch = new PathTree.Scratch(nodes);
        }

        /**
         * Computes the contributions of rows.
         *
         * @param rows row after row, the features in the ensemble's order
         * @param rowCount how many
         * @param contributions receives {@link #width} values a row
         * @throws IllegalArgumentException if there are fewer values or places than that
         */
        public void contributions(double[] rows, int rowCount, double[] contributions) {
            if (rowCount < 0 || (long) rowCount * ownPlaces.length > rows.length) {
                throw new IllegalArgumentException("%d rows of %d features need %d values, were %d"
                        .formatted(rowCount, ownPlaces.length, (long) rowCount * ownPlaces.length, rows.length));
            }
            add(rows, ownPlaces.length, ownPlaces, rowCount, contributions);
        }

        /**
         * Computes the contributions of a table's rows, whose columns are found by the names of the features.
         *
         * @param table the rows that were scored
         * @param contributions receives {@link #width} values a row, in the order of the ensemble's features
         * @throws IllegalArgumentException if the table lacks a feature, or there are fewer places than that
         */
        public void contributions(FeatureTable table, double[] contributions) {
            int[] places = new int[ownPlaces.length];
            Arrays.setAll(
                    places, f -> table.schema().indexOf(ensemble.features().get(f)));
            int columns = table.schema().size();
            double[] rows = new double[Math.multiplyExact(table.rows(), columns)];
            double[] row = new double[columns];
            for (int r = 0; r < table.rows(); r++) {
                table.copyRow(r, row);
                System.arraycopy(row, 0, rows, r * columns, columns);
            }
            add(rows, columns, places, table.rows(), contributions);
        }

        private void add(double[] rows, int columns, int[] places, int rowCount, double[] contributions) {
            long needed = (long) rowCount * width();
            if (needed > contributions.length) {
                throw new IllegalArgumentException("%d rows of %d contributions need %d places, were %d"
                        .formatted(rowCount, width(), needed, contributions.length));
            }
            Arrays.fill(contributions, 0, (int) needed, 0);
            for (int from = 0; from < rowCount; from += BLOCK) {
                int to = Math.min(from + BLOCK, rowCount);
                for (int tree = 0; tree < trees.length; tree++) {
                    int at = tree % biases.length * (ownPlaces.length + 1);
                    for (int row = from; row < to; row++) {
                        trees[tree].add(rows, row * columns, places, contributions, row * width() + at, scratch);
                    }
                }
            }
            finish(rowCount, contributions);
        }

        private void finish(int rowCount, double[] contributions) {
            int divisor = ensemble.divisor();
            for (int i = 0; divisor > 1 && i < rowCount * width(); i++) {
                contributions[i] /= divisor;
            }
            for (int i = 0; i < rowCount * biases.length; i++) {
                contributions[(i + 1) * (ownPlaces.length + 1) - 1] = biases[i % biases.length];
            }
        }
    }
}
