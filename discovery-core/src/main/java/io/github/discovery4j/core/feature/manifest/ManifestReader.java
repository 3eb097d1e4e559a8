package io.github.discovery4j.core.feature.manifest;

import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Field;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Fields;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Items;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Place;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Scalar;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a manifest of a document: first its shape by the schema, then the rules that tie parts together.
 *
 * <p>A part that broke the schema is skipped by the second step, so that one mistake is one problem and all are found in one
 * reading.
 */
final class ManifestReader {

    private static final List<SignalGroup> LIBRARY = List.of(
            SignalGroup.PROFILE,
            SignalGroup.INTERESTS,
            SignalGroup.BEHAVIOUR,
            SignalGroup.CONNECTORS,
            SignalGroup.FAVOURITES,
            SignalGroup.SOCIAL_GRAPH,
            SignalGroup.CONVERSATION);

    private static final int MOST_ANCESTORS = 16;

    private final Problems problems;
    private final Map<SignalGroup, String> groups = new LinkedHashMap<>();
    private final Set<String> groupNames = new TreeSet<>();
    private final Map<String, FeatureRegistry> entities = new LinkedHashMap<>();
    private final Map<String, String> descriptions = new HashMap<>();

    /** The features that each entity names, also those that could not be read: a view that reads one is not at fault. */
    private final Map<String, Set<String>> named = new HashMap<>();

    private final List<DeclaredView> views = new ArrayList<>();

    ManifestReader(String source) {
        this.problems = new Problems(source);
    }

    FeatureManifest read(ManifestNode document) {
        ManifestShape.shipped().check(document, problems);
        LIBRARY.forEach(group -> groupNames.add(group.name()));
        Part root = new Part("", document);
        readGroups(root.items("groups"));
        readEntities(root.items("entities"));
        readViews(root.items("views"));
        problems.throwIfAny();
        return new FeatureManifest(groups, entities, descriptions, views);
    }

    /** A part of the document with its path; what is missing or has broken the schema reads as absent. */
    private final class Part {
        private final String path;
        private final ManifestNode node;
        private final Map<String, Field> fields = new LinkedHashMap<>();

        Part(String path, ManifestNode node) {
            this.path = path;
            this.node = node;
            if (node instanceof Fields object) {
                object.fields().forEach(field -> fields.putIfAbsent(field.name(), field));
            }
        }

        Optional<Part> part(String name) {
            Field field = fields.get(name);
            String below = path.isEmpty() ? name : path + "." + name;
            return field == null || problems.at(below) ? Optional.empty() : Optional.of(new Part(below, field.value()));
        }

        Optional<String> text(String name) {
            return part(name).filter(part -> part.node instanceof Scalar).map(part -> ((Scalar) part.node).text());
        }

        List<Part> items(String name) {
            return part(name).map(Part::items).orElse(List.of());
        }

        List<Part> items() {
            List<Part> parts = new ArrayList<>();
            if (node instanceof Items list) {
                for (ManifestNode item : list.items()) {
                    parts.add(new Part(path + "[" + parts.size() + "]", item));
                }
            }
            return parts;
        }

        Optional<String> text() {
            return !problems.at(path) && node instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
        }

        void problem(String message) {
            problems.add(path, node.place(), message);
        }

        /** Reports at a field if it is there, else at the whole. */
        void problemAt(String name, String message) {
            part(name).orElse(this).problem(message);
        }
    }

    /** Refuses a name that stands before, and says where. */
    private static boolean first(Map<String, Place> seen, String what, String name, Part part, String field) {
        Place before = seen.putIfAbsent(name, part.node.place());
        if (before != null) {
            part.problemAt(
                    field,
                    "%s must be declared once, %s is declared in line %d too; rename or remove one"
                            .formatted(what, Problems.quoted(name), before.line()));
        }
        return before == null;
    }

    private void readGroups(List<Part> parts) {
        Map<String, Place> seen = new HashMap<>();
        for (Part part : parts) {
            Optional<String> name = part.text("name");
            if (name.isEmpty() || !first(seen, "a group", name.get(), part, "name")) {
                continue;
            }
            if (!groupNames.add(name.get())) {
                part.problemAt(
                        "name",
                        "a group must not be one of the library's own, was %s; leave it out"
                                .formatted(Problems.quoted(name.get())));
            } else {
                groups.put(new SignalGroup(name.get()), part.text("description").orElse(""));
            }
        }
    }

    private void readEntities(List<Part> parts) {
        Map<String, Place> seen = new HashMap<>();
        for (Part part : parts) {
            FeatureReader features = new FeatureReader(part.items("features"));
            List<FeatureDefinition> definitions = features.read();
            Optional<String> name = part.text("entity");
            if (name.isPresent() && first(seen, "an entity", name.get(), part, "entity")) {
                descriptions.put(name.get(), part.text("description").orElse(""));
                named.put(name.get(), Set.copyOf(features.byName.keySet()));
                try {
                    entities.put(name.get(), FeatureRegistry.of(name.get(), definitions));
                } catch (IllegalArgumentException e) {
                    part.problem(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /** Reads the features of one entity. */
    private final class FeatureReader {
        private final List<Part> parts;
        private final Map<String, Part> byName = new LinkedHashMap<>();

        FeatureReader(List<Part> parts) {
            this.parts = parts;
        }

        List<FeatureDefinition> read() {
            Map<String, Place> seen = new HashMap<>();
            for (Part part : parts) {
                Optional<String> name = part.text("name");
                if (name.isPresent() && first(seen, "a feature", name.get(), part, "name")) {
                    byName.put(name.get(), part);
                }
            }
            List<FeatureDefinition> definitions = new ArrayList<>();
            byName.forEach((name, part) -> definition(name, part).ifPresent(definitions::add));
            return definitions;
        }

        /** Returns where each key of a feature stands: in itself, else in the nearest feature that it extends. */
        private Optional<Map<String, Part>> resolve(String name, Part feature) {
            Map<String, Part> owners = new HashMap<>();
            Set<String> chain = new LinkedHashSet<>();
            Part at = feature;
            String atName = name;
            while (true) {
                chain.add(atName);
                for (String key : at.fields.keySet()) {
                    owners.putIfAbsent(key, at);
                }
                Optional<String> parent = at.text("extends");
                if (parent.isEmpty()) {
                    // A parent that could not be read has its own problem.
                    return at.fields.containsKey("extends") ? Optional.empty() : Optional.of(owners);
                }
                Part next = byName.get(parent.get());
                if (next == null) {
                    if (at == feature) {
                        at.problemAt(
                                "extends",
                                "must be a feature of the same entity, was %s; %s"
                                        .formatted(
                                                Problems.quoted(parent.get()),
                                                NearestName.hint(parent.get(), byName.keySet())));
                    }
                    return Optional.empty();
                }
                if (chain.contains(parent.get())) {
                    if (parent.get().equals(name)) {
                        feature.problemAt(
                                "extends",
                                "features must not extend each other in a circle, was %s → %s; break it"
                                        .formatted(String.join(" → ", chain), parent.get()));
                    }
                    return Optional.empty();
                }
                if (chain.size() > MOST_ANCESTORS) {
                    feature.problemAt(
                            "extends",
                            "a feature must have at most %d others above it, has more; extend one nearer to the top"
                                    .formatted(MOST_ANCESTORS));
                    return Optional.empty();
                }
                at = next;
                atName = parent.get();
            }
        }

        private Optional<FeatureDefinition> definition(String name, Part feature) {
            Optional<Map<String, Part>> resolved = resolve(name, feature);
            if (resolved.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Part> owners = resolved.get();
            Optional<FeatureType> type = text(owners, "type").map(FeatureType::parse);
            Optional<SignalGroup> group = text(owners, "group").flatMap(word -> group(word, feature));
            Optional<Visibility> visibility = text(owners, "visibility").map(Visibility::valueOf);
            Optional<Duration> ttl = text(owners, "ttl").flatMap(word -> duration("ttl", word, feature));
            Optional<Duration> freshness =
                    text(owners, "freshness").flatMap(word -> duration("freshness", word, feature));
            if (ttl.isPresent() && freshness.isPresent() && freshness.get().compareTo(ttl.get()) > 0) {
                feature.problemAt(
                        "freshness",
                        "freshness must not be longer than ttl, was %s and %s: no value would ever be late; shorten it"
                                .formatted(
                                        ManifestWriter.duration(freshness.get()), ManifestWriter.duration(ttl.get())));
            }
            boolean sayable = text(owners, "sayable").map(Boolean::valueOf).orElse(true);
            if (visibility.isPresent() && !narrowEnough(sayable, visibility.get(), feature)) {
                return Optional.empty();
            }
            if (type.isEmpty() || group.isEmpty() || visibility.isEmpty()) {
                requireInherited(feature, owners);
                return Optional.empty();
            }
            Optional<Integer> maxBytes = text(owners, "max_bytes").map(word -> new BigDecimal(word).intValueExact());
            if (maxBytes.isPresent() && type.get().defaultMaxBytes() == 0) {
                feature.problemAt(
                        "max_bytes", "max_bytes must stand with string, string set and json only; leave it out");
                return Optional.empty();
            }
            FeatureDefinition definition = new FeatureDefinition(
                    name,
                    type.get().kind(),
                    type.get().dimension(),
                    maxBytes.orElse(type.get().defaultMaxBytes()),
                    group.get(),
                    visibility.get(),
                    sayable,
                    ttl,
                    freshness,
                    Optional.empty(),
                    text(owners, "description").orElse(""));
            Optional<Part> given = part(owners, "default");
            return given.isEmpty() ? Optional.of(definition) : withDefault(definition, given.get(), feature);
        }

        private boolean narrowEnough(boolean sayable, Visibility visibility, Part feature) {
            boolean narrow = sayable || visibility == Visibility.PRIVATE_OPT_IN;
            if (!narrow) {
                feature.problemAt(
                        "sayable",
                        "a feature that is never said must have visibility PRIVATE_OPT_IN, has %s; narrow it, or let it be said"
                                .formatted(visibility));
            }
            return narrow;
        }

        private void requireInherited(Part feature, Map<String, Part> owners) {
            List<String> missing = List.of("type", "group", "visibility").stream()
                    .filter(key -> !owners.containsKey(key))
                    .toList();
            if (!missing.isEmpty() && feature.fields.containsKey("extends")) {
                feature.problem("must have %s, itself or from the feature that it extends; add it"
                        .formatted(String.join(", ", missing)));
            }
        }

        private Optional<Part> part(Map<String, Part> owners, String key) {
            return Optional.ofNullable(owners.get(key)).flatMap(owner -> owner.part(key));
        }

        private Optional<String> text(Map<String, Part> owners, String key) {
            return Optional.ofNullable(owners.get(key)).flatMap(owner -> owner.text(key));
        }
    }

    private Optional<SignalGroup> group(String name, Part feature) {
        if (!groupNames.contains(name)) {
            feature.problemAt(
                    "group",
                    "group must be one of the library's or of the manifest's own, was %s; %s"
                            .formatted(Problems.quoted(name), NearestName.hint(name, groupNames)));
            return Optional.empty();
        }
        return Optional.of(new SignalGroup(name));
    }

    private static Optional<Duration> duration(String what, String text, Part feature) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException | ArithmeticException e) {
            feature.problemAt(what, "must be a duration that fits 64 bits, was " + Problems.quoted(text));
            return Optional.empty();
        }
    }

    /** Adds a default, from where it stands; an inherited one that does not fit is reported at the feature. */
    private Optional<FeatureDefinition> withDefault(FeatureDefinition definition, Part given, Part feature) {
        try {
            FeatureDefinition complete = definition.orElse(value(definition, given.node));
            // The row checks what only values know: bytes, and well-formed documents.
            FeatureRow.builder(FeatureRegistry.of("manifest", List.of(complete)))
                    .value(complete.name(), complete.defaultValue().orElseThrow());
            return Optional.of(complete);
        } catch (IllegalArgumentException | ArithmeticException e) {
            feature.problemAt(
                    "default",
                    "default must be a value of type %s of at most its size, was %s"
                            .formatted(FeatureType.of(definition), Problems.shown(given.node)));
            return Optional.empty();
        }
    }

    private static FeatureValue value(FeatureDefinition definition, ManifestNode node) {
        return switch (definition.kind()) {
            case NUMBER -> new FeatureValue.Decimal(Float.parseFloat(scalar(node, ManifestNode.Type.NUMBER)));
            case WHOLE ->
                new FeatureValue.Whole(new BigDecimal(scalar(node, ManifestNode.Type.NUMBER)).longValueExact());
            case TEXT -> new FeatureValue.Text(scalar(node, ManifestNode.Type.STRING));
            case LABELS -> {
                List<String> labels = items(node).stream()
                        .map(item -> scalar(item, ManifestNode.Type.STRING))
                        .toList();
                yield new FeatureValue.Labels(new TreeSet<>(labels));
            }
            case VECTOR ->
                new FeatureValue.Vector(items(node).stream()
                        .map(item -> Float.parseFloat(scalar(item, ManifestNode.Type.NUMBER)))
                        .toList());
            case JSON -> new FeatureValue.Json(ManifestWriter.json(node));
        };
    }

    private static String scalar(ManifestNode node, ManifestNode.Type type) {
        if (node instanceof Scalar scalar && scalar.type() == type) {
            return scalar.text();
        }
        throw new IllegalArgumentException("not a " + type);
    }

    private static List<ManifestNode> items(ManifestNode node) {
        if (node instanceof Items list) {
            return list.items();
        }
        throw new IllegalArgumentException("not a list");
    }

    private void readViews(List<Part> parts) {
        Map<String, Place> seen = new HashMap<>();
        for (Part part : parts) {
            Optional<String> name = part.text("name");
            Optional<String> version = part.text("version");
            if (name.isPresent() && version.isPresent()) {
                first(seen, "a version of a view", name.get() + " " + version.get(), part, "version");
            }
            Optional<FeatureRegistry> registry = part.text("entity").flatMap(entity -> {
                if (!entities.containsKey(entity)) {
                    part.problemAt(
                            "entity",
                            "entity must be declared here, was %s; %s"
                                    .formatted(Problems.quoted(entity), NearestName.hint(entity, entities.keySet())));
                }
                return Optional.ofNullable(entities.get(entity));
            });
            if (registry.isPresent()) {
                List<ViewColumn> columns = columns(part.items("columns"), registry.get());
                if (problems.none() && name.isPresent() && version.isPresent()) {
                    views.add(new DeclaredView(name.get(), version.get(), registry.get(), columns));
                }
            }
        }
    }

    private List<ViewColumn> columns(List<Part> parts, FeatureRegistry registry) {
        Map<String, FeatureDefinition> features = new LinkedHashMap<>();
        registry.definitions().forEach(definition -> features.put(definition.name(), definition));
        Map<String, Place> seen = new HashMap<>();
        List<ViewColumn> columns = new ArrayList<>();
        for (Part part : parts) {
            Optional<String> word = part.text("kind");
            Optional<String> feature = part.text("feature");
            if (word.isEmpty() || feature.isEmpty()) {
                continue;
            }
            ViewColumn.Kind kind = ViewColumn.Kind.valueOf(word.get().toUpperCase(Locale.ROOT));
            FeatureDefinition definition = features.get(feature.get());
            if (definition == null
                    && named.getOrDefault(registry.entity(), Set.of()).contains(feature.get())) {
                continue;
            }
            if (definition == null) {
                part.problemAt(
                        "feature",
                        "feature must be declared for entity \"%s\", was %s; %s"
                                .formatted(
                                        registry.entity(),
                                        Problems.quoted(feature.get()),
                                        NearestName.hint(feature.get(), features.keySet())));
            } else if (!kind.reads(definition.kind())) {
                part.problemAt(
                        "kind",
                        "a column of kind %s cannot read %s, which is of type %s; use another kind"
                                .formatted(kind.word(), Problems.quoted(feature.get()), FeatureType.of(definition)));
            }
            String name = part.text("name").orElse(ViewColumn.usualName(kind, feature.get()));
            first(seen, "a column", name, part, "name");
            List<String> categories = part.items("categories").stream()
                    .flatMap(item -> item.text().stream())
                    .toList();
            try {
                columns.add(new ViewColumn(kind, feature.get(), name, categories, part.text("other")));
            } catch (IllegalArgumentException e) {
                part.problem(String.valueOf(e.getMessage()));
            }
        }
        return columns;
    }
}
