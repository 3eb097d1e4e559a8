package io.github.discovery4j.core.feature.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.model.SignalGroup;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes manifests as JSON, always the same bytes for the same content. */
final class ManifestWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    private ManifestWriter() {}

    private static String text(boolean indented, Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            if (indented) {
                out.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            }
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen: text is in memory", e);
        }
        return text.toString();
    }

    static String json(
            Map<SignalGroup, String> groups,
            Collection<FeatureRegistry> entities,
            Map<String, String> descriptions,
            Collection<DeclaredView> views) {
        return text(true, out -> {
            out.writeStartObject();
            out.writeNumberField("manifest", 1);
            if (!groups.isEmpty()) {
                out.writeArrayFieldStart("groups");
                for (Map.Entry<SignalGroup, String> group : groups.entrySet()) {
                    out.writeStartObject();
                    out.writeStringField("name", group.getKey().name());
                    optional(out, "description", group.getValue());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            out.writeArrayFieldStart("entities");
            for (FeatureRegistry entity : entities) {
                out.writeStartObject();
                out.writeStringField("entity", entity.entity());
                optional(out, "description", descriptions.getOrDefault(entity.entity(), ""));
                out.writeArrayFieldStart("features");
                for (FeatureDefinition feature : entity.definitions()) {
                    write(out, feature);
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
            if (!views.isEmpty()) {
                out.writeArrayFieldStart("views");
                for (DeclaredView view : views) {
                    write(out, view);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        });
    }

    private static void write(JsonGenerator out, FeatureDefinition feature) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", feature.name());
        String type = FeatureType.of(feature);
        out.writeStringField("type", type);
        out.writeStringField("group", feature.group().name());
        out.writeStringField("visibility", feature.visibility().name());
        if (!feature.sayable()) {
            out.writeBooleanField("sayable", false);
        }
        if (feature.timeToLive().isPresent()) {
            out.writeStringField("ttl", duration(feature.timeToLive().get()));
        }
        if (feature.freshness().isPresent()) {
            out.writeStringField("freshness", duration(feature.freshness().get()));
        }
        if (feature.maxBytes() != FeatureType.parse(type).defaultMaxBytes()) {
            out.writeNumberField("max_bytes", feature.maxBytes());
        }
        writeDefault(out, feature);
        optional(out, "description", feature.description());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, DeclaredView view) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", view.name());
        out.writeStringField("version", view.version());
        out.writeStringField("entity", view.registry().entity());
        out.writeArrayFieldStart("columns");
        for (ViewColumn column : view.columns()) {
            out.writeStartObject();
            out.writeStringField("kind", column.kind().word());
            out.writeStringField("feature", column.feature());
            out.writeStringField("name", column.name());
            dictionary(out, column);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Returns what decides over the values of a view, on one line: the text of its fingerprint. */
    static String canonical(DeclaredView view) {
        return text(false, out -> {
            out.writeStartObject();
            out.writeStringField("view", view.name());
            out.writeStringField("version", view.version());
            out.writeStringField("entity", view.registry().entity());
            out.writeArrayFieldStart("columns");
            for (ViewColumn column : view.columns()) {
                FeatureDefinition feature = view.registry().definition(column.feature());
                out.writeStartObject();
                out.writeStringField("name", column.name());
                out.writeStringField("kind", column.kind().word());
                out.writeStringField("feature", column.feature());
                out.writeStringField("type", FeatureType.of(feature));
                if (feature.timeToLive().isPresent()) {
                    out.writeStringField("ttl", duration(feature.timeToLive().get()));
                }
                writeDefault(out, feature);
                dictionary(out, column);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void dictionary(JsonGenerator out, ViewColumn column) throws IOException {
        if (!column.categories().isEmpty()) {
            strings(out, "categories", column.categories());
        }
        if (column.other().isPresent()) {
            out.writeStringField("other", column.other().get());
        }
    }

    private static void writeDefault(JsonGenerator out, FeatureDefinition feature) throws IOException {
        if (feature.defaultValue().isEmpty()) {
            return;
        }
        switch (feature.defaultValue().get()) {
            case FeatureValue.Decimal(float value) -> out.writeNumberField("default", value);
            case FeatureValue.Whole(long value) -> out.writeNumberField("default", value);
            case FeatureValue.Text(String value) -> out.writeStringField("default", value);
            case FeatureValue.Labels labels -> strings(out, "default", List.copyOf(labels.values()));
            case FeatureValue.Vector vector -> {
                out.writeArrayFieldStart("default");
                for (float value : vector.values()) {
                    out.writeNumber(value);
                }
                out.writeEndArray();
            }
            case FeatureValue.Json(String text) -> {
                out.writeFieldName("default");
                out.writeRawValue(text);
            }
        }
    }

    private static void strings(JsonGenerator out, String name, List<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private static void optional(JsonGenerator out, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            out.writeStringField(name, text);
        }
    }

    /** Returns a duration as the schema writes it: whole days as days. */
    static String duration(Duration duration) {
        boolean days = duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()));
        return days ? "P" + duration.toDays() + "D" : duration.toString();
    }

    /** Returns a part of a manifest as a JSON document: the default of a feature of type json. */
    static String json(ManifestNode node) {
        return text(false, out -> write(out, node));
    }

    private static void write(JsonGenerator out, ManifestNode node) throws IOException {
        switch (node) {
            case ManifestNode.Fields fields -> {
                out.writeStartObject();
                for (ManifestNode.Field field : fields.fields()) {
                    out.writeFieldName(field.name());
                    write(out, field.value());
                }
                out.writeEndObject();
            }
            case ManifestNode.Items items -> {
                out.writeStartArray();
                for (ManifestNode item : items.items()) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case ManifestNode.Scalar scalar -> {
                if (scalar.type() == ManifestNode.Type.STRING) {
                    out.writeString(scalar.text());
                } else {
                    out.writeRawValue(scalar.text());
                }
            }
        }
    }
}
