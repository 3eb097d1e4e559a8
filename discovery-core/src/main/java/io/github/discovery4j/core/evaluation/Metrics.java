package io.github.discovery4j.core.evaluation;

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

    /** Strict logarithms are the same to the last bit on every machine. */
    private static final double LOG_2 = StrictMath.log(2);

    private static final List<Metric> STANDARD = List.of(PRECISION, RECALL, MAP, MRR, NDCG, HIT_RATE, COVERAGE);

    private Metrics() {}

    /** {@return the metrics that need nothing but the rankings: all but {@link #intraListDistance}} */
    public static List<Metric> standard() {
        return STANDARD;
    }

    /**
     * Looks one of {@link #standard} up.
     *
     * @param name as in reports
     * @return the metric
     * @throws IllegalArgumentException if there is none of that name; the message lists those that exist
     */
    public static Metric named(String name) {
        for (Metric metric : STANDARD) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        String known = STANDARD.stream().map(Metric::name).collect(Collectors.joining(", "));
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
    private static double discount(int position) {
        return LOG_2 / StrictMath.log(position + 2.0);
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
