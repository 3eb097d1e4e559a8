package io.github.discovery4j.core.feature.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells one definition of a view from another: the SHA-256 of everything that decides over its values.
 *
 * <p>That is name, version and entity, and of each column its name, kind and dictionary and its feature's name, type, time
 * to live and default. Who may be told, whose consent it takes and the description do not count: they may change without
 * training again. <b>Threads:</b> immutable.
 *
 * @param digest {@code sha256:} and 64 hexadecimal digits
 * @param canonical the text that was digested, JSON on one line: kept too, so that a difference can be named
 */
public record ViewFingerprint(String digest, String canonical) {

    private static final String PREFIX = "sha256:";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Checks that the digest is that of the text. */
    public ViewFingerprint {
        String found = digestOf(canonical);
        if (!digest.equals(found)) {
            throw new IllegalArgumentException(
                    "the digest of a view must be that of its text, was %s, text has %s; one of them was changed"
                            .formatted(digest, found));
        }
    }

    /**
     * Restores a fingerprint from its text.
     *
     * @param canonical as {@link #canonical()} returned it
     * @return the fingerprint
     */
    public static ViewFingerprint of(String canonical) {
        return new ViewFingerprint(digestOf(canonical), canonical);
    }

    private static String digestOf(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Lists what differs.
     *
     * @param now what it is compared with
     * @return a sentence each; none if they are equal
     */
    public List<String> differences(ViewFingerprint now) {
        List<String> found = new ArrayList<>();
        try {
            compare("", JSON.readTree(canonical), JSON.readTree(now.canonical), found);
        } catch (JsonProcessingException e) {
            found.add("its text is not that of a view");
        }
        return found;
    }

    private static void compare(String path, JsonNode before, JsonNode now, List<String> found) {
        if (before.equals(now)) {
            return;
        }
        if (before.isObject() && now.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            names.forEach(name ->
                    compare(path.isEmpty() ? name : path + "." + name, before.path(name), now.path(name), found));
        } else if (path.equals("columns")) {
            compareColumns(before, now, found);
        } else {
            found.add("%s was %s, is %s".formatted(path, shown(before), shown(now)));
        }
    }

    private static void compareColumns(JsonNode before, JsonNode now, List<String> found) {
        Map<String, JsonNode> was = byName(before);
        Map<String, JsonNode> is = byName(now);
        was.forEach((name, column) -> {
            JsonNode other = is.get(name);
            if (other == null) {
                found.add("column \"" + name + "\" is gone");
            } else {
                compare("column \"" + name + "\"", column, other, found);
            }
        });
        is.keySet().stream()
                .filter(name -> !was.containsKey(name))
                .forEach(name -> found.add("column \"" + name + "\" is new"));
        if (was.keySet().equals(is.keySet()) && !List.copyOf(was.keySet()).equals(List.copyOf(is.keySet()))) {
            found.add("columns were in the order %s, are in %s".formatted(was.keySet(), is.keySet()));
        }
    }

    private static Map<String, JsonNode> byName(JsonNode columns) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        columns.forEach(column -> named.put(column.path("name").asText(), column));
        return named;
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }
}
