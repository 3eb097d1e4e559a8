package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How well a store agrees with features that were computed again: whether serving sees what training sees.
 *
 * @param features one entry a feature, in the registry's order
 */
public record FeatureParity(List<OfFeature> features) {

    /** How much two numbers may differ, relative to the larger of them and 1, unless said otherwise. */
    public static final double DEFAULT_TOLERANCE = 1e-5;

    /** Copies the list. */
    public FeatureParity {
        features = List.copyOf(features);
    }

    /**
     * The agreement of one feature.
     *
     * @param name the feature
     * @param equal rows in which both sides say the same, or both say nothing
     * @param different rows in which both have a value, and another one
     * @param onlyOnline rows in which the store alone has a value
     * @param onlyRecomputed rows in which the store alone has none
     * @param masked rows that consent keeps from being compared, on either side; they count nowhere else
     */
    public record OfFeature(String name, int equal, int different, int onlyOnline, int onlyRecomputed, int masked) {
        /**
         * Returns the share of compared rows in which both sides agree.
         *
         * @return in [0, 1]; NaN when no row was compared
         */
        public double agreement() {
            return (double) equal / (equal + disagreeing());
        }

        /**
         * Returns the share of compared rows in which the sides do not agree.
         *
         * @return in [0, 1]; NaN when no row was compared
         */
        public double difference() {
            return (double) disagreeing() / (equal + disagreeing());
        }

        /**
         * Returns how many rows do not agree.
         *
         * @return different ones, and those that only one side has
         */
        public int disagreeing() {
            return different + onlyOnline + onlyRecomputed;
        }

        private OfFeature plus(OfFeature other) {
            return new OfFeature(
                    name,
                    equal + other.equal,
                    different + other.different,
                    onlyOnline + other.onlyOnline,
                    onlyRecomputed + other.onlyRecomputed,
                    masked + other.masked);
        }
    }

    /**
     * Adds the counts of other rows.
     *
     * @param other of the same features
     * @return the sums
     * @throws IllegalArgumentException if the features differ
     */
    public FeatureParity plus(FeatureParity other) {
        if (!names().equals(other.names())) {
            throw new IllegalArgumentException(
                    "counts of the same features can be added, were of %s and %s".formatted(names(), other.names()));
        }
        List<OfFeature> sums = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            sums.add(features.get(i).plus(other.features.get(i)));
        }
        return new FeatureParity(sums);
    }

    /**
     * Keeps some features.
     *
     * @param names which
     * @return the counts of those that are here
     */
    public FeatureParity only(Set<String> names) {
        return new FeatureParity(
                features.stream().filter(one -> names.contains(one.name())).toList());
    }

    /**
     * Returns the share of compared values in which the sides do not agree, over all features.
     *
     * @return in [0, 1]; NaN when nothing was compared
     */
    public double difference() {
        long disagreeing = features.stream().mapToLong(OfFeature::disagreeing).sum();
        long equal = features.stream().mapToLong(OfFeature::equal).sum();
        return (double) disagreeing / (equal + disagreeing);
    }

    private List<String> names() {
        return features.stream().map(OfFeature::name).toList();
    }

    /**
     * Compares with {@link #DEFAULT_TOLERANCE}.
     *
     * @param online the store
     * @param ids whose rows to compare
     * @param recomputed one row an id, in their order, of the store's registry
     * @return the agreement
     */
    public static FeatureParity compare(FeatureStore online, List<String> ids, List<FeatureRow> recomputed) {
        return compare(online, ids, recomputed, DEFAULT_TOLERANCE);
    }

    /**
     * Compares.
     *
     * @param online the store
     * @param ids whose rows to compare
     * @param recomputed one row an id, in their order, of the store's registry
     * @param tolerance how much two numbers may differ, relative to the larger of them and 1; 0 or more
     * @return the agreement
     * @throws IllegalArgumentException if there are not as many rows as ids
     */
    public static FeatureParity compare(
            FeatureStore online, List<String> ids, List<FeatureRow> recomputed, double tolerance) {
        if (ids.size() != recomputed.size() || !(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "each id must have its recomputed row and tolerance must be 0 or more, had %d ids, %d rows, %s"
                            .formatted(ids.size(), recomputed.size(), tolerance));
        }
        return between(online.registry(), online.rows(ids), recomputed, tolerance);
    }

    /**
     * Compares rows that were read before.
     *
     * @param registry declares the features of all rows
     * @param online rows as the store gave them
     * @param recomputed as many, in their order
     * @param tolerance how much two numbers may differ, relative to the larger of them and 1; 0 or more
     * @return the agreement
     * @throws IllegalArgumentException if there are not as many of both
     */
    public static FeatureParity between(
            FeatureRegistry registry, List<FeatureRow> online, List<FeatureRow> recomputed, double tolerance) {
        if (online.size() != recomputed.size() || !(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "each row must have its recomputed row and tolerance must be 0 or more, had %d rows, %d recomputed, %s"
                            .formatted(online.size(), recomputed.size(), tolerance));
        }
        List<OfFeature> features = new ArrayList<>();
        for (FeatureDefinition definition : registry.definitions()) {
            Feature feature = registry.feature(definition.name());
            int[] counts = new int[5];
            for (int i = 0; i < online.size(); i++) {
                counts[outcome(online.get(i), recomputed.get(i), feature, tolerance)]++;
            }
            features.add(new OfFeature(definition.name(), counts[0], counts[1], counts[2], counts[3], counts[4]));
        }
        return new FeatureParity(features);
    }

    /** Returns which count of a feature a pair of rows belongs to. */
    private static int outcome(FeatureRow online, FeatureRow recomputed, Feature feature, double tolerance) {
        if (online.masks(feature) || recomputed.masks(feature)) {
            return 4;
        }
        if (!online.has(feature) || !recomputed.has(feature)) {
            return online.has(feature) ? 2 : recomputed.has(feature) ? 3 : 0;
        }
        int slot = feature.slot();
        boolean equal = switch (feature.definition().kind()) {
            case NUMBER -> close(online.number(slot), recomputed.number(slot), tolerance);
            case WHOLE -> online.whole(slot) == recomputed.whole(slot);
            case TEXT -> online.text(slot).equals(recomputed.text(slot));
            case JSON -> online.json(slot).equals(recomputed.json(slot));
            case LABELS -> online.labels(slot).equals(recomputed.labels(slot));
            case VECTOR -> close(online.vector(slot), recomputed.vector(slot), tolerance);
        };
        return equal ? 0 : 1;
    }

    private static boolean close(float[] one, float[] other, double tolerance) {
        for (int i = 0; i < one.length; i++) {
            if (!close(one[i], other[i], tolerance)) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(float one, float other, double tolerance) {
        return Math.abs((double) one - other) <= tolerance * Math.max(1, Math.max(Math.abs(one), Math.abs(other)));
    }
}
