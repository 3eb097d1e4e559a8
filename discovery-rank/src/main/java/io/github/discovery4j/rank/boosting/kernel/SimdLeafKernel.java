package io.github.discovery4j.rank.boosting.kernel;

import io.github.discovery4j.core.model.TreeEnsemble;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on {@code jdk.incubator.vector}, in registers as wide as the processor's.
 *
 * <p>A word for each row stands in a lane as wide as the value that is compared, so that a comparison's mask is that of the
 * words.
 */
final class SimdLeafKernel implements LeafKernel {

    /*
     * The compiler keeps vectors in registers only where it sees all of a loop in one method: hence four sums by name.
     */

    private static final VectorSpecies<Double> VALUES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> WORDS = VALUES.withLanes(long.class);
    private static final int LANES = VALUES.length();
    private static final int LEAST_LANES = 4;

    /** Refuses registers that are not worth it. */
    SimdLeafKernel() {
        if (LANES < LEAST_LANES) {
            throw new UnsupportedOperationException("registers of " + VALUES.vectorBitSize() + " bits");
        }
    }

    @Override
    public String name() {
        return "jdk.incubator.vector, " + VALUES.vectorBitSize() + " bits";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void copy(double[] values, int from, double ofZero, double ofNaN, double[] block, int to) {
        DoubleVector zero = DoubleVector.broadcast(VALUES, ofZero);
        DoubleVector missing = DoubleVector.broadcast(VALUES, ofNaN);
        for (int i = 0; i < REGISTERS * LANES; i += LANES) {
            DoubleVector given = DoubleVector.fromArray(VALUES, values, from + i);
            given.blend(zero, given.abs().compare(VectorOperators.LE, TreeEnsemble.ZERO))
                    .blend(missing, given.test(VectorOperators.IS_NAN))
                    .intoArray(block, to + i);
        }
    }

    @Override
    public void leavesOfAll(Nodes nodes, int first, int last, double[] block, long[] leaves) {
        int[] columns = nodes.columns;
        double[] thresholds = nodes.thresholds;
        long[] kept = nodes.kept;
        LongVector all = all(first, last);
        LongVector words0 = all;
        LongVector words1 = all;
        LongVector words2 = all;
        LongVector words3 = all;
        for (int node = first; node < last; node++) {
            int column = columns[node];
            DoubleVector threshold = DoubleVector.broadcast(VALUES, thresholds[node]);
            LongVector left = LongVector.broadcast(WORDS, kept[node]);
            words0 = keep(words0, left, block, column, threshold);
            words1 = keep(words1, left, block, column + LANES, threshold);
            words2 = keep(words2, left, block, column + 2 * LANES, threshold);
            words3 = keep(words3, left, block, column + 3 * LANES, threshold);
        }
        rightmost(words0).intoArray(leaves, 0);
        rightmost(words1).intoArray(leaves, LANES);
        rightmost(words2).intoArray(leaves, 2 * LANES);
        rightmost(words3).intoArray(leaves, 3 * LANES);
    }

    @Override
    public void leavesOfOne(Nodes nodes, int first, int last, double[] block, int row, long[] leaves) {
        LongVector words = all(first, last);
        for (int node = first; node < last; node++) {
            words = keep(
                    words,
                    LongVector.broadcast(WORDS, nodes.kept[node]),
                    block,
                    nodes.columns[node] + row,
                    DoubleVector.broadcast(VALUES, nodes.thresholds[node]));
        }
        rightmost(words).intoArray(leaves, row);
    }

    /** A tree has one leaf more than nodes. */
    private static LongVector all(int first, int last) {
        return LongVector.broadcast(WORDS, -1L >>> (Long.SIZE - 1 - (last - first)));
    }

    private static LongVector keep(LongVector words, LongVector left, double[] block, int at, DoubleVector threshold) {
        return words.lanewise(
                VectorOperators.AND,
                left,
                DoubleVector.fromArray(VALUES, block, at)
                        .compare(VectorOperators.LE, threshold)
                        .cast(WORDS));
    }

    private static LongVector rightmost(LongVector words) {
        return LongVector.broadcast(WORDS, Long.SIZE - 1).sub(words.lanewise(VectorOperators.LEADING_ZEROS_COUNT));
    }
}
