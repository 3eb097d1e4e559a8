package io.github.discovery4j.core.feature.manifest;

import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.model.SignalGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known about each kind of entity, declared once: features, the signal groups of their own, and versioned views.
 *
 * <p>A manifest is a JSON file, a YAML file (see {@code core.adapter.yaml}) or made in Java by a {@link #builder()}; the same
 * rules hold for all three. The names, types and bounds are those of a JSON Schema that ships with the library,
 * {@link #schema()}. Everything that is wrong is reported at once, with its line and column. <b>Threads:</b> immutable.
 */
public final class FeatureManifest {

    private final Map<SignalGroup, String> groups;
    private final Map<String, FeatureRegistry> entities;
    private final Map<String, String> descriptions;
    private final List<DeclaredView> views;

    FeatureManifest(
            Map<SignalGroup, String> groups,
            Map<String, FeatureRegistry> entities,
            Map<String, String> descriptions,
            List<DeclaredView> views) {
        this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        this.entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        this.descriptions = Map.copyOf(descriptions);
        this.views = List.copyOf(views);
    }

    /**
     * Reads a JSON file.
     *
     * @param file UTF-8, at most {@link ManifestText#MAX_BYTES}
     * @return what it declares
     * @throws IOException if it cannot be read
     * @throws FeatureManifestException if it is malformed
     */
    public static FeatureManifest read(Path file) throws IOException {
        return json(ManifestText.read(file));
    }

    /**
     * Reads JSON.
     *
     * @param text the document
     * @return what it declares
     * @throws FeatureManifestException if it is malformed
     */
    public static FeatureManifest json(ManifestText text) {
        return of(text.source(), JsonManifest.read(text));
    }

    /**
     * Checks what the reader of any format has read.
     *
     * @param source what to call it in messages: the file's name
     * @param document the whole document
     * @return what it declares
     * @throws FeatureManifestException if it breaks a rule; all that do are listed
     */
    public static FeatureManifest of(String source, ManifestNode document) {
        return new ManifestReader(source).read(document);
    }

    /**
     * Returns the JSON Schema (2020-12) of manifests, for editors and for checks elsewhere.
     *
     * @return the document
     */
    public static String schema() {
        return ManifestShape.shippedText();
    }

    /**
     * Returns how manifests write what a feature holds, such as {@code float[32]}.
     *
     * @param definition of the feature
     * @return its type
     */
    public static String typeOf(FeatureDefinition definition) {
        return FeatureType.of(definition);
    }

    /**
     * Starts a manifest in Java.
     *
     * @return a builder without anything
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the features of each entity, in the order declared.
     *
     * @return one or more
     */
    public Collection<FeatureRegistry> entities() {
        return entities.values();
    }

    /**
     * Returns the features of an entity: what a store is created with.
     *
     * @param entity its name
     * @return the features
     * @throws IllegalArgumentException if there is none of that name; the message lists what exists
     */
    public FeatureRegistry registry(String entity) {
        FeatureRegistry registry = entities.get(entity);
        if (registry == null) {
            throw new IllegalArgumentException(
                    "entity \"%s\" is not declared; the manifest has %s".formatted(entity, entities.keySet()));
        }
        return registry;
    }

    /**
     * Returns what an entity is.
     *
     * @param entity its name
     * @return its description, empty if there is none
     * @throws IllegalArgumentException if there is none of that name; the message lists what exists
     */
    public String description(String entity) {
        return descriptions.getOrDefault(registry(entity).entity(), "");
    }

    /**
     * Returns the signal groups that the manifest adds to the library's own, with their descriptions.
     *
     * @return none or more, in the order declared
     */
    public Map<SignalGroup, String> groups() {
        return groups;
    }

    /**
     * Returns all versions of all views.
     *
     * @return none or more, in the order declared
     */
    public List<DeclaredView> views() {
        return views;
    }

    /**
     * Returns a version of a view.
     *
     * @param name what the view is called
     * @param version the version that the model was trained on
     * @return the view
     * @throws IllegalArgumentException if there is none; the message lists what exists
     */
    public DeclaredView view(String name, String version) {
        return views.stream()
                .filter(view -> view.name().equals(name) && view.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("view \"%s\" %s is not declared; the manifest has %s"
                        .formatted(
                                name,
                                version,
                                views.stream()
                                        .map(view -> view.name() + " " + view.version())
                                        .toList())));
    }

    /**
     * Returns the manifest as JSON, always the same text for the same content; reading it gives an equal manifest.
     *
     * @return the document
     */
    public String toJson() {
        return ManifestWriter.json(groups, entities.values(), descriptions, views);
    }

    /** Declares a manifest in Java. <b>Threads:</b> belongs to one thread. */
    public static final class Builder {

        private final Map<SignalGroup, String> groups = new LinkedHashMap<>();
        private final List<FeatureRegistry> entities = new ArrayList<>();
        private final Map<String, String> descriptions = new LinkedHashMap<>();
        private final List<DeclaredView> views = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a signal group to the library's own.
         *
         * @param group not one of the library's
         * @param description what it covers, for the people who switch it
         * @return this
         */
        public Builder group(SignalGroup group, String description) {
            groups.put(group, description);
            return this;
        }

        /**
         * Adds an entity with its features.
         *
         * @param features one or more
         * @param description what the entity is; may be empty
         * @return this
         */
        public Builder entity(FeatureRegistry features, String description) {
            entities.add(features);
            descriptions.put(features.entity(), description);
            return this;
        }

        /**
         * Adds a version of a view.
         *
         * @param view of one of the entities
         * @return this
         */
        public Builder view(DeclaredView view) {
            views.add(view);
            return this;
        }

        /**
         * Checks everything by the same rules as a file.
         *
         * @return the manifest
         * @throws FeatureManifestException if it breaks a rule; places are those of its JSON text
         */
        public FeatureManifest build() {
            return json(
                    new ManifestText("(manifest in Java)", ManifestWriter.json(groups, entities, descriptions, views)));
        }
    }
}
