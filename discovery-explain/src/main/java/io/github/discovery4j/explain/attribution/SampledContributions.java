package io.github.discovery4j.explain.attribution;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.Arrays;
import java.util.Random;

/**
 * Estimates what each feature added to the scores of a ranker of which nothing is known.
 *
 * <p>An order of the features and a candidate of the request are drawn. Beginning with that candidate's values the item's own
 * are put in, one feature after the other; what the score changes by is that feature's share. Every order is gone through
 * backwards too, which takes out the error of two features that work together. The mean over all orders is an
 * estimate without bias of the Shapley value of replacing features by those of the candidates; the error is 1.96 standard errors over
 * the pairs of orders, a 95 % confidence interval. Whatever is drawn, contributions sum to the score less the baseline.
 *
 * <p>Only the columns that the ranker says it reads are changed. The ranker must be {@linkplain
 * Ranker#pointwise pointwise}. <b>Cost:</b> 2 p (d + 1) calls of the ranker on k rows, p pairs, d columns, k items.
 * <b>Determinism:</b> same seed, same values. <b>Threads:</b> one.
 *
 * <p>Source: Castro, Gómez and Tejada, Polynomial calculation of the Shapley value based on sampling, Computers and Operations
 * Research 2009; antithetic orders: Mitchell et al., Sampling Permutations for Shapley Value Estimation, JMLR 2022.
 */
final class SampledContributions {

    private static final double NINETY_FIVE_PERCENT = 1.96;

    private final Ranker ranker;
    private final RankingBatch batch;
    private final Sampling sampling;
    private final int[] columns;

    SampledContributions(Ranker ranker, RankingBatch batch, Sampling sampling) {
        this.ranker = ranker;
        this.batch = batch;
        this.sampling = sampling;
        FeatureSchema schema = batch.features().schema();
        this.columns =
                ranker.features().stream().mapToInt(schema::indexOf).sorted().toArray();
    }

    /** Adds the estimates for some positions' rows, or returns false when the ranker names no columns or gives no finite scores. */
    boolean add(int[] rows, int[] positions, double factor, SlateContributions.Builder into) {
        if (columns.length == 0) {
            return false;
        }
        Items items = new Items(rows, positions);
        Random random = new Random(sampling.seed());
        int[] order = columns.clone();
        for (int pair = 0; pair < sampling.pairs(); pair++) {
            shuffle(order, random);
            int background = random.nextInt(batch.size());
            if (!items.walk(order, background) || !items.walk(reversed(order), background)) {
                return false;
            }
            items.finishPair();
        }
        items.addTo(into, factor);
        return true;
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int column = order[i];
            order[i] = order[j];
            order[j] = column;
        }
    }

    private static int[] reversed(int[] order) {
        int[] reversed = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            reversed[i] = order[order.length - 1 - i];
        }
        return reversed;
    }

    /** The items, scored together; their sums by item and column. */
    private final class Items {

        private final int[] positions;
        private final int[] items;
        private final int[] distinct;
        private final RankingBatch own;
        private final int width;
        private final double[] pairs;
        private final double[] sums;
        private final double[] squares;
        private final double[] baselines;

        Items(int[] rows, int[] positions) {
            this.positions = positions;
            this.distinct = Arrays.stream(positions)
                    .map(position -> rows[position])
                    .distinct()
                    .sorted()
                    .toArray();
            this.items = Arrays.stream(positions)
                    .map(position -> Arrays.binarySearch(distinct, rows[position]))
                    .toArray();
            this.own = batch.select(distinct);
            this.width = batch.features().schema().size();
            this.pairs = new double[distinct.length * width];
            this.sums = new double[pairs.length];
            this.squares = new double[pairs.length];
            this.baselines = new double[distinct.length];
        }

        boolean walk(int[] order, int background) {
            float[] start = new float[width];
            float[][] values = new float[distinct.length][width];
            batch.features().copyRow(background, start);
            for (int item = 0; item < distinct.length; item++) {
                own.features().copyRow(item, values[item]);
                for (int column : order) {
                    values[item][column] = start[column];
                }
            }
            double[] before = scores(values);
            for (int item = 0; item < distinct.length; item++) {
                baselines[item] += before[item] / 2 / sampling.pairs();
            }
            for (int column : order) {
                for (int item = 0; item < distinct.length; item++) {
                    values[item][column] = own.features().get(item, column);
                }
                double[] after = scores(values);
                for (int item = 0; item < distinct.length; item++) {
                    pairs[item * width + column] += (after[item] - before[item]) / 2;
                }
                before = after;
            }
            return Arrays.stream(before).allMatch(Double::isFinite)
                    && Arrays.stream(pairs).allMatch(Double::isFinite);
        }

        private double[] scores(float[][] values) {
            FeatureTable table = FeatureTable.allocate(batch.features().schema(), distinct.length);
            try (FeatureTable.Writer writer = table.writer(0, width)) {
                for (int item = 0; item < distinct.length; item++) {
                    writer.setRow(item, values[item]);
                }
            }
            table.freeze();
            double[] scores = new double[distinct.length];
            Arrays.fill(scores, Double.NaN);
            ranker.score(new RankingBatch(own.context(), own.candidates(), table, own.reverseFeatures()), scores);
            return scores;
        }

        void finishPair() {
            for (int i = 0; i < pairs.length; i++) {
                sums[i] += pairs[i];
                squares[i] += pairs[i] * pairs[i];
                pairs[i] = 0;
            }
        }

        void addTo(SlateContributions.Builder into, double factor) {
            int n = sampling.pairs();
            for (int i = 0; i < positions.length; i++) {
                for (int column : columns) {
                    int at = items[i] * width + column;
                    double mean = sums[at] / n;
                    double variance = Math.max(0, squares[at] / n - mean * mean) * n / (n - 1);
                    double error = NINETY_FIVE_PERCENT * factor;
                    into.add(positions[i], column, factor * mean);
                    into.addVariance(positions[i], column, error * error * variance / n);
                }
                into.addBaseline(positions[i], factor * baselines[items[i]]);
            }
            for (int column : columns) {
                into.addWeight(column, Double.NaN);
            }
        }
    }
}
