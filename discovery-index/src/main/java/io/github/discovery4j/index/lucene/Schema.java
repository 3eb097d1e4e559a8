package io.github.discovery4j.index.lucene;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.IndexDataException;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an index was made for, as kept with each commit: {@code discovery.format}, {@code .dimension}, {@code .metric},
 * {@code .groups} by comma, {@code .attribute.NAME} with its kind, and {@code .erased-since}, the time of the first erasure
 * whose bytes are still in the files.
 */
final class Schema {

    private static final String PREFIX = "discovery.";
    private static final String FORMAT = PREFIX + "format";
    private static final int CURRENT_FORMAT = 1;
    private static final String ERASED_SINCE = PREFIX + "erased-since";

    private Schema() {}

    static Map<String, String> of(VectorIndexSettings settings) {
        Map<String, String> schema = new TreeMap<>();
        schema.put(FORMAT, String.valueOf(CURRENT_FORMAT));
        schema.put(PREFIX + "dimension", String.valueOf(settings.dimension()));
        schema.put(PREFIX + "metric", settings.metric().name());
        schema.put(
                PREFIX + "groups",
                settings.groups().stream().map(SignalGroup::name).sorted().collect(Collectors.joining(",")));
        settings.attributes().forEach((name, kind) -> schema.put(PREFIX + "attribute." + name, kind.name()));
        return schema;
    }

    static Map<String, String> withErasedSince(Map<String, String> schema, long millis) {
        Map<String, String> both = new TreeMap<>(schema);
        if (millis > 0) {
            both.put(ERASED_SINCE, String.valueOf(millis));
        }
        return both;
    }

    /** Returns when the first erasure was whose bytes are still in the files; 0 for none. */
    static long erasedSince(Map<String, String> committed) {
        return Long.parseLong(committed.getOrDefault(ERASED_SINCE, "0"));
    }

    /** Refuses files that were made for something else. */
    static void require(VectorIndexSettings settings, Map<String, String> committed, String folder) {
        int format = format(committed, folder);
        if (format > CURRENT_FORMAT) {
            throw new IndexDataException(
                    "%s: the index must have format %d or older, has %d (index \"%s\"); open it with the newer version that wrote it"
                            .formatted(folder, CURRENT_FORMAT, format, settings.name()));
        }
        Map<String, String> found = described(committed);
        Map<String, String> wanted = described(of(settings));
        if (!found.equals(wanted)) {
            throw new IndexDataException(
                    "%s: the index must be opened with the settings that it was made with, differs in %s (index \"%s\"); open it with those, or make another index"
                            .formatted(folder, differences(found, wanted), settings.name()));
        }
    }

    private static int format(Map<String, String> committed, String folder) {
        String format = committed.get(FORMAT);
        if (format == null || !format.matches("[0-9]{1,9}")) {
            throw new IndexDataException(
                    folder + ": the Lucene index must be one of ours, says nothing of its format; name another folder");
        }
        return Integer.parseInt(format);
    }

    /** Returns what the index is for, by name: dimension, metric, groups, attributes. */
    static Map<String, String> described(Map<String, String> committed) {
        Map<String, String> described = new TreeMap<>();
        committed.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && !key.equals(FORMAT) && !key.equals(ERASED_SINCE)) {
                described.put(key.substring(PREFIX.length()).replace("attribute.", "attribute "), value);
            }
        });
        return described;
    }

    private static String differences(Map<String, String> found, Map<String, String> wanted) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(found.keySet());
        keys.addAll(wanted.keySet());
        for (String key : keys) {
            if (!Objects.equals(found.get(key), wanted.get(key))) {
                differences.add("%s (made with %s, opened with %s)"
                        .formatted(key, said(found.get(key)), said(wanted.get(key))));
            }
        }
        return String.join(", ", differences);
    }

    private static String said(@Nullable String value) {
        return value == null || value.isEmpty() ? "none" : value;
    }
}
