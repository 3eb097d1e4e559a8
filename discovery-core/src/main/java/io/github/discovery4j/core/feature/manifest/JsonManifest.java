package io.github.discovery4j.core.feature.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON with the places of its parts. */
final class JsonManifest {

    /** How deep a document may nest: a manifest needs six levels, and a default its own. */
    static final int MOST_NESTING = 32;

    private static final int LONGEST_NUMBER = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_NESTING)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private JsonManifest() {}

    static ManifestNode read(ManifestText text) {
        try (JsonParser parser = FACTORY.createParser(text.text())) {
            if (parser.nextToken() == null) {
                throw text.malformed(new Place(1, 1), "a manifest must be one JSON object, is empty");
            }
            ManifestNode node = node(parser);
            if (parser.nextToken() != null) {
                throw text.malformed(
                        place(parser.currentTokenLocation()),
                        "a manifest must be one JSON object, goes on after its end");
            }
            return node;
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw text.malformed(
                    where == null ? new Place(1, 1) : place(where),
                    "a manifest must be well-formed JSON of at most %d levels: %s"
                            .formatted(MOST_NESTING, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen: text is in memory", e);
        }
    }

    private static ManifestNode node(JsonParser parser) throws IOException {
        Place place = place(parser.currentTokenLocation());
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                List<ManifestNode.Field> fields = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    Place named = place(parser.currentTokenLocation());
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.add(new ManifestNode.Field(named, name, node(parser)));
                }
                yield new ManifestNode.Fields(place, fields);
            }
            case START_ARRAY -> {
                List<ManifestNode> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(parser));
                }
                yield new ManifestNode.Items(place, items);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new ManifestNode.Scalar(place, ManifestNode.Type.NUMBER, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new ManifestNode.Scalar(place, ManifestNode.Type.BOOLEAN, parser.getText());
            case VALUE_NULL -> new ManifestNode.Scalar(place, ManifestNode.Type.NULL, parser.getText());
            default -> new ManifestNode.Scalar(place, ManifestNode.Type.STRING, parser.getText());
        };
    }

    private static Place place(JsonLocation location) {
        return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
