package io.github.discovery4j.explain.phrase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON document that knows the line and column of each of its parts, and refuses what is not as it should be. */
final class PlacedJson {

    private static final int MAX_DEPTH = 8;
    private static final int MOST_SHOWN = 80;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(PhraseFile.MAX_BYTES)
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String file;
    private final JsonNode document;
    private final Map<JsonPointer, JsonLocation> places = new HashMap<>();

    private PlacedJson(PhraseFile file) {
        this.file = file.name();
        try {
            this.document = JSON.readTree(file.text());
            locate(file.text());
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new PhraseBookException(
                    this.file, line(at), column(at), "", "must be well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen: text is in memory", e);
        }
    }

    /** Reads a document, whose root is an object. */
    static Part read(PhraseFile file) {
        PlacedJson json = new PlacedJson(file);
        return json.new Part(JsonPointer.empty(), "", json.document);
    }

    /** A part of an object stands where its name does. */
    private void locate(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                places.putIfAbsent(parser.getParsingContext().pathAsPointer(), parser.currentTokenLocation());
            }
        }
    }

    private static int line(@Nullable JsonLocation place) {
        return place == null ? 1 : Math.max(1, place.getLineNr());
    }

    private static int column(@Nullable JsonLocation place) {
        return place == null ? 1 : Math.max(1, place.getColumnNr());
    }

    /** A value of the document. */
    final class Part {
        private final JsonPointer pointer;
        private final String path;
        private final JsonNode node;

        private Part(JsonPointer pointer, String path, JsonNode node) {
            this.pointer = pointer;
            this.path = path;
            this.node = node;
        }

        /** Requires an object with no keys but these. */
        void keys(List<String> required, List<String> optional) {
            for (String key : parts().keySet()) {
                if (!required.contains(key) && !optional.contains(key)) {
                    throw part(key)
                            .refused("key is not known here, there are %s; remove or correct it"
                                    .formatted(known(required, optional)));
                }
            }
            for (String key : required) {
                if (!node.has(key)) {
                    throw refused("key \"%s\" is missing; add it".formatted(key));
                }
            }
        }

        private static List<String> known(List<String> required, List<String> optional) {
            List<String> known = new ArrayList<>(required);
            known.addAll(optional);
            return known;
        }

        Optional<Part> optional(String key) {
            return node.has(key) ? Optional.of(part(key)) : Optional.empty();
        }

        /** Returns the part of a key that is known to be there. */
        Part part(String key) {
            return new Part(
                    pointer.appendProperty(key), path.isEmpty() ? shown(key) : path + "." + shown(key), node.path(key));
        }

        /** Requires an object; returns its parts in the file's order. */
        Map<String, Part> parts() {
            if (!node.isObject()) {
                throw refused("must be an object, was " + type() + "; use {...}");
            }
            Map<String, Part> parts = new LinkedHashMap<>();
            node.fieldNames().forEachRemaining(key -> parts.put(key, part(key)));
            return parts;
        }

        /** Requires a list; returns its items. */
        List<Part> items() {
            if (!node.isArray()) {
                throw refused("must be a list, was " + type() + "; use [...]");
            }
            List<Part> items = new ArrayList<>();
            for (JsonNode item : node) {
                int index = items.size();
                items.add(new Part(pointer.appendIndex(index), path + "[" + index + "]", item));
            }
            return items;
        }

        boolean isText() {
            return node.isTextual();
        }

        /** Requires a string that is not blank. */
        String text() {
            if (!node.isTextual() || node.textValue().isBlank()) {
                throw refused("must be a string that is not blank, was " + shown(node.toString()));
            }
            return node.textValue();
        }

        /** Requires a number that a feature could have. */
        float number() {
            if (!node.isNumber() || !Float.isFinite(node.floatValue())) {
                throw refused("must be a finite number, was " + shown(node.toString()));
            }
            return node.floatValue();
        }

        /** Requires a whole number in a range. */
        int whole(int least, int most) {
            if (!node.isNumber()
                    || node.doubleValue() % 1 != 0
                    || node.doubleValue() < least
                    || node.doubleValue() > most) {
                throw refused(
                        "must be a whole number from %d to %d, was %s".formatted(least, most, shown(node.toString())));
            }
            return node.intValue();
        }

        /** Requires true or false. */
        boolean bool() {
            if (!node.isBoolean()) {
                throw refused("must be true or false, was " + shown(node.toString()));
            }
            return node.booleanValue();
        }

        PhraseBookException refused(String problem) {
            JsonLocation place = places.get(pointer);
            return new PhraseBookException(file, line(place), column(place), path, problem);
        }

        private String type() {
            return node.getNodeType().name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns text from a file as messages show it: short, on one line. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return line.length() <= MOST_SHOWN ? line : line.substring(0, line.offsetByCodePoints(0, MOST_SHOWN / 2)) + "…";
    }
}
