package io.github.discovery4j.core.feature.manifest;

import io.github.discovery4j.core.feature.FeatureDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A declared column of a view: which feature it reads, how, and by which dictionary.
 *
 * @param kind how the feature becomes a number
 * @param feature the feature that is read
 * @param name the column's name, unique within the view
 * @param categories the dictionary of a category, entry i having code i; empty for all other kinds
 * @param other the label of all values that are not in the dictionary, whose code follows the last entry's; empty if such
 *     values read as NaN
 */
public record ViewColumn(Kind kind, String feature, String name, List<String> categories, Optional<String> other) {

    /** How a feature becomes a number. */
    public enum Kind {
        /** The object's number. */
        NUMBER(""),
        /** The subject's number. */
        SUBJECT_NUMBER("subject_"),
        /** How many labels both have. */
        SHARED("shared_"),
        /** The labels both have as a fraction of those that either has. */
        JACCARD("jaccard_"),
        /** 1 where both have a label in common, else 0. */
        OVERLAP("overlap_"),
        /** The cosine of both vectors. */
        COSINE("cosine_"),
        /** The code of the object's text, or of that of its labels which comes first in the dictionary. */
        CATEGORY(""),
        /** The code of the subject's text or label. */
        SUBJECT_CATEGORY("subject_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /**
         * Tells whether the column has a dictionary.
         *
         * @return true for the two kinds of category
         */
        public boolean categorical() {
            return this == CATEGORY || this == SUBJECT_CATEGORY;
        }

        /** Tells whether features of a kind can be read so. */
        boolean reads(FeatureDefinition.Kind kind) {
            return switch (this) {
                case NUMBER, SUBJECT_NUMBER ->
                    kind == FeatureDefinition.Kind.NUMBER || kind == FeatureDefinition.Kind.WHOLE;
                case SHARED, JACCARD, OVERLAP -> kind == FeatureDefinition.Kind.LABELS;
                case COSINE -> kind == FeatureDefinition.Kind.VECTOR;
                case CATEGORY, SUBJECT_CATEGORY ->
                    kind == FeatureDefinition.Kind.TEXT || kind == FeatureDefinition.Kind.LABELS;
            };
        }

        /** Returns what manifests call it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies and checks the dictionary. */
    public ViewColumn {
        categories = List.copyOf(categories);
        if (kind.categorical() == categories.isEmpty()) {
            throw new IllegalArgumentException(
                    "categories must be one or more for a category and none for all else, were %d (column \"%s\", %s)"
                            .formatted(categories.size(), name, kind.word()));
        }
        if (!kind.categorical() && other.isPresent()) {
            throw new IllegalArgumentException("other must stand with categories only (column \"%s\", %s); leave it out"
                    .formatted(name, kind.word()));
        }
        Set<String> seen = new HashSet<>();
        for (String category : categories) {
            if (!seen.add(category)) {
                throw new IllegalArgumentException(
                        "categories must differ, \"%s\" stands twice (column \"%s\"); leave one out"
                                .formatted(category, name));
            }
        }
        if (other.isPresent() && seen.contains(other.get())) {
            throw new IllegalArgumentException(
                    "other must not be one of the categories, was \"%s\" (column \"%s\"); choose another label"
                            .formatted(other.get(), name));
        }
    }

    /**
     * Declares a column without a dictionary, under its usual name.
     *
     * @param kind how the feature becomes a number
     * @param feature the feature that is read
     * @return the column
     */
    public static ViewColumn of(Kind kind, String feature) {
        return new ViewColumn(kind, feature, kind.prefix + feature, List.of(), Optional.empty());
    }

    /**
     * Declares the code of the object's text or label, under the feature's name.
     *
     * @param feature a declared text or labels
     * @param categories the dictionary, in the order of the codes
     * @return the column
     */
    public static ViewColumn category(String feature, List<String> categories) {
        return new ViewColumn(Kind.CATEGORY, feature, feature, categories, Optional.empty());
    }

    /**
     * Returns this column under another name.
     *
     * @param column unique within the view
     * @return the column
     */
    public ViewColumn named(String column) {
        return new ViewColumn(kind, feature, column, categories, other);
    }

    /**
     * Returns this column with a code for all values that are not in the dictionary.
     *
     * @param label what to call them, none of the categories
     * @return the column
     */
    public ViewColumn otherwise(String label) {
        return new ViewColumn(kind, feature, name, categories, Optional.of(label));
    }

    /** Returns the name that a column has unless told otherwise. */
    static String usualName(Kind kind, String feature) {
        return kind.prefix + feature;
    }
}
