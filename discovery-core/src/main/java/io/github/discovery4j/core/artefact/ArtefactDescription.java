package io.github.discovery4j.core.artefact;

import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.ViewColumn;
import io.github.discovery4j.core.feature.manifest.ViewFingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What whoever trained something says of it.
 *
 * @param kind which reader understands the arrays, such as {@code ease}
 * @param userCount users that it learned from
 * @param itemCount items that it knows
 * @param embeddingDim values of each vector; 0 for something without vectors
 * @param coverage how much of the data it learned from
 * @param featureSchema the columns that it reads, in order; none for a model of ids
 * @param featureView the definition of the view that it was trained on, as {@link ViewFingerprint#canonical()} has it; empty if
 *     it reads none, or one that no manifest declares
 * @param hyperParameters by name, as text
 * @param seed of what was drawn at random
 * @param trainingData {@linkplain TrainingData#digest digest} of what it learned from; empty if unknown
 * @param metrics what was measured, by name, such as {@code validation.ndcg@10}
 */
public record ArtefactDescription(
        String kind,
        int userCount,
        int itemCount,
        int embeddingDim,
        Coverage coverage,
        List<String> featureSchema,
        String featureView,
        Map<String, String> hyperParameters,
        long seed,
        String trainingData,
        Map<String, Double> metrics) {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /**
     * Copies lists and maps.
     *
     * @throws IllegalArgumentException if the kind has another form, a count is negative, or a metric is not finite
     */
    public ArtefactDescription {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "an artefact's kind must match %s, was \"%s\"; use for example \"ease\"".formatted(KIND, kind));
        }
        if (userCount < 0 || itemCount < 0 || embeddingDim < 0) {
            throw new IllegalArgumentException("counts must be 0 or more, were %d users, %d items, %d dimensions"
                    .formatted(userCount, itemCount, embeddingDim));
        }
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "metrics must be finite, %s was %s; leave it out".formatted(name, value));
            }
        });
        featureSchema = List.copyOf(featureSchema);
        hyperParameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperParameters));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * Starts a description.
     *
     * @param kind which reader understands the arrays
     * @return a builder of one that says nothing else
     */
    public static Builder of(String kind) {
        return new Builder(kind);
    }

    /** Collects a description; belongs to one thread. */
    public static final class Builder {

        private final String kind;
        private int userCount;
        private int itemCount;
        private int embeddingDim;
        private Coverage coverage = Coverage.NONE;
        private final List<String> featureSchema = new ArrayList<>();
        private String featureView = "";
        private final Map<String, String> hyperParameters = new LinkedHashMap<>();
        private long seed;
        private String trainingData = "";
        private final Map<String, Double> metrics = new LinkedHashMap<>();

        private Builder(String kind) {
            this.kind = kind;
        }

        /**
         * Sets how many users and items it is about.
         *
         * @param users that it learned from
         * @param items that it knows
         * @return this
         */
        public Builder counts(int users, int items) {
            userCount = users;
            itemCount = items;
            return this;
        }

        /**
         * Sets the length of vectors.
         *
         * @param dimension 0 for none
         * @return this
         */
        public Builder embeddingDim(int dimension) {
            embeddingDim = dimension;
            return this;
        }

        /**
         * Sets how much of the data it learned from.
         *
         * @param value the coverage
         * @return this
         */
        public Builder coverage(Coverage value) {
            coverage = value;
            return this;
        }

        /**
         * Adds columns that it reads.
         *
         * @param columns in order
         * @return this
         */
        public Builder features(List<String> columns) {
            featureSchema.addAll(columns);
            return this;
        }

        /**
         * Adds the columns of a declared view and keeps its definition, so that {@link Artefact#requireView} can tell another.
         *
         * @param view that it was trained on
         * @return this
         */
        public Builder view(DeclaredView view) {
            featureView = view.fingerprint().canonical();
            return features(view.columns().stream().map(ViewColumn::name).toList());
        }

        /**
         * Adds hyper-parameters.
         *
         * @param values by name
         * @return this
         */
        public Builder hyperParameters(Map<String, String> values) {
            hyperParameters.putAll(values);
            return this;
        }

        /**
         * Sets the seed.
         *
         * @param value of what was drawn at random
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Sets what it learned from.
         *
         * @param digest of the training data
         * @return this
         */
        public Builder trainingData(String digest) {
            trainingData = digest;
            return this;
        }

        /**
         * Adds a metric.
         *
         * @param name such as {@code validation.ndcg@10}
         * @param value finite
         * @return this
         */
        public Builder metric(String name, double value) {
            metrics.put(name, value);
            return this;
        }

        /**
         * Finishes.
         *
         * @return the description
         * @throws IllegalArgumentException if a part of it is out of range
         */
        public ArtefactDescription build() {
            return new ArtefactDescription(
                    kind,
                    userCount,
                    itemCount,
                    embeddingDim,
                    coverage,
                    featureSchema,
                    featureView,
                    hyperParameters,
                    seed,
                    trainingData,
                    metrics);
        }
    }
}
