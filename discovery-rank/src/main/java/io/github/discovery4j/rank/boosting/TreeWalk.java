package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.TreeEnsemble;

/**
 * Walks binned rows through all trees, several at a time.
 *
 * <p>A step is a subtraction whose sign chooses the child: there is no branch that the row decides, which would be guessed
 * wrong half of the time. Eight rows in a tree, or one row in four trees, wait for memory together; whoever has arrived steps
 * in place until the last one has, so that the only branch is the end of them all.
 */
final class TreeWalk {

    private static final int ROWS_TOGETHER = 8;
    private static final int TREES_TOGETHER = 4;

    private final int outputs;
    private final int[] roots;

    /** Nodes from here on are leaves. */
    private final int firstLeaf;

    /** By node: the column in the upper half, the bin in the lower one. */
    private final long[] questions;

    /** By node: left and right. */
    private final int[] children;

    private final double[] values;

    TreeWalk(TreeEnsemble ensemble, RowBins bins) {
        outputs = ensemble.outputs();
        firstLeaf = ensemble.nodes();
        int all = Math.addExact(ensemble.nodes(), ensemble.leaves());
        questions = new long[all];
        children = new int[Math.multiplyExact(2, all)];
        for (int node = 0; node < firstLeaf; node++) {
            questions[node] = (long) bins.nodeColumn(node) << Integer.SIZE | bins.nodeBin(node);
            children[2 * node] = place(ensemble.left(node));
            children[2 * node + 1] = place(ensemble.right(node));
        }
        values = new double[ensemble.leaves()];
        for (int leaf = 0; leaf < values.length; leaf++) {
            values[leaf] = ensemble.leafValue(leaf);
            // Column 0 is never above this bin.
            questions[firstLeaf + leaf] = Integer.MAX_VALUE;
            children[2 * (firstLeaf + leaf)] = firstLeaf + leaf;
            children[2 * (firstLeaf + leaf) + 1] = firstLeaf + leaf;
        }
        roots = new int[ensemble.trees()];
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = place(ensemble.root(tree));
        }
    }

    private int place(int nodeOrLeaf) {
        return nodeOrLeaf >= 0 ? nodeOrLeaf : firstLeaf + ~nodeOrLeaf;
    }

    /**
     * Adds the leaves of rows to their scores, tree by tree.
     *
     * @param block binned rows, one after the other
     * @param columns of a row
     * @param rows how many
     * @param scores of row r, output o at offset + r * outputs + o
     */
    void add(int[] block, int columns, int rows, double[] scores, int offset) {
        int whole = rows - rows % ROWS_TOGETHER;
        for (int tree = 0; tree < roots.length && whole > 0; tree++) {
            addTree(tree, block, columns, whole, scores, offset + tree % outputs);
        }
        for (int row = whole; row < rows; row++) {
            addRow(block, row * columns, scores, offset + row * outputs);
        }
    }

    private void addTree(int tree, int[] block, int columns, int rows, double[] scores, int at) {
        int root = roots[tree];
        int score = at;
        for (int row = 0; row < rows; row += ROWS_TOGETHER) {
            int row0 = row * columns;
            int row1 = row0 + columns;
            int row2 = row1 + columns;
            int row3 = row2 + columns;
            int row4 = row3 + columns;
            int row5 = row4 + columns;
            int row6 = row5 + columns;
            int row7 = row6 + columns;
            int at0 = root;
            int at1 = root;
            int at2 = root;
            int at3 = root;
            int at4 = root;
            int at5 = root;
            int at6 = root;
            int at7 = root;
            while (Math.min(least(at0, at1, at2, at3), least(at4, at5, at6, at7)) < firstLeaf) {
                at0 = step(at0, block, row0);
                at1 = step(at1, block, row1);
                at2 = step(at2, block, row2);
                at3 = step(at3, block, row3);
                at4 = step(at4, block, row4);
                at5 = step(at5, block, row5);
                at6 = step(at6, block, row6);
                at7 = step(at7, block, row7);
            }
            scores[score] += values[at0 - firstLeaf];
            scores[score + outputs] += values[at1 - firstLeaf];
            scores[score + 2 * outputs] += values[at2 - firstLeaf];
            scores[score + 3 * outputs] += values[at3 - firstLeaf];
            scores[score + 4 * outputs] += values[at4 - firstLeaf];
            scores[score + 5 * outputs] += values[at5 - firstLeaf];
            scores[score + 6 * outputs] += values[at6 - firstLeaf];
            scores[score + 7 * outputs] += values[at7 - firstLeaf];
            score += ROWS_TOGETHER * outputs;
        }
    }

    private static int least(int a, int b, int c, int d) {
        return Math.min(Math.min(a, b), Math.min(c, d));
    }

    private void addRow(int[] block, int row, double[] scores, int offset) {
        int tree = 0;
        for (; tree + TREES_TOGETHER <= roots.length; tree += TREES_TOGETHER) {
            int at0 = roots[tree];
            int at1 = roots[tree + 1];
            int at2 = roots[tree + 2];
            int at3 = roots[tree + 3];
            while (least(at0, at1, at2, at3) < firstLeaf) {
                at0 = step(at0, block, row);
                at1 = step(at1, block, row);
                at2 = step(at2, block, row);
                at3 = step(at3, block, row);
            }
            scores[offset + tree % outputs] += values[at0 - firstLeaf];
            scores[offset + (tree + 1) % outputs] += values[at1 - firstLeaf];
            scores[offset + (tree + 2) % outputs] += values[at2 - firstLeaf];
            scores[offset + (tree + 3) % outputs] += values[at3 - firstLeaf];
        }
        for (; tree < roots.length; tree++) {
            int at = roots[tree];
            while (at < firstLeaf) {
                at = step(at, block, row);
            }
            scores[offset + tree % outputs] += values[at - firstLeaf];
        }
    }

    /** The node's bin less the row's is negative exactly if the row goes right. */
    private int step(int at, int[] block, int row) {
        long question = questions[at];
        int right = ((int) question - block[row + (int) (question >>> Integer.SIZE)]) >>> 31;
        return children[2 * at + right];
    }
}
