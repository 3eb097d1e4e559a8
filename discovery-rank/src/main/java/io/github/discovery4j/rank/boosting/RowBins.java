package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.TreeEnsemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.api.factory.primitive.DoubleSets;
import org.eclipse.collections.api.set.primitive.MutableDoubleSet;

/**
 * Turns a row into whole numbers, once, so that every node of every tree asks the same short question: is the number of
 * column c above b? Then the row goes right.
 *
 * <p>A feature's bin is how many of all its distinct thresholds lie below the value: x ≤ threshold b exactly if bin ≤ b. What
 * columns there are is {@link NodeQuestions}' matter. A categorical question is answered beforehand: 0 for left, else right.
 */
final class RowBins {

    /** Above every threshold. */
    private static final int RIGHT = Integer.MAX_VALUE;

    private static final int LEFT = 0;

    private final NodeQuestions questions;
    private final double[][] cuts;
    private final int[] zeroBins;
    private final int[] nodeBin;

    RowBins(TreeEnsemble ensemble, NodeQuestions questions) {
        this.questions = questions;
        cuts = cuts(ensemble);
        zeroBins = Arrays.stream(cuts).mapToInt(all -> bin(all, 0)).toArray();
        nodeBin = new int[ensemble.nodes()];
        for (int node = 0; node < nodeBin.length; node++) {
            nodeBin[node] = ensemble.categorical(node)
                    ? LEFT
                    : Arrays.binarySearch(cuts[questions.nodeSlot(node)], threshold(ensemble, node));
        }
    }

    /** The distinct thresholds of each feature, ascending. */
    private double[][] cuts(TreeEnsemble ensemble) {
        List<MutableDoubleSet> bySlot = new ArrayList<>();
        for (int slot = 0; slot < questions.slots(); slot++) {
            bySlot.add(DoubleSets.mutable.empty());
        }
        for (int node = 0; node < ensemble.nodes(); node++) {
            if (!ensemble.categorical(node)) {
                bySlot.get(questions.nodeSlot(node)).add(threshold(ensemble, node));
            }
        }
        return bySlot.stream().map(MutableDoubleSet::toSortedArray).toArray(double[][]::new);
    }

    /** Adding 0 makes 0.0 of -0.0, which are different to sets and searches. */
    private static double threshold(TreeEnsemble ensemble, int node) {
        return ensemble.threshold(node) + 0.0;
    }

    int columns() {
        return questions.columns();
    }

    int nodeColumn(int node) {
        return questions.nodeColumn(node);
    }

    int nodeBin(int node) {
        return nodeBin[node];
    }

    /**
     * Bins a row.
     *
     * @param row holds its values
     * @param offset where the row begins
     * @param places where in the row each feature of the model stands
     * @param bins column c of the row goes to at + c
     */
    void put(double[] row, int offset, int[] places, int[] bins, int at) {
        for (int slot = 0; slot < cuts.length; slot++) {
            put(slot, row[offset + places[questions.feature(slot)]], bins, at);
        }
    }

    private void put(int slot, double value, int[] bins, int at) {
        int end = questions.firstCategorical(slot);
        if (NodeQuestions.plain(value)) {
            int bin = bin(cuts[slot], value);
            for (int column = questions.firstColumn(slot); column < end; column++) {
                bins[at + column] = bin;
            }
        } else {
            for (int column = questions.firstColumn(slot); column < end; column++) {
                bins[at + column] =
                        binOfMissing(slot, Double.isNaN(value) ? questions.ofNaN(column) : questions.ofZero(column));
            }
        }
        for (int column = end; column < questions.firstColumn(slot + 1); column++) {
            bins[at + column] = questions.contains(column, value) ? LEFT : RIGHT;
        }
    }

    private int binOfMissing(int slot, double value) {
        return value == 0 ? zeroBins[slot] : value == NodeQuestions.LEFT ? LEFT : RIGHT;
    }

    /** Returns how many cuts lie below a value, without a branch that the value decides. */
    private static int bin(double[] cuts, double value) {
        int base = 0;
        int left = cuts.length;
        while (left > 1) {
            int half = left >>> 1;
            base = cuts[base + half - 1] < value ? base + half : base;
            left -= half;
        }
        return left == 0 ? 0 : cuts[base] < value ? base + 1 : base;
    }
}
