package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many values are older than they should be.
 *
 * @param features one entry a feature that declares a freshness, in the registry's order
 */
public record FeatureFreshness(List<OfFeature> features) {

    /** Copies the list. */
    public FeatureFreshness {
        features = List.copyOf(features);
    }

    /**
     * The ages of one feature's values.
     *
     * @param name the feature
     * @param bound how old its values should be at most
     * @param values how many there were
     * @param stale how many of them were older
     * @param oldest the age of the oldest, empty when there was no value
     */
    public record OfFeature(String name, Duration bound, int values, int stale, Optional<Duration> oldest) {
        /**
         * Returns the share of values that are older than they should be.
         *
         * @return in [0, 1]; NaN when there was no value
         */
        public double staleShare() {
            return (double) stale / values;
        }

        private OfFeature plus(OfFeature other) {
            Optional<Duration> older =
                    Stream.of(oldest, other.oldest).flatMap(Optional::stream).max(Comparator.naturalOrder());
            return new OfFeature(name, bound, values + other.values, stale + other.stale, older);
        }
    }

    /**
     * Adds the counts of other rows.
     *
     * @param other of the same registry
     * @return the sums, and the older of each two ages
     * @throws IllegalArgumentException if the features differ
     */
    public FeatureFreshness plus(FeatureFreshness other) {
        List<String> names = features.stream().map(OfFeature::name).toList();
        List<String> others = other.features.stream().map(OfFeature::name).toList();
        if (!names.equals(others)) {
            throw new IllegalArgumentException(
                    "counts of the same features can be added, were of %s and %s".formatted(names, others));
        }
        List<OfFeature> sums = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            sums.add(features.get(i).plus(other.features.get(i)));
        }
        return new FeatureFreshness(sums);
    }

    /**
     * Counts the values of rows.
     *
     * @param registry declares the features
     * @param rows as a store gave them: what is masked or expired does not count
     * @param now what ages are measured against
     * @return the counts
     */
    public static FeatureFreshness of(FeatureRegistry registry, List<FeatureRow> rows, Instant now) {
        List<OfFeature> features = new ArrayList<>();
        for (FeatureDefinition definition : registry.definitions()) {
            definition.freshness().ifPresent(bound -> {
                Feature feature = registry.feature(definition.name());
                int values = 0;
                int stale = 0;
                Duration oldest = Duration.ZERO;
                for (FeatureRow row : rows) {
                    if (row.has(feature)) {
                        Duration age = Duration.between(Instant.ofEpochMilli(row.time(feature.index())), now);
                        values++;
                        stale += age.compareTo(bound) > 0 ? 1 : 0;
                        oldest = age.compareTo(oldest) > 0 ? age : oldest;
                    }
                }
                features.add(new OfFeature(
                        definition.name(), bound, values, stale, values == 0 ? Optional.empty() : Optional.of(oldest)));
            });
        }
        return new FeatureFreshness(features);
    }

    /**
     * Returns how many values are older than they should be.
     *
     * @return over all features
     */
    public int stale() {
        return features.stream().mapToInt(OfFeature::stale).sum();
    }
}
