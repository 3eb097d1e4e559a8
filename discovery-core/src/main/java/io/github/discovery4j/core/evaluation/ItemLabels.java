package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.SparseRows;

/** What items are labelled with, each item's labels weighing 1 together; behind the entropy and the calibration. */
final class ItemLabels {

    private final double[][] shares;
    private final int labelCount;

    ItemLabels(float[][] weights) {
        shares = new double[weights.length][];
        labelCount = weights.length == 0 ? 0 : weights[0].length;
        for (int item = 0; item < weights.length; item++) {
            shares[item] = shares(weights[item], item);
        }
    }

    private double[] shares(float[] weights, int item) {
        if (weights.length != labelCount) {
            throw new IllegalArgumentException("item labels must have one column a label, " + labelCount + ", was "
                    + weights.length + " (item ordinal " + item + "); give labels that an item lacks a zero");
        }
        double sum = 0;
        for (float weight : weights) {
            if (!(weight >= 0 && Float.isFinite(weight))) {
                throw new IllegalArgumentException("weights of labels must be finite and 0 or more, was " + weight
                        + " (item ordinal " + item + "); 1 for each label that the item has is usual");
            }
            sum += weight;
        }
        double[] result = new double[labelCount];
        for (int label = 0; label < labelCount && sum > 0; label++) {
            result[label] = weights[label] / sum;
        }
        return result;
    }

    void requireItems(int itemCount) {
        if (shares.length != itemCount) {
            throw new IllegalArgumentException("item labels must be as many rows as items, " + itemCount + ", were "
                    + shares.length + "; make them for the id map that is evaluated");
        }
    }

    /** The shares of the labels in the first k; all zero when none of them has a label. */
    private double[] ofList(RankedList list, int k) {
        double[] sum = new double[labelCount];
        for (int position = 0; position < Math.min(k, list.size()); position++) {
            add(sum, list.itemOrdinal(position));
        }
        return normalised(sum);
    }

    private double[] ofHistory(SparseRows histories, int user) {
        double[] sum = new double[labelCount];
        for (int entry = histories.start(user); entry < histories.end(user); entry++) {
            add(sum, histories.column(entry));
        }
        return normalised(sum);
    }

    private void add(double[] sum, int item) {
        for (int label = 0; label < sum.length; label++) {
            sum[label] += shares[item][label];
        }
    }

    private static double[] normalised(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value;
        }
        for (int label = 0; label < values.length && total > 0; label++) {
            values[label] /= total;
        }
        return values;
    }

    double entropy(RankedList list, int k) {
        if (labelCount < 2) {
            return 0;
        }
        double nats = 0;
        for (double share : ofList(list, k)) {
            nats -= share == 0 ? 0 : share * StrictMath.log(share);
        }
        return Math.min(1, nats / StrictMath.log(labelCount));
    }

    double divergence(SparseRows histories, RankedList list, int k, double smoothing) {
        double[] liked = ofHistory(histories, list.userOrdinal());
        double[] shown = ofList(list, k);
        double nats = 0;
        for (int label = 0; label < labelCount; label++) {
            if (liked[label] > 0) {
                double smoothed = (1 - smoothing) * shown[label] + smoothing * liked[label];
                nats += liked[label] * StrictMath.log(liked[label] / smoothed);
            }
        }
        return Math.max(0, nats);
    }
}
