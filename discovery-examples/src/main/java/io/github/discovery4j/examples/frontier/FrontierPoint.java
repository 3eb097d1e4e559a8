package io.github.discovery4j.examples.frontier;

import io.github.discovery4j.core.evaluation.ModelReport;
import io.github.discovery4j.core.evaluation.Summary;
import java.util.OptionalDouble;

/**
 * What slates are like at one weight of diversity.
 *
 * @param series the method and its vectors
 * @param weight of diversity
 * @param accuracy nDCG@k
 * @param distance within a slate, of genres
 * @param accuracyChange in percent of that without a diversifier; empty if that is 0
 * @param distanceChange in percent of that without a diversifier; empty if that is 0
 */
public record FrontierPoint(
        String series,
        double weight,
        Summary accuracy,
        Summary distance,
        OptionalDouble accuracyChange,
        OptionalDouble distanceChange) {

    /**
     * Compares what was measured with what would have been without a diversifier.
     *
     * @param series the method and its vectors
     * @param weight of diversity
     * @param measured with a diversifier
     * @param plain without
     * @param k where lists are cut
     * @return the point
     */
    public static FrontierPoint of(String series, double weight, ModelReport measured, ModelReport plain, int k) {
        Summary accuracy = measured.metric("ndcg@" + k);
        Summary distance = measured.metric("intra_list_distance@" + k);
        return new FrontierPoint(
                series,
                weight,
                accuracy,
                distance,
                change(accuracy, plain.metric("ndcg@" + k)),
                change(distance, plain.metric("intra_list_distance@" + k)));
    }

    private static OptionalDouble change(Summary measured, Summary plain) {
        return plain.mean() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(100 * (measured.mean() / plain.mean() - 1));
    }
}
