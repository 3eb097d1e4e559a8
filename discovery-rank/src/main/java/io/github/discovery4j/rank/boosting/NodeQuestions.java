package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an ensemble's nodes ask rows for, so that it is worked out once a row: one column for each feature and each way in which
 * nodes treat its missing values, usually one way, and one for each set of categories.
 *
 * <p>In a column stands the number that nodes compare with their threshold: the value itself, or 0, or {@link #LEFT} and
 * {@link #RIGHT}, which go to one side whatever the threshold is.
 */
final class NodeQuestions {

    /** At most every threshold. */
    static final double LEFT = Double.NEGATIVE_INFINITY;

    /** Not at most any threshold, infinite ones neither. */
    static final double RIGHT = Double.NaN;

    /** One way of asking for a feature: of numbers with a kind of missing value, or of a set of categories. */
    private static final class Question {
        final Missing missing;
        final double ofMissing;
        final int[] categories;

        /** Where nothing is missing, the default side means nothing. */
        Question(TreeEnsemble ensemble, int node) {
            missing = ensemble.missing(node);
            ofMissing = missing == Missing.NONE ? 0 : ensemble.defaultLeft(node) ? LEFT : RIGHT;
            categories = ensemble.categories(node);
        }

        boolean sameAs(Question other) {
            return missing == other.missing
                    && Double.compare(ofMissing, other.ofMissing) == 0
                    && Arrays.equals(categories, other.categories);
        }
    }

    /** By slot: the features that nodes look at, ascending. */
    private final int[] features;

    /** By slot: its columns of numbers, then those of categories. */
    private final int[] firstColumn;

    private final int[] firstCategorical;
    private final Question[] questions;
    private final int[] nodeColumn;
    private final int[] nodeSlot;

    NodeQuestions(TreeEnsemble ensemble) {
        nodeSlot = new int[ensemble.nodes()];
        nodeColumn = new int[ensemble.nodes()];
        features = slots(ensemble);
        firstColumn = new int[features.length + 1];
        firstCategorical = new int[features.length];
        questions = ask(ensemble);
    }

    private int[] slots(TreeEnsemble ensemble) {
        int[] slots = new int[ensemble.features().size()];
        for (int node = 0; node < ensemble.nodes(); node++) {
            slots[ensemble.feature(node)]++;
        }
        int[] used = new int[(int) Arrays.stream(slots).filter(uses -> uses > 0).count()];
        int slot = 0;
        for (int feature = 0; feature < slots.length; feature++) {
            if (slots[feature] > 0) {
                used[slot] = feature;
                slots[feature] = slot++;
            }
        }
        Arrays.setAll(nodeSlot, node -> slots[ensemble.feature(node)]);
        return used;
    }

    /** Gives every node its column; columns of a feature stand together. */
    private Question[] ask(TreeEnsemble ensemble) {
        List<List<Question>> numeric = new ArrayList<>();
        List<List<Question>> categorical = new ArrayList<>();
        for (int slot = 0; slot < features.length; slot++) {
            numeric.add(new ArrayList<>());
            categorical.add(new ArrayList<>());
        }
        for (int node = 0; node < ensemble.nodes(); node++) {
            List<List<Question>> known = ensemble.categorical(node) ? categorical : numeric;
            nodeColumn[node] = placeOf(new Question(ensemble, node), known.get(nodeSlot[node]));
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
            int slot = nodeSlot[node];
            nodeColumn[node] += ensemble.categorical(node) ? firstCategorical[slot] : firstColumn[slot];
        }
        return all.toArray(Question[]::new);
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

    int slots() {
        return features.length;
    }

    int nodeSlot(int node) {
        return nodeSlot[node];
    }

    int feature(int slot) {
        return features[slot];
    }

    int firstColumn(int slot) {
        return firstColumn[slot];
    }

    /** {@return where a slot's columns of numbers end, and those of categories begin; these end at the next slot's first} */
    int firstCategorical(int slot) {
        return firstCategorical[slot];
    }

    /** {@return whether a value stands in all columns of numbers as it is: it is neither 0 nor NaN} */
    static boolean plain(double value) {
        return Math.abs(value) > TreeEnsemble.ZERO;
    }

    /** {@return what stands in a column of numbers for 0: that, {@link #LEFT} or {@link #RIGHT}} */
    double ofZero(int column) {
        return questions[column].missing == Missing.ZERO ? questions[column].ofMissing : 0;
    }

    /** {@return what stands in a column of numbers for NaN: 0, {@link #LEFT} or {@link #RIGHT}} */
    double ofNaN(int column) {
        return questions[column].ofMissing;
    }

    /** Tells whether a value is one of the categories that go left in a categorical column. */
    boolean contains(int column, double value) {
        return TreeEnsemble.contains(questions[column].categories, value);
    }
}
