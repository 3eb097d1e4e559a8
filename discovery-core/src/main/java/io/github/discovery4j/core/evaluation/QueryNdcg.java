package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.RankingData;
import io.github.discovery4j.core.data.TrainingRows;
import java.util.Arrays;

/**
 * How well scores rank the rows of queries whose labels say how relevant each row is: nDCG@k of every query.
 *
 * <p>A row of label l at rank i (from 1) is worth (2^l - 1) / log2(i + 1); a query's sum over its first k ranks is divided by
 * that of the best order. A query without a relevant row counts as 1: no order of it is wrong. Equal scores stand in the order
 * of the rows. All three are as LightGBM has them; sets that leave such queries out, or count them as 0, have other means:
 * {@link #queriesWithoutRelevant} says how many there are.
 *
 * <p><b>Threads:</b> immutable.
 *
 * <p>Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 2002; gains: Burges et al., Learning
 * to rank using gradient descent, ICML 2005.
 */
public final class QueryNdcg {

    /** The largest label that is measured. */
    public static final int LARGEST_LABEL = 31;

    private final int[] cutoffs;
    private final double[][] values;
    private final int withoutRelevant;

    private QueryNdcg(int[] cutoffs, double[][] values, int withoutRelevant) {
        this.cutoffs = cutoffs;
        this.values = values;
        this.withoutRelevant = withoutRelevant;
    }

    /**
     * Measures scores.
     *
     * @param data rows with labels, 0 to 31
     * @param scores one a row, higher is better
     * @param cutoffs the k of nDCG@k, 1 or more each
     * @return nDCG at each of them
     * @throws IllegalArgumentException if there is no query or no cutoff, a cutoff is below 1, scores are not as many as rows, a
     *     score is NaN, or a label is not in [0, 31]
     */
    public static QueryNdcg of(RankingData data, double[] scores, int... cutoffs) {
        double[] labels = new double[data.rowCount()];
        Arrays.setAll(labels, data::label);
        int[] sizes = new int[data.queryCount()];
        Arrays.setAll(sizes, query -> data.queryEnd(query) - data.queryStart(query));
        return measured(labels, sizes, scores, cutoffs);
    }

    /**
     * Measures scores.
     *
     * @param data rows with queries and labels, 0 to 31
     * @param scores one a row, higher is better
     * @param cutoffs the k of nDCG@k, 1 or more each
     * @return nDCG at each of them
     * @throws IllegalArgumentException if there is no query or no cutoff, a cutoff is below 1, scores are not as many as rows, a
     *     score is NaN, or a label is not in [0, 31]
     */
    public static QueryNdcg of(TrainingRows data, double[] scores, int... cutoffs) {
        return measured(labels(data), data.queries(), scores, cutoffs);
    }

    /**
     * Measures what all orders of each query's rows come to on average: what chance has.
     *
     * @param data rows with queries and labels, 0 to 31
     * @param cutoffs the k of nDCG@k, 1 or more each
     * @return nDCG at each of them
     * @throws IllegalArgumentException if there is no query or no cutoff, a cutoff is below 1, or a label is not in [0, 31]
     */
    public static QueryNdcg ofRandomOrder(TrainingRows data, int... cutoffs) {
        double[] labels = labels(data);
        require(labels, data.queries(), new double[labels.length], cutoffs);
        return perQuery(data.queries(), cutoffs, labels, (gains, from) -> {
            double[] mean = new double[gains.length];
            Arrays.fill(mean, Arrays.stream(gains).average().orElse(0));
            return mean;
        });
    }

    private static double[] labels(TrainingRows data) {
        double[] labels = new double[data.rows()];
        Arrays.setAll(labels, row -> data.labels()[row]);
        return labels;
    }

    private static QueryNdcg measured(double[] labels, int[] sizes, double[] scores, int[] cutoffs) {
        require(labels, sizes, scores, cutoffs);
        return perQuery(sizes, cutoffs, labels, (gains, from) -> ranked(gains, scores, from));
    }

    /** Puts a query's gains in an order; its rows begin at {@code from}. */
    private interface Order {
        double[] of(double[] gains, int from);
    }

    private static QueryNdcg perQuery(int[] sizes, int[] cutoffs, double[] labels, Order order) {
        double[][] values = new double[cutoffs.length][sizes.length];
        int without = 0;
        int from = 0;
        for (int query = 0; query < sizes.length; query++) {
            double[] gains = gains(labels, from, sizes[query]);
            double[] ranked = order.of(gains, from);
            double[] best = gains.clone();
            Arrays.sort(best);
            reverse(best);
            without += best[0] == 0 ? 1 : 0;
            for (int i = 0; i < cutoffs.length; i++) {
                double most = discounted(best, cutoffs[i]);
                values[i][query] = most == 0 ? 1 : discounted(ranked, cutoffs[i]) / most;
            }
            from += sizes[query];
        }
        return new QueryNdcg(cutoffs.clone(), values, without);
    }

    private static void require(double[] labels, int[] sizes, double[] scores, int[] cutoffs) {
        if (sizes.length == 0 || cutoffs.length == 0) {
            throw new IllegalArgumentException(
                    "there must be a query and a cutoff, were %d and %d".formatted(sizes.length, cutoffs.length));
        }
        if (scores.length != labels.length) {
            throw new IllegalArgumentException(
                    "there must be a score a row, were %d for %d rows".formatted(scores.length, labels.length));
        }
        for (int cutoff : cutoffs) {
            if (cutoff < 1) {
                throw new IllegalArgumentException("a cutoff must be 1 or more, was " + cutoff);
            }
        }
        for (int row = 0; row < scores.length; row++) {
            if (Double.isNaN(scores[row])) {
                throw new IllegalArgumentException("a score must be a number, was NaN in row " + row);
            }
            if (!(labels[row] >= 0 && labels[row] <= LARGEST_LABEL)) {
                throw new IllegalArgumentException(
                        "a label must be in [0, 31], was %s in row %d".formatted(labels[row], row));
            }
        }
    }

    private static double[] gains(double[] labels, int from, int size) {
        double[] gains = new double[size];
        for (int i = 0; i < size; i++) {
            gains[i] = Math.pow(2, labels[from + i]) - 1;
        }
        return gains;
    }

    /** Gains in the order of falling scores. */
    private static double[] ranked(double[] gains, double[] scores, int from) {
        Integer[] order = new Integer[gains.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(scores[from + b], scores[from + a]));
        return Arrays.stream(order).mapToDouble(i -> gains[i]).toArray();
    }

    private static void reverse(double[] values) {
        for (int i = 0, j = values.length - 1; i < j; i++, j--) {
            double value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }

    private static double discounted(double[] gains, int cutoff) {
        double sum = 0;
        for (int i = 0; i < Math.min(cutoff, gains.length); i++) {
            sum += gains[i] * Math.log(2) / Math.log(i + 2);
        }
        return sum;
    }

    /**
     * Returns the mean over all queries.
     *
     * @param cutoff one that was measured
     * @return in [0, 1]
     * @throws IllegalArgumentException if it was not
     */
    public double mean(int cutoff) {
        return Arrays.stream(values[place(cutoff)]).average().orElseThrow();
    }

    /**
     * Returns the value of each query.
     *
     * @param cutoff one that was measured
     * @return one a query, in their order, a copy
     * @throws IllegalArgumentException if it was not
     */
    public double[] ofQueries(int cutoff) {
        return values[place(cutoff)].clone();
    }

    private int place(int cutoff) {
        for (int i = 0; i < cutoffs.length; i++) {
            if (cutoffs[i] == cutoff) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "cutoff must be one that was measured, %s, was %d".formatted(Arrays.toString(cutoffs), cutoff));
    }

    /** {@return how many queries have no relevant row} */
    public int queriesWithoutRelevant() {
        return withoutRelevant;
    }
}
