package io.github.discovery4j.core.artefact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.artefact.StoredArray.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes manifests, and reads them without believing them. */
final class ManifestJson {

    private static final String FORMAT = "discovery-artefact";
    private static final int MAX_DEPTH = 8;
    private static final long MAX_BYTES = 16L << 20;
    private static final String CHECKSUM = ",\n  \"manifest_checksum\" : \"";
    private static final String END = "\"\n}\n";
    private static final int DIGEST_LENGTH = "sha256:".length() + 64;
    private static final int CLOSING_LENGTH = CHECKSUM.length() + DIGEST_LENGTH + END.length();

    /** A plain name: nothing in a manifest leads out of its folder. */
    private static final Pattern FILE_NAME = Pattern.compile("[a-z][a-z0-9_-]{0,80}\\.[a-z0-9]{1,8}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxDocumentLength(MAX_BYTES)
                        .build());
    }

    private final Path file;

    private ManifestJson(Path file) {
        this.file = file;
    }

    static byte[] write(ArtefactManifest manifest) {
        try {
            String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(manifest));
            String body = json.replace("\r\n", "\n");
            body = body.substring(0, body.lastIndexOf("\n}"));
            MessageDigest digest = Checksums.digest();
            digest.update(body.getBytes(StandardCharsets.UTF_8));
            return (body + CHECKSUM + Checksums.text(digest) + END).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is always JSON", e);
        }
    }

    private static ObjectNode json(ArtefactManifest manifest) {
        ArtefactDescription what = manifest.description();
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("format_version", ArtefactManifest.FORMAT_VERSION);
        json.put("kind", what.kind());
        json.put("model_version", manifest.modelVersion());
        json.put("created_at", manifest.createdAt().toString());
        json.put("user_count", what.userCount());
        json.put("item_count", what.itemCount());
        json.put("embedding_dim", what.embeddingDim());
        json.putObject("coverage")
                .put("active_users", what.coverage().activeUsers())
                .put("covered_users", what.coverage().coveredUsers())
                .put("user_share", what.coverage().userShare())
                .put("active_items", what.coverage().activeItems())
                .put("covered_items", what.coverage().coveredItems())
                .put("item_share", what.coverage().itemShare());
        what.featureSchema().forEach(json.putArray("feature_schema")::add);
        json.put("feature_view", what.featureView());
        what.hyperParameters().forEach(json.putObject("hyper_parameters")::put);
        json.put("seed", what.seed());
        json.put("training_data", what.trainingData());
        what.metrics().forEach(json.putObject("metrics")::put);
        manifest.ids().forEach(json.putObject("ids")::put);
        ObjectNode arrays = json.putObject("arrays");
        manifest.arrays().forEach((name, array) -> {
            ObjectNode node = arrays.putObject(name);
            node.put("type", array.type().label());
            node.put("length", array.length());
            ArrayNode files = node.putArray("files");
            array.files()
                    .forEach(part -> files.addObject()
                            .put("name", part.name())
                            .put("bytes", part.bytes())
                            .put("checksum", part.checksum()));
        });
        return json;
    }

    /**
     * Reads the manifest of a folder.
     *
     * @throws NoSuchFileException if there is none
     * @throws ArtefactException if it is damaged or of a newer format
     */
    static ArtefactManifest read(Path folder) throws IOException {
        Path file = folder.resolve(ArtefactManifest.FILE);
        return new ManifestJson(file).read();
    }

    private ArtefactManifest read() throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw damaged("must have %d bytes at most, has %d".formatted(MAX_BYTES, size));
        }
        byte[] bytes = Files.readAllBytes(file);
        JsonNode json = parsed(bytes);
        if (!json.path("format").asText().equals(FORMAT)) {
            throw damaged("field \"format\" must be \"" + FORMAT + "\"");
        }
        int version = json.path("format_version").asInt();
        if (version > ArtefactManifest.FORMAT_VERSION) {
            throw new ArtefactException(
                    "%s, field \"format_version\": this library reads formats up to %d, the artefact has %d; take the library that wrote it, or an earlier version of the artefact"
                            .formatted(file, ArtefactManifest.FORMAT_VERSION, version));
        }
        requireUnchanged(bytes);
        return manifest(json);
    }

    private JsonNode parsed(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw new ArtefactException(
                    "%s, byte %d: is damaged, a manifest must be JSON; take another version of the artefact"
                            .formatted(file, offset),
                    e);
        }
    }

    /** The last line vouches for every byte before it, and its own bytes can be only one thing. */
    private void requireUnchanged(byte[] bytes) {
        int bodyLength = bytes.length - CLOSING_LENGTH;
        if (bodyLength < 0) {
            throw damaged("byte %d: ends before its checksum".formatted(bytes.length));
        }
        MessageDigest digest = Checksums.digest();
        digest.update(bytes, 0, bodyLength);
        String closing = new String(bytes, bodyLength, CLOSING_LENGTH, StandardCharsets.ISO_8859_1);
        if (!closing.equals(CHECKSUM + Checksums.text(digest) + END)) {
            throw damaged("field \"manifest_checksum\": does not fit the %d bytes before it".formatted(bodyLength));
        }
    }

    private ArtefactManifest manifest(JsonNode json) {
        try {
            return new ArtefactManifest(
                    text(json, "model_version"),
                    Instant.parse(text(json, "created_at")),
                    description(json),
                    texts(json, "ids"),
                    arrays(json));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new ArtefactException(
                    "%s: is not what this library writes (%s); take another version of the artefact"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private ArtefactDescription description(JsonNode json) {
        JsonNode coverage = field(json, "coverage");
        List<String> features = new ArrayList<>();
        field(json, "feature_schema").forEach(column -> features.add(column.asText()));
        Map<String, Double> metrics = new LinkedHashMap<>();
        field(json, "metrics")
                .properties()
                .forEach(
                        metric -> metrics.put(metric.getKey(), metric.getValue().asDouble(Double.NaN)));
        return new ArtefactDescription(
                text(json, "kind"),
                (int) number(json, "user_count", Integer.MAX_VALUE),
                (int) number(json, "item_count", Integer.MAX_VALUE),
                (int) number(json, "embedding_dim", Integer.MAX_VALUE),
                new Coverage(
                        (int) number(coverage, "active_users", Integer.MAX_VALUE),
                        (int) number(coverage, "covered_users", Integer.MAX_VALUE),
                        (int) number(coverage, "active_items", Integer.MAX_VALUE),
                        (int) number(coverage, "covered_items", Integer.MAX_VALUE)),
                features,
                text(json, "feature_view"),
                texts(json, "hyper_parameters"),
                field(json, "seed").asLong(),
                text(json, "training_data"),
                metrics);
    }

    private Map<String, StoredArray> arrays(JsonNode json) {
        Map<String, StoredArray> arrays = new LinkedHashMap<>();
        field(json, "arrays").properties().forEach(entry -> {
            String name = entry.getKey();
            arrays.put(name, array(name, entry.getValue()));
        });
        return arrays;
    }

    private StoredArray array(String name, JsonNode json) {
        ArrayType type = ArrayType.labelled(text(json, "type"))
                .orElseThrow(() -> damaged("field \"arrays.%s.type\" is unknown".formatted(name)));
        List<StoredFile> files = new ArrayList<>();
        for (JsonNode part : field(json, "files")) {
            String fileName = text(part, "name");
            String checksum = text(part, "checksum");
            if (!FILE_NAME.matcher(fileName).matches()
                    || !Checksums.FORM.matcher(checksum).matches()) {
                throw damaged("field \"arrays.%s.files\" must have plain names and SHA-256 checksums".formatted(name));
            }
            files.add(new StoredFile(fileName, number(part, "bytes", ArtefactWriter.MAX_FILE_BYTES), checksum));
        }
        StoredArray array = new StoredArray(name, type, number(json, "length", Long.MAX_VALUE / Long.BYTES), files);
        if (type.width() > 0 && array.bytes() != array.length() * type.width()) {
            throw damaged("field \"arrays.%s.length\" must fit its files of %d bytes, was %d"
                    .formatted(name, array.bytes(), array.length()));
        }
        return array;
    }

    private Map<String, String> texts(JsonNode json, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        field(json, name)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private String text(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.isTextual()) {
            throw damaged("field \"" + name + "\" must be a text");
        }
        return value.textValue();
    }

    private long number(JsonNode json, String name, long max) {
        JsonNode value = field(json, name);
        if (!value.canConvertToLong() || value.longValue() < 0 || value.longValue() > max) {
            throw damaged("field \"%s\" must be a whole number in [0, %d], was %s".formatted(name, max, value));
        }
        return value.longValue();
    }

    private JsonNode field(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw damaged("field \"" + name + "\" is missing");
        }
        return value;
    }

    private ArtefactException damaged(String what) {
        return new ArtefactException(file + ", " + what + "; take another version of the artefact");
    }
}
