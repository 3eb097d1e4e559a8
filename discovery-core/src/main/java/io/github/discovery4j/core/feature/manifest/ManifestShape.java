package io.github.discovery4j.core.feature.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Field;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Fields;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Items;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Place;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Checks the shape of a manifest by the JSON Schema that ships with the library, and says where it departs from it.
 *
 * <p>The schema is the only place that says which names, types and bounds there are. This class knows the keywords that it
 * uses and refuses a schema with any other: what the schema asks can never be passed over. The schema's descriptions are
 * the words of the messages.
 */
final class ManifestShape {

    static final String RESOURCE = "/META-INF/discovery/features/manifest.schema.json";

    private static final Set<String> KNOWN = Set.of(
            "$schema",
            "$id",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "enum",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "anyOf");

    private static final ManifestShape SHIPPED = new ManifestShape(read());

    private final JsonNode root;
    private final Map<String, Pattern> patterns = new HashMap<>();

    ManifestShape(JsonNode root) {
        this.root = root;
        prepare(root);
    }

    static ManifestShape shipped() {
        return SHIPPED;
    }

    static String shippedText() {
        return Resource.text(RESOURCE);
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(shippedText());
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of manifests cannot be read: " + RESOURCE, e);
        }
    }

    private void prepare(JsonNode schema) {
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KNOWN.contains(keyword)) {
                throw new IllegalArgumentException("the schema of manifests must use keywords out of %s, was \"%s\""
                        .formatted(KNOWN.stream().sorted().toList(), keyword));
            }
        });
        if (schema.has("pattern")) {
            patterns.put(
                    schema.get("pattern").asText(),
                    Pattern.compile(schema.get("pattern").asText()));
        }
        schema.path("properties").forEach(this::prepare);
        schema.path("$defs").forEach(this::prepare);
        schema.path("anyOf").forEach(this::prepare);
        if (schema.has("items")) {
            prepare(schema.get("items"));
        }
    }

    /** Checks a document. */
    void check(ManifestNode document, Problems problems) {
        check(root, "", document, problems);
    }

    private void check(JsonNode given, String path, ManifestNode node, Problems problems) {
        JsonNode schema = resolve(given);
        if (!ofType(schema, node)) {
            problems.add(path, node.place(), "must be %s, was %s".formatted(wanted(schema), Problems.shown(node)));
            return;
        }
        switch (node) {
            case Fields fields -> check(schema, path, fields, problems);
            case Items items -> check(schema, path, items, problems);
            case Scalar scalar -> {
                if (!holds(schema, scalar)) {
                    problems.add(
                            path, node.place(), "must be %s, was %s".formatted(wanted(schema), Problems.shown(node)));
                }
            }
        }
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private void check(JsonNode schema, String path, Fields node, Problems problems) {
        Map<String, Place> places = new HashMap<>();
        JsonNode properties = schema.path("properties");
        boolean closed = schema.has("additionalProperties");
        for (Field field : node.fields()) {
            String below = path.isEmpty() ? field.name() : path + "." + field.name();
            Place before = places.putIfAbsent(field.name(), field.place());
            if (before != null) {
                problems.add(
                        below + " (again)",
                        field.place(),
                        "a name must stand once in an object, \"%s\" stands in line %d too; leave one out"
                                .formatted(field.name(), before.line()));
            } else if (properties.has(field.name())) {
                check(properties.get(field.name()), below, field.value(), problems);
            } else if (closed) {
                problems.add(
                        below,
                        field.place(),
                        "unknown name %s; %s"
                                .formatted(
                                        Problems.quoted(field.name()),
                                        NearestName.hint(field.name(), names(properties))));
            }
        }
        requireAll(schema, path, node, places.keySet(), problems);
    }

    private static void requireAll(JsonNode schema, String path, Fields node, Set<String> present, Problems problems) {
        List<String> missing = missing(schema, present);
        // Of several alternatives the first is the one that the message asks for.
        List<List<String>> alternatives = StreamSupport.stream(
                        schema.path("anyOf").spliterator(), false)
                .map(alternative -> missing(alternative, present))
                .toList();
        String instead = "";
        if (!alternatives.isEmpty() && alternatives.stream().noneMatch(List::isEmpty)) {
            missing.addAll(alternatives.get(0));
            instead = " (or " + String.join(", ", alternatives.get(alternatives.size() - 1)) + ")";
        }
        if (!missing.isEmpty()) {
            problems.add(path, node.place(), "must have %s%s; add it".formatted(String.join(", ", missing), instead));
        }
    }

    private static List<String> missing(JsonNode schema, Set<String> present) {
        List<String> missing = new ArrayList<>();
        schema.path("required").forEach(name -> {
            if (!present.contains(name.asText())) {
                missing.add(name.asText());
            }
        });
        return missing;
    }

    private void check(JsonNode schema, String path, Items node, Problems problems) {
        int size = node.items().size();
        int least = schema.path("minItems").asInt(0);
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        if (size < least || size > most) {
            problems.add(path, node.place(), "must have from %,d to %,d entries, has %,d".formatted(least, most, size));
            return;
        }
        if (schema.has("items")) {
            for (int i = 0; i < size; i++) {
                check(schema.get("items"), path + "[" + i + "]", node.items().get(i), problems);
            }
        }
    }

    private static boolean ofType(JsonNode schema, ManifestNode node) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return StreamSupport.stream(type.spliterator(), false).anyMatch(one -> ofType(one.asText(), node));
        }
        return type.isMissingNode() || ofType(type.asText(), node);
    }

    private static boolean ofType(String type, ManifestNode node) {
        return switch (node) {
            case Fields fields -> type.equals("object");
            case Items items -> type.equals("array");
            case Scalar scalar ->
                switch (scalar.type()) {
                    case STRING -> type.equals("string");
                    case NUMBER -> type.equals("number") || (type.equals("integer") && whole(scalar));
                    case BOOLEAN -> type.equals("boolean");
                    case NULL -> type.equals("null");
                };
        };
    }

    private static boolean whole(Scalar scalar) {
        BigDecimal number = new BigDecimal(scalar.text());
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    private boolean holds(JsonNode schema, Scalar scalar) {
        if (scalar.type() == ManifestNode.Type.NUMBER) {
            BigDecimal number = new BigDecimal(scalar.text());
            return among(schema, one -> one.isNumber() && one.decimalValue().compareTo(number) == 0)
                    && (!schema.has("minimum")
                            || number.compareTo(schema.get("minimum").decimalValue()) >= 0)
                    && (!schema.has("maximum")
                            || number.compareTo(schema.get("maximum").decimalValue()) <= 0);
        }
        if (scalar.type() == ManifestNode.Type.STRING) {
            int length = scalar.text().codePointCount(0, scalar.text().length());
            Pattern pattern = patterns.get(schema.path("pattern").asText());
            return among(schema, one -> one.isTextual() && one.asText().equals(scalar.text()))
                    && length >= schema.path("minLength").asInt(0)
                    && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                    && (pattern == null || pattern.matcher(scalar.text()).find());
        }
        return true;
    }

    private static boolean among(JsonNode schema, Predicate<JsonNode> equal) {
        return !schema.has("enum")
                || StreamSupport.stream(schema.get("enum").spliterator(), false).anyMatch(equal);
    }

    private static String wanted(JsonNode schema) {
        String type = schema.path("type").asText();
        if (type.equals("object")) {
            return "an object with some of " + String.join(", ", names(schema.path("properties")));
        }
        return type.equals("array") ? "a list" : schema.path("description").asText();
    }

    private static Collection<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
