package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.api.factory.primitive.DoubleSets;
import org.eclipse.collections.api.set.primitive.MutableDoubleSet;

/**
 * Turns a row into whole numbers, once, so that every node of every tree asks the same short question: is the number of
 * column c above b? Then the row goes right.
 *
 * <p>A feature's bin is how many of all its distinct thresholds lie below the value: x ≤ threshold b exactly if bin ≤ b. Where
 * missing values go depends on the node, so a feature has a column for each way that its nodes treat them, usually one. A
 * categorical question has a column of its own: 0 for left, 1 for right.
 */
final class RowBins {

    /** Above every threshold. */
    private static final int RIGHT = Integer.MAX_VALUE;

    private static final int LEFT = 0;

    /** One way of asking for a feature: of numbers with a kind of missing value, or of a set of categories. */
    private static final class Question {
        final Missing missing;
        final boolean defaultLeft;
        final int[] categories;

        Question(Missing missing, boolean defaultLeft, int[] categories) {
            this.missing = missing;
            this.defaultLeft = defaultLeft;
            this.categories = categories;
        }

        boolean sameAs(Question other) {
            return missing == other.missing
                    && defaultLeft == other.defaultLeft
                    && Arrays.equals(categories, other.categories);
        }
    }

    private final int[] features;
    private final double[][] cuts;
    private final int[] zeroBins;
    /** By slot: its columns of numbers, then those of categories. */
    private final int[] firstColumn;

    private final int[] firstCategorical;
    private final Question[] questions;
    private final int[] nodeColumn;
    private final int[] nodeBin;

    RowBins(TreeEnsemble ensemble) {
        int[] slots = new int[ensemble.features().size()];
        for (int node = 0; node < ensemble.nodes(); node++) {
            slots[ensemble.feature(node)]++;
        }
        features = new int[(int) Arrays.stream(slots).filter(uses -> uses > 0).count()];
        int slot = 0;
        for (int feature = 0; feature < slots.length; feature++) {
            if (slots[feature] > 0) {
                features[slot] = feature;
                slots[feature] = slot++;
            }
        }
        cuts = cuts(ensemble, slots);
        zeroBins = Arrays.stream(cuts).mapToInt(all -> bin(all, 0)).toArray();
        nodeColumn = new int[ensemble.nodes()];
        nodeBin = new int[ensemble.nodes()];
        firstColumn = new int[features.length + 1];
        firstCategorical = new int[features.length];
        questions = ask(ensemble, slots);
    }

    /** The distinct thresholds of each feature, ascending. */
    private double[][] cuts(TreeEnsemble ensemble, int[] slots) {
        List<MutableDoubleSet> bySlot = new ArrayList<>();
        for (int slot = 0; slot < features.length; slot++) {
            bySlot.add(DoubleSets.mutable.empty());
        }
        for (int node = 0; node < ensemble.nodes(); node++) {
            if (!ensemble.categorical(node)) {
                bySlot.get(slots[ensemble.feature(node)]).add(threshold(ensemble, node));
            }
        }
        return bySlot.stream().map(MutableDoubleSet::toSortedArray).toArray(double[][]::new);
    }

    /** Adding 0 makes 0.0 of -0.0, which are different to sets and searches. */
    private static double threshold(TreeEnsemble ensemble, int node) {
        return ensemble.threshold(node) + 0.0;
    }

    /** Gives every node its column and bin; columns of a feature stand together. */
    private Question[] ask(TreeEnsemble ensemble, int[] slots) {
        List<List<Question>> numeric = new ArrayList<>();
        List<List<Question>> categorical = new ArrayList<>();
        for (int slot = 0; slot < features.length; slot++) {
            numeric.add(new ArrayList<>());
            categorical.add(new ArrayList<>());
        }
        for (int node = 0; node < ensemble.nodes(); node++) {
            int slot = slots[ensemble.feature(node)];
            List<List<Question>> known = ensemble.categorical(node) ? categorical : numeric;
            nodeColumn[node] = placeOf(question(ensemble, node), known.get(slot));
            nodeBin[node] = ensemble.categorical(node) ? 0 : Arrays.binarySearch(cuts[slot], threshold(ensemble, node));
        }
        List<Question> all = new ArrayList<>();
        for (int slot = 0; slot < features.length; slot++) {
            firstColumn[slot] = all.size();
            all.addAll(numeric.get(slot));
            firstCategorical[slot] = all.size();
            all.addAll(categorical.get(slot));
        }
        firstColumn[features.length] = all.size();
        for (int node = 0; node < ensemble.nodes(); node++) {
            int slot = slots[ensemble.feature(node)];
            nodeColumn[node] += ensemble.categorical(node) ? firstCategorical[slot] : firstColumn[slot];
        }
        return all.toArray(Question[]::new);
    }

    /** Where nothing is missing, the default side means nothing. */
    private static Question question(TreeEnsemble ensemble, int node) {
        Missing missing = ensemble.missing(node);
        return new Question(missing, missing != Missing.NONE && ensemble.defaultLeft(node), ensemble.categories(node));
    }

    private static int placeOf(Question question, List<Question> known) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).sameAs(question)) {
                return i;
            }
        }
        known.add(question);
        return known.size() - 1;
    }

    int columns() {
        return questions.length;
    }

    int nodeColumn(int node) {
        return nodeColumn[node];
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
        for (int slot = 0; slot < features.length; slot++) {
            put(slot, row[offset + places[features[slot]]], bins, at);
        }
    }

    private void put(int slot, double value, int[] bins, int at) {
        int end = firstCategorical[slot];
        if (Math.abs(value) > TreeEnsemble.ZERO) { // neither 0 nor NaN
            int bin = bin(cuts[slot], value);
            for (int column = firstColumn[slot]; column < end; column++) {
                bins[at + column] = bin;
            }
        } else {
            for (int column = firstColumn[slot]; column < end; column++) {
                bins[at + column] = binOfMissing(slot, questions[column], value);
            }
        }
        for (int column = end; column < firstColumn[slot + 1]; column++) {
            bins[at + column] = TreeEnsemble.contains(questions[column].categories, value) ? LEFT : RIGHT;
        }
    }

    private int binOfMissing(int slot, Question question, double value) {
        boolean missing = question.missing == Missing.ZERO || (question.missing == Missing.NAN && Double.isNaN(value));
        return missing ? question.defaultLeft ? LEFT : RIGHT : zeroBins[slot];
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
