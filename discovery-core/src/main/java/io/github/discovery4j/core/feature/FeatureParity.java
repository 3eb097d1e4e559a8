package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import java.util.ArrayList;
import java.util.List;

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
     * @param masked rows that consent keeps from being compared; they count nowhere else
     */
    public record OfFeature(String name, int equal, int different, int onlyOnline, int onlyRecomputed, int masked) {
        /**
         * Returns the share of compared rows in which both sides agree.
         *
         * @return in [0, 1]; NaN when no row was compared
         */
        public double agreement() {
            return (double) equal / (equal + different + onlyOnline + onlyRecomputed);
        }
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
        List<FeatureRow> stored = online.rows(ids);
        List<OfFeature> features = new ArrayList<>();
        for (FeatureDefinition definition : online.registry().definitions()) {
            Feature feature = online.registry().feature(definition.name());
            int[] counts = new int[5];
            for (int i = 0; i < stored.size(); i++) {
                counts[outcome(stored.get(i), recomputed.get(i), feature, tolerance)]++;
            }
            features.add(new OfFeature(definition.name(), counts[0], counts[1], counts[2], counts[3], counts[4]));
        }
        return new FeatureParity(features);
    }

    /** Returns which count of a feature a pair of rows belongs to. */
    private static int outcome(FeatureRow online, FeatureRow recomputed, Feature feature, double tolerance) {
        if (online.masks(feature)) {
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
