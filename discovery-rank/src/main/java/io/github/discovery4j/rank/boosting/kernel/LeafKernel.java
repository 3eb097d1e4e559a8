package io.github.discovery4j.rank.boosting.kernel;

/**
 * Finds the leaves in which many rows end, one tree at a time.
 *
 * <p>Leaves of a tree are numbered from left to right, at most 64 of them, and each is one bit of a word. A node that sends a
 * row to the left rules out the leaves of its right side. Of those that are left when all nodes were asked, in whatever order, the
 * rightmost is where the row ends.
 *
 * <p>Source: Lucchese et al., QuickScorer, SIGIR 2015, and its vectorised form, SIGIR 2016. Differs: nodes are asked tree by
 * tree, so that a tree's words stay in registers and leaves are added in the order of the trees; the sides are the other way
 * round, since "at most the threshold" is the comparison that NaN fails.
 *
 * <p><b>Threads:</b> holds nothing, safe.
 */
public interface LeafKernel {

    /** Most leaves of a tree. */
    int MOST_LEAVES = Long.SIZE;

    /** Registers of rows that {@link #leavesOfAll} takes together. */
    int REGISTERS = 4;

    /** The nodes of all trees. */
    final class Nodes {
        /** By node: where in a block its column begins. */
        public final int[] columns;

        /** By node: the largest number that goes left. */
        public final double[] thresholds;

        /** By node: the leaves that are left for a row that goes left; bits above the tree's leaves are 1. */
        public final long[] kept;

        /**
         * Makes room.
         *
         * @param count how many nodes
         */
        public Nodes(int count) {
            columns = new int[count];
            thresholds = new double[count];
            kept = new long[count];
        }
    }

    /** {@return what it runs on, for a log} */
    String name();

    /** {@return rows of a register} */
    int lanes();

    /**
     * Copies as many values as fill all registers, others in the place of what may be missing.
     *
     * @param values holds them
     * @param from where they begin
     * @param ofZero for what counts as 0, at most {@link io.github.discovery4j.core.model.TreeEnsemble#ZERO} away from it
     * @param ofNaN for NaN
     * @param block receives them
     * @param to where
     */
    void copy(double[] values, int from, double ofZero, double ofNaN, double[] block, int to);

    /**
     * Finds the leaves of as many rows as fill all registers.
     *
     * @param nodes of all trees
     * @param first node of the tree
     * @param last node of the tree, not included
     * @param block columns of {@code REGISTERS * lanes()} rows each
     * @param leaves receives the leaf of each row, counted from the tree's first
     */
    void leavesOfAll(Nodes nodes, int first, int last, double[] block, long[] leaves);

    /**
     * Finds the leaves of as many rows as fill one register.
     *
     * @param nodes of all trees
     * @param first node of the tree
     * @param last node of the tree, not included
     * @param block columns of {@code REGISTERS * lanes()} rows each
     * @param row the first of them
     * @param leaves receives the leaf of each row, from {@code row} on
     */
    void leavesOfOne(Nodes nodes, int first, int last, double[] block, int row, long[] leaves);
}
