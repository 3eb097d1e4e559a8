package io.github.discovery4j.core.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares models over the same users by drawing the users again and again.
 *
 * <p>Each resample draws as many users as there are, with replacement, and takes every model's mean on each metric over
 * them. The interval is between the 2.5 and 97.5 percentiles of the resampled differences. The p-value is twice the smaller
 * of the shares of resamples with a difference of at most and at least 0, the observed sample counted as one of them, so
 * that it is never 0. Holm's step-down procedure corrects it for all pairs of models on the same metric.
 *
 * <p><b>Cost:</b> O(resamples x users x models x metrics), shared by the threads; memory of resamples x models x metrics.
 * <b>Determinism:</b> resample i draws from a stream of its own.
 *
 * <p>Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 13 and 16; Holm, "A Simple
 * Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6, 1979.
 */
final class PairedBootstrap {

    private static final long SEED = 20;
    private static final double TAIL = 0.025;

    private final List<String> models;
    private final List<String> metrics;
    private final double[] observed;
    /** By model and metric, then by resample. */
    private final double[][] means;

    /**
     * Resamples.
     *
     * @param values one row a user: by model, then by metric
     */
    PairedBootstrap(List<String> models, List<String> metrics, double[][] values, int resamples, int threads) {
        this.models = models;
        this.metrics = metrics;
        int series = models.size() * metrics.size();
        this.means = new double[series][resamples];
        double[] sums = new double[series];
        for (double[] user : values) {
            add(sums, user);
        }
        observed = Arrays.stream(sums).map(sum -> sum / values.length).toArray();
        Tasks.run(threads, resamples, "comparing models", () -> {
            double[] scratch = new double[series];
            return resample -> {
                Arrays.fill(scratch, 0);
                Draws draws = new Draws(SEED, resample);
                for (int i = 0; i < values.length; i++) {
                    add(scratch, values[draws.below(values.length)]);
                }
                for (int s = 0; s < series; s++) {
                    means[s][resample] = scratch[s] / values.length;
                }
            };
        });
    }

    private static void add(double[] sums, double[] values) {
        for (int s = 0; s < sums.length; s++) {
            sums[s] += values[s];
        }
    }

    /** Each model with each one before it, metric by metric. */
    List<Comparison> comparisons() {
        List<Comparison> all = new ArrayList<>();
        for (int metric = 0; metric < metrics.size(); metric++) {
            List<Comparison> ofMetric = new ArrayList<>();
            for (int model = 1; model < models.size(); model++) {
                for (int baseline = 0; baseline < model; baseline++) {
                    ofMetric.add(compare(metric, model, baseline));
                }
            }
            all.addAll(holm(ofMetric));
        }
        return all;
    }

    private Comparison compare(int metric, int model, int baseline) {
        int left = model * metrics.size() + metric;
        int right = baseline * metrics.size() + metric;
        int resamples = means[left].length;
        double[] differences = new double[resamples];
        int atMost = 1;
        int atLeast = 1;
        for (int i = 0; i < resamples; i++) {
            differences[i] = means[left][i] - means[right][i];
            atMost += differences[i] <= 0 ? 1 : 0;
            atLeast += differences[i] >= 0 ? 1 : 0;
        }
        Arrays.sort(differences);
        double p = Math.min(1, 2.0 * Math.min(atMost, atLeast) / (resamples + 1));
        return new Comparison(
                metrics.get(metric),
                models.get(model),
                models.get(baseline),
                observed[left] - observed[right],
                percentile(differences, TAIL),
                percentile(differences, 1 - TAIL),
                p,
                p);
    }

    /** The value at a share of the ascending values, linear between two of them. */
    static double percentile(double[] ascending, double share) {
        double place = share * (ascending.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
    }

    /** Multiplies the smallest p-value by their number, the next by one less, and never lets a larger one fall below. */
    static List<Comparison> holm(List<Comparison> comparisons) {
        List<Comparison> adjusted = new ArrayList<>(comparisons);
        int[] order = IntStream.range(0, comparisons.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> comparisons.get(i).pValue()))
                .mapToInt(Integer::intValue)
                .toArray();
        double largest = 0;
        for (int place = 0; place < order.length; place++) {
            Comparison c = comparisons.get(order[place]);
            largest = Math.max(largest, Math.min(1, (order.length - place) * c.pValue()));
            adjusted.set(
                    order[place],
                    new Comparison(
                            c.metric(),
                            c.model(),
                            c.baseline(),
                            c.difference(),
                            c.low(),
                            c.high(),
                            c.pValue(),
                            largest));
        }
        return adjusted;
    }
}
