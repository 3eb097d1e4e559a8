package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.SparseRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The metrics of the library and their definitions.
 *
 * <p>For one user, R is the number of relevant items: distinct test items that are not among the user's training items.
 * rel(i) is 1 when the item at rank i (1-based) is relevant, else 0. Gains are binary: the weight of a test interaction
 * does not count. A list can be shorter than k when the catalogue is; missing places are misses. Users with R = 0 are left
 * out of every mean.
 */
public final class Metrics {

    /** How much of the user's own distribution {@link #calibration} mixes into the list's, Steck's alpha. */
    public static final double CALIBRATION_SMOOTHING = 0.01;

    /** The share of the first k that is relevant: hits / k, also where the list is shorter than k. */
    public static final PerUserMetric PRECISION = PerUserMetric.of("precision", (list, k) -> (double) list.hits(k) / k);

    /** The share of the relevant that is among the first k: hits / R. With R above k it cannot reach 1. */
    public static final PerUserMetric RECALL =
            PerUserMetric.of("recall", (list, k) -> (double) list.hits(k) / list.relevantCount());

    /**
     * Mean average precision: the sum over i ≤ k of rel(i) times the precision of the first i, divided by min(k, R), so
     * that a perfect list scores 1. Dividing by R instead gives smaller values where R is above k.
     */
    public static final PerUserMetric MAP = PerUserMetric.of("map", Metrics::averagePrecision);

    /** Mean reciprocal rank: 1 / rank of the first relevant item among the first k, 0 when there is none. */
    public static final PerUserMetric MRR = PerUserMetric.of("mrr", Metrics::reciprocalRank);

    /**
     * Normalised discounted cumulative gain: the sum over i ≤ k of rel(i) / log2(i + 1), divided by the same sum for an
     * ideal list, which has min(k, R) relevant items and then none (the ideal is truncated at k).
     */
    public static final PerUserMetric NDCG = PerUserMetric.of("ndcg", Metrics::normalisedGain);

    /** The share of users who have at least one relevant item among the first k. */
    public static final PerUserMetric HIT_RATE = PerUserMetric.of("hit_rate", (list, k) -> list.hits(k) > 0 ? 1 : 0);

    /**
     * Catalogue coverage: distinct items among the first k of any user, divided by the number of items in the catalogue,
     * which has every item of training or test.
     */
    public static final Metric COVERAGE = new Metric() {
        @Override
        public String name() {
            return "coverage";
        }

        @Override
        public double value(Rankings rankings, int k) {
            return coverage(rankings, k);
        }
    };

    /**
     * The area under the ROC curve of a user: of all pairs of a relevant and another ranked item, the share in which the
     * relevant one has the higher score, a tie counting as half. Exact, over every item that is not masked; the same as the
     * chance that a random relevant item stands before a random other one. 1/2 for a user with no other item to rank. It has
     * no cutoff: its key in reports is {@code auc}.
     */
    public static final ScoreMetric AUC = new AreaUnderCurve();

    /**
     * Novelty: the mean of -log2(p) over the first k, p = the item's share of all training interactions, in bits. An item
     * without training interactions counts as having one. 0 for an empty list.
     */
    public static final PerUserMetric NOVELTY =
            PerUserMetric.ofSplit("novelty", split -> Popularity.of(split.train())::novelty);

    /** Average popularity: the mean number of training interactions of the first k items. 0 for an empty list. */
    public static final PerUserMetric AVERAGE_POPULARITY =
            PerUserMetric.ofSplit("average_popularity", split -> Popularity.of(split.train())::average);

    /**
     * Popularity lift: the mean over users of {@link #AVERAGE_POPULARITY}, divided by the mean over the same users of the
     * average popularity of what they have, less 1. Above 0, lists are more popular than tastes. Users without a history are
     * left out; 0 when nobody is left.
     */
    public static final Metric POPULARITY_LIFT = new Popularity.Lift();

    /**
     * Gini coefficient of exposure: how unequally places in lists fall to the items of the catalogue. With x(1) ≤ … ≤ x(n)
     * the number of lists that have each item among their first k, the sum of (2i - n - 1) x(i) over i, divided by n times
     * the sum of all x. 0 when every item is shown equally often, (n - 1) / n when a single one takes every place. 0 when
     * nothing is shown.
     */
    public static final Metric GINI = new Metric() {
        @Override
        public String name() {
            return "gini";
        }

        @Override
        public double value(Rankings rankings, int k) {
            return gini(rankings, k);
        }
    };

    /**
     * User coverage: the share of evaluated users whose list has k items. Below 1 where the catalogue is smaller than k, or
     * people have seen nearly all of it.
     */
    public static final PerUserMetric USER_COVERAGE =
            PerUserMetric.of("user_coverage", (list, k) -> list.size() >= k ? 1 : 0);

    /** Strict logarithms are the same to the last bit on every machine. */
    private static final double LOG_2 = StrictMath.log(2);

    private static final List<Metric> STANDARD = List.of(PRECISION, RECALL, MAP, MRR, NDCG, HIT_RATE, COVERAGE);

    private static final List<Metric> ALL = List.of(
            PRECISION,
            RECALL,
            MAP,
            MRR,
            NDCG,
            HIT_RATE,
            COVERAGE,
            AUC,
            NOVELTY,
            AVERAGE_POPULARITY,
            POPULARITY_LIFT,
            GINI,
            USER_COVERAGE);

    private Metrics() {}

    /** {@return what protocols measure unless told otherwise: accuracy of the first k, and coverage} */
    public static List<Metric> standard() {
        return STANDARD;
    }

    /** {@return the metrics that need nothing but the data: {@link #standard} and all other constants} */
    public static List<Metric> all() {
        return ALL;
    }

    /**
     * Looks one of {@link #all} up.
     *
     * @param name as in reports
     * @return the metric
     * @throws IllegalArgumentException if there is none of that name; the message lists those that exist
     */
    public static Metric named(String name) {
        for (Metric metric : ALL) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        String known = ALL.stream().map(Metric::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("metric must be one of " + known + ", was \"" + name + "\"");
    }

    /**
     * Intra-list distance, {@code intra_list_distance}: the mean of 1 - cosine over all pairs of the first k, 0 for a list
     * of fewer than two items. A zero vector has cosine 0 with every vector.
     *
     * <p><b>Cost:</b> O(k² d) a user. The vectors are copied, at unit length, in double precision.
     *
     * @param vectors one row an item, by item ordinal, all of one length, finite
     * @return the metric, for interactions with exactly so many items
     * @throws IllegalArgumentException if rows differ in length or hold a value that is not finite
     */
    public static PerUserMetric intraListDistance(float[][] vectors) {
        return new IntraListDistance(vectors);
    }

    /**
     * A metric over sampled items, {@code <metric>_sampled_<negatives>}: the user's relevant items are ranked among so many
     * others, drawn evenly and without repeats from those that are neither masked nor relevant, in place of the whole
     * catalogue. The draw depends on seed and user only, so that all models are asked alike. All others are taken where there
     * are fewer.
     *
     * <p>With one relevant item a user it is what many papers report. It is here to compare with those, not to choose models
     * by: a sampled metric is another quantity than the one it is named after, always larger, and can put models into the
     * wrong order, because a rank among a few says little about the first places among all (Krichene and Rendle, "On Sampled
     * Metrics for Item Recommendation", KDD 2020).
     *
     * @param metric of the first k, such as {@link #NDCG}
     * @param negatives at least 1
     * @return the metric
     * @throws IllegalArgumentException if there are no negatives, or the metric is itself one of all scores
     */
    public static ScoreMetric sampled(PerUserMetric metric, int negatives) {
        return new SampledNegatives(metric, negatives);
    }

    /**
     * Entropy of the labels in a list, such as its genres or communities: with p the share of a label in the first k, the sum
     * of -p log2(p), divided by log2 of the number of labels, so that 0 is one label only and 1 all of them equally. The
     * labels of one item weigh 1 together; items without a label do not count. 0 for an empty list or fewer than two labels.
     *
     * @param name in reports, for example {@code community_entropy}
     * @param labels one row an item, by item ordinal, one column a label; weights of 0 or more, 0 for what an item lacks
     * @return the metric, for interactions with exactly so many items
     * @throws IllegalArgumentException if rows differ in length or hold a weight that is negative or not finite
     */
    public static PerUserMetric entropy(String name, float[][] labels) {
        ItemLabels items = new ItemLabels(labels);
        return PerUserMetric.ofSplit(name, split -> {
            items.requireItems(split.train().items().size());
            return items::entropy;
        });
    }

    /**
     * Calibration: how far the labels in a list are from those of what the user has. With p(g) the share of label g in the
     * user's history, q(g) its share in the first k, and q'(g) = (1 - a) q(g) + a p(g), a = {@value #CALIBRATION_SMOOTHING},
     * the sum of p(g) ln(p(g) / q'(g)) over labels with p(g) above 0: the Kullback-Leibler divergence, in nats. 0 is perfect,
     * ln(1 / a) = 4.6 the most. The labels of one item weigh 1 together, all of a history count the same. 0 for a user
     * without labelled history.
     *
     * <p>Source: Steck, "Calibrated Recommendations", RecSys 2018, without weights.
     *
     * @param name in reports, for example {@code genre_calibration}
     * @param labels one row an item, by item ordinal, one column a label; weights of 0 or more, 0 for what an item lacks
     * @return the metric, for interactions with exactly so many items; lower is better
     * @throws IllegalArgumentException if rows differ in length or hold a weight that is negative or not finite
     */
    public static PerUserMetric calibration(String name, float[][] labels) {
        ItemLabels items = new ItemLabels(labels);
        return PerUserMetric.ofSplit(name, split -> {
            items.requireItems(split.train().items().size());
            SparseRows histories = split.histories().byUser();
            return (list, k) -> items.divergence(histories, list, k, CALIBRATION_SMOOTHING);
        });
    }

    /**
     * How attention is shared among groups of items (or of people, where people are recommended). Items in no group do not
     * count.
     *
     * <ul>
     *   <li>{@code <name>_exposure_<i>}, one for each group, i counted from 0: its share of the attention that all lists give
     *       to grouped items, an item at rank r getting 1 / log2(r + 1).
     *   <li>{@code <name>_exposure_gap}: the largest deviation of a group's share of the attention from its share of the
     *       grouped items, relative to the latter. 0 is parity; up to 0.1 is parity within 10 %.
     *   <li>{@code <name>_exposure_ratio}: the attention for each member of the group that gets least, divided by that of the
     *       group that gets most. 1 is parity.
     *   <li>{@code <name>_selection_gap} and {@code <name>_selection_ratio}: the same with every place counting 1. The latter
     *       is the impact ratio; a lowest-to-highest ratio of at least 0.8 keeps every pair of groups in 0.8 to 1.25.
     * </ul>
     *
     * <p>Where no grouped item is shown gaps are 0 and ratios 1. Ratios also are where nobody gets anything.
     *
     * @param name of the grouping in reports, for example {@code language}
     * @param items by item ordinal
     * @return the metrics, for interactions with exactly so many items
     */
    public static List<Metric> itemParity(String name, Groups items) {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < items.names().size(); i++) {
            int group = i;
            metrics.add(new GroupExposure(name + "_exposure_" + i, items, true, shares -> shares.shareOf(group)));
        }
        metrics.add(new GroupExposure(name + "_exposure_gap", items, true, GroupExposure.Shares::gap));
        metrics.add(new GroupExposure(name + "_exposure_ratio", items, true, GroupExposure.Shares::ratio));
        metrics.add(new GroupExposure(name + "_selection_gap", items, false, GroupExposure.Shares::gap));
        metrics.add(new GroupExposure(name + "_selection_ratio", items, false, GroupExposure.Shares::ratio));
        return metrics;
    }

    /**
     * How differently groups of users are served, on any metric that is a mean over users.
     *
     * <ul>
     *   <li>{@code <name>_<metric>_difference}: the mean of the group that is served best less that of the one served worst.
     *   <li>{@code <name>_<metric>_ratio}: the lowest mean divided by the highest; 1 when the highest is 0.
     * </ul>
     *
     * <p>Groups of which nobody is evaluated do not count. A {@link ScoreMetric} must be measured itself as well.
     *
     * @param name of the grouping in reports, for example {@code age_band}
     * @param users by user ordinal
     * @param metric not negative
     * @return the two metrics, for interactions with exactly so many users
     */
    public static List<Metric> userParity(String name, Groups users, PerUserMetric metric) {
        String prefix = name + "_" + metric.name();
        return List.of(
                new GroupMeans(prefix + "_difference", users, metric, (lowest, highest) -> highest - lowest),
                new GroupMeans(
                        prefix + "_ratio", users, metric, (lowest, highest) -> highest == 0 ? 1 : lowest / highest));
    }

    private static double averagePrecision(RankedList list, int k) {
        int hits = 0;
        double sum = 0;
        for (int position = 0; position < Math.min(k, list.size()); position++) {
            if (list.isRelevant(position)) {
                hits++;
                sum += (double) hits / (position + 1);
            }
        }
        return sum / Math.min(k, list.relevantCount());
    }

    private static double reciprocalRank(RankedList list, int k) {
        for (int position = 0; position < Math.min(k, list.size()); position++) {
            if (list.isRelevant(position)) {
                return 1.0 / (position + 1);
            }
        }
        return 0;
    }

    private static double normalisedGain(RankedList list, int k) {
        double gain = 0;
        for (int position = 0; position < Math.min(k, list.size()); position++) {
            if (list.isRelevant(position)) {
                gain += discount(position);
            }
        }
        double ideal = 0;
        for (int position = 0; position < Math.min(k, list.relevantCount()); position++) {
            ideal += discount(position);
        }
        return gain / ideal;
    }

    /** 1 / log2(rank + 1). */
    static double discount(int position) {
        return LOG_2 / StrictMath.log(position + 2.0);
    }

    private static double gini(Rankings rankings, int k) {
        long[] shown = new long[rankings.itemCount()];
        for (RankedList list : rankings.lists()) {
            for (int position = 0; position < Math.min(k, list.size()); position++) {
                shown[list.itemOrdinal(position)]++;
            }
        }
        Arrays.sort(shown);
        long weighted = 0;
        long total = 0;
        for (int i = 0; i < shown.length; i++) {
            weighted += (2L * (i + 1) - shown.length - 1) * shown[i];
            total += shown[i];
        }
        return total == 0 ? 0 : weighted / ((double) shown.length * total);
    }

    private static double coverage(Rankings rankings, int k) {
        BitSet seen = new BitSet(rankings.itemCount());
        for (RankedList list : rankings.lists()) {
            for (int position = 0; position < Math.min(k, list.size()); position++) {
                seen.set(list.itemOrdinal(position));
            }
        }
        return (double) seen.cardinality() / rankings.itemCount();
    }
}
