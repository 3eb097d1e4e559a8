package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.rank.boosting.kernel.LeafKernel;

/** Adds the leaves of many rows at once, which a {@link LeafKernel} finds by asking all nodes of a tree. */
final class LeafMasks {

    /** Asking for a register takes as long as walking two or three rows. */
    static final int ROWS_WORTHWHILE = 4;

    private final NodeQuestions questions;
    private final LeafKernel kernel;
    private final int outputs;
    private final LeafKernel.Nodes nodes;

    /** By tree: its first node, and one more. */
    private final int[] firstNode;

    private final int[] firstLeaf;

    /** By leaf: tree by tree, from left to right. */
    private final double[] leafValues;

    LeafMasks(TreeEnsemble ensemble, NodeQuestions questions, LeafKernel kernel) {
        this.questions = questions;
        this.kernel = kernel;
        outputs = ensemble.outputs();
        nodes = new LeafKernel.Nodes(ensemble.nodes());
        firstNode = new int[ensemble.trees() + 1];
        firstLeaf = new int[ensemble.trees() + 1];
        leafValues = new double[ensemble.leaves()];
        Numbering numbering = new Numbering(ensemble);
        for (int tree = 0; tree < ensemble.trees(); tree++) {
            numbering.add(ensemble.root(tree), firstLeaf[tree]);
            firstNode[tree + 1] = numbering.node;
            firstLeaf[tree + 1] = numbering.leaf;
        }
    }

    /** {@return whether all trees are small enough} */
    static boolean fit(TreeEnsemble ensemble) {
        int most = 0;
        for (int tree = 0; tree < ensemble.trees(); tree++) {
            most = Math.max(
                    most,
                    (tree + 1 < ensemble.trees() ? ensemble.firstLeaf(tree + 1) : ensemble.leaves())
                            - ensemble.firstLeaf(tree));
        }
        return most <= LeafKernel.MOST_LEAVES;
    }

    /** Numbers nodes and leaves of one tree after the other from left to right. */
    private final class Numbering {
        final TreeEnsemble ensemble;
        int node;
        int leaf;

        Numbering(TreeEnsemble ensemble) {
            this.ensemble = ensemble;
        }

        void add(int nodeOrLeaf, int leavesBefore) {
            if (nodeOrLeaf < 0) {
                leafValues[leaf++] = ensemble.leafValue(~nodeOrLeaf);
                return;
            }
            int at = node++;
            nodes.columns[at] = Math.multiplyExact(questions.nodeColumn(nodeOrLeaf), rows());
            nodes.thresholds[at] = ensemble.categorical(nodeOrLeaf) ? 0 : ensemble.threshold(nodeOrLeaf);
            add(ensemble.left(nodeOrLeaf), leavesBefore);
            int right = leaf - leavesBefore;
            add(ensemble.right(nodeOrLeaf), leavesBefore);
            int end = leaf - leavesBefore;
            nodes.kept[at] = ~(-1L >>> (Long.SIZE - (end - right)) << right);
        }
    }

    /** {@return how many rows a block has} */
    int rows() {
        return LeafKernel.REGISTERS * kernel.lanes();
    }

    /** {@return a place to work in, for one thread} */
    Block block() {
        return new Block();
    }

    /** Some rows, column after column. */
    final class Block {
        private final int rows = rows();

        /** By slot: the values as they came. */
        private final double[] values = new double[Math.multiplyExact(questions.slots(), rows)];

        private final double[] columns = new double[Math.multiplyExact(questions.columns(), rows)];
        private final long[] leaves = new long[rows];

        /**
         * Puts a row into the block.
         *
         * @param row in {@code [0, rows())}
         * @param from holds its values
         * @param offset where they begin
         * @param places where among them each feature of the model stands
         */
        void put(int row, double[] from, int offset, int[] places) {
            for (int slot = 0, at = row; slot < questions.slots(); slot++, at += rows) {
                values[at] = from[offset + places[questions.feature(slot)]];
            }
        }

        /**
         * Adds the leaves of the first rows to their scores, tree by tree.
         *
         * @param count how many rows
         * @param scores of row r, output o at offset + r * outputs + o
         */
        void add(int count, double[] scores, int offset) {
            for (int slot = 0; slot < questions.slots(); slot++) {
                fill(slot, count);
            }
            for (int tree = 0; tree < firstLeaf.length - 1; tree++) {
                findLeaves(tree, count);
                int leaf = firstLeaf[tree];
                int at = offset + tree % outputs;
                for (int row = 0; row < count; row++) {
                    scores[at] += leafValues[leaf + (int) leaves[row]];
                    at += outputs;
                }
            }
        }

        private void fill(int slot, int count) {
            int column = questions.firstColumn(slot);
            for (; column < questions.firstCategorical(slot); column++) {
                kernel.copy(
                        values, slot * rows, questions.ofZero(column), questions.ofNaN(column), columns, column * rows);
            }
            for (; column < questions.firstColumn(slot + 1); column++) {
                for (int row = 0; row < count; row++) {
                    boolean left = questions.contains(column, values[slot * rows + row]);
                    columns[column * rows + row] = left ? NodeQuestions.LEFT : NodeQuestions.RIGHT;
                }
            }
        }

        private void findLeaves(int tree, int count) {
            int first = firstNode[tree];
            int last = firstNode[tree + 1];
            if (count > rows - kernel.lanes()) {
                kernel.leavesOfAll(nodes, first, last, columns, leaves);
            } else {
                for (int row = 0; row < count; row += kernel.lanes()) {
                    kernel.leavesOfOne(nodes, first, last, columns, row, leaves);
                }
            }
        }
    }
}
