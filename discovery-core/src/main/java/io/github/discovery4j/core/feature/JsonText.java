package io.github.discovery4j.core.feature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Checks that a text is one JSON document, without keeping any of it. */
final class JsonText {

    /** How deep a document may nest: ours are shallow, and depth is what attackers use. */
    private static final int MOST_NESTING = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_NESTING)
                    .build())
            .build();

    private JsonText() {}

    static void check(String text, String feature, String entity) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw refused("is empty", feature, entity);
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw refused("goes on after its end", feature, entity);
            }
        } catch (JsonProcessingException e) {
            throw refused(
                    "is not well-formed or nests too deep, at character "
                            + e.getLocation().getCharOffset(),
                    feature,
                    entity);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen: text is in memory", e);
        }
    }

    private static IllegalArgumentException refused(String why, String feature, String entity) {
        return new IllegalArgumentException(
                "value must be one JSON document of at most %d levels, %s (feature \"%s\" of entity \"%s\")"
                        .formatted(MOST_NESTING, why, feature, entity));
    }
}
