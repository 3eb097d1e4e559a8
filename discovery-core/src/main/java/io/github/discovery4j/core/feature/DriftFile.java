package io.github.discovery4j.core.feature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.feature.DriftReference.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The file of a drift reference.
 *
 * <pre>{@code
 * {
 *   "drift_reference" : 1,
 *   "view" : "connect",
 *   "view_version" : "1",
 *   "rows" : 20000,
 *   "columns" : [
 *     { "name" : "activity", "categorical" : false, "edges" : [ 2.0, 5.0 ], "shares" : [ 0.3, 0.3, 0.3, 0.1 ] }
 *   ],
 *   "checksum" : "sha256:…"
 * }
 * }</pre>
 *
 * The checksum is over everything else, written without white space. Shares are those of the bins and of the missing values.
 */
final class DriftFile {

    private static final int VERSION = 1;
    private static final String CHECKSUM = "checksum";
    private static final int MAX_DEPTH = 4;
    private static final long MAX_BYTES = 64L << 20;
    private static final double SUM_TOLERANCE = 1e-6;

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

    private DriftFile() {}

    static void write(Path file, DriftReference reference) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("drift_reference", VERSION);
        json.put("view", reference.view());
        json.put("view_version", reference.version());
        json.put("rows", reference.rows());
        ArrayNode columns = json.putArray("columns");
        for (Column column : reference.columns()) {
            ObjectNode written = columns.addObject();
            written.put("name", column.name());
            written.put("categorical", column.categorical());
            ArrayNode edges = written.putArray("edges");
            for (float edge : column.edges()) {
                edges.add((double) edge);
            }
            ArrayNode shares = written.putArray("shares");
            for (double share : column.shares()) {
                shares.add(share);
            }
        }
        // Numbers have to be as a reader will find them.
        String checksum = checksum(JSON.readTree(JSON.writeValueAsString(json)));
        json.put(CHECKSUM, checksum);
        WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    static DriftReference read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw refused(file, "it has %d bytes, and %d at most are read".formatted(Files.size(file), MAX_BYTES));
        }
        JsonNode json;
        try {
            json = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            long offset = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            throw refused(file, "it is no JSON from byte %d on".formatted(offset));
        }
        if (!(json instanceof ObjectNode object)
                || !json.path("drift_reference").isInt()) {
            throw refused(file, "it is no drift reference");
        }
        if (json.path("drift_reference").intValue() != VERSION) {
            throw refused(
                    file,
                    "its format has version %s, and this library reads %d"
                            .formatted(json.path("drift_reference"), VERSION));
        }
        JsonNode checksum = object.remove(CHECKSUM);
        if (checksum == null || !checksum.asText().equals(checksum(object))) {
            throw refused(file, "its checksum is not the one of its content");
        }
        return reference(file, object);
    }

    private static DriftReference reference(Path file, ObjectNode json) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode column : json.path("columns")) {
            Column read = new Column(
                    column.path("name").asText(),
                    column.path("categorical").asBoolean(),
                    floats(column.path("edges")),
                    doubles(column.path("shares")));
            if (!names.add(read.name()) || !usable(read)) {
                throw refused(file, "its column %d cannot be used".formatted(columns.size()));
            }
            columns.add(read);
        }
        int rows = json.path("rows").asInt();
        if (rows < 1
                || !json.path("view").isTextual()
                || !json.path("view_version").isTextual()) {
            throw refused(file, "view, view_version or rows is missing");
        }
        return new DriftReference(
                json.path("view").textValue(), json.path("view_version").textValue(), rows, columns);
    }

    private static boolean usable(Column column) {
        double sum = 0;
        boolean valid = !column.name().isBlank() && column.shares().length == column.edges().length + 2;
        for (double share : column.shares()) {
            valid &= share >= 0;
            sum += share;
        }
        for (int i = 0; i < column.edges().length; i++) {
            valid &= Float.isFinite(column.edges()[i]) && (i == 0 || column.edges()[i] > column.edges()[i - 1]);
        }
        return valid && Math.abs(sum - 1) < SUM_TOLERANCE;
    }

    private static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).isNumber() ? numbers.get(i).floatValue() : Float.NaN;
        }
        return values;
    }

    private static double[] doubles(JsonNode numbers) {
        double[] values = new double[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).isNumber() ? numbers.get(i).doubleValue() : Double.NaN;
        }
        return values;
    }

    private static String checksum(JsonNode content) throws JsonProcessingException {
        try {
            byte[] text = JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static FeatureDataException refused(Path file, String why) {
        return new FeatureDataException(
                "drift reference %s is refused: %s; restore it, or make it again from the training data"
                        .formatted(file, why));
    }
}
