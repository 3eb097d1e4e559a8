package io.github.discovery4j.core.adapter.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.github.discovery4j.core.feature.manifest.FeatureManifest;
import io.github.discovery4j.core.feature.manifest.FeatureManifestException;
import io.github.discovery4j.core.feature.manifest.ManifestNode;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Place;
import io.github.discovery4j.core.feature.manifest.ManifestNode.Scalar;
import io.github.discovery4j.core.feature.manifest.ManifestText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads feature manifests in YAML.
 *
 * <p>What is read is the part of YAML that JSON has, too: one document of maps, lists and single values. Aliases, the
 * anchors of maps and lists, and tags are refused, so a small file cannot grow in memory and no class is ever named by a file. A value without quotes is a
 * number only if JSON would take it for one, and {@code true}, {@code false} and {@code null} are what they say; all else,
 * such as {@code no} or {@code 0x1F}, is a string. <b>Threads:</b> safe.
 */
public final class YamlManifests {

    private static final int MOST_NESTING = 32;
    private static final int LONGEST_NUMBER = 100;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_NESTING)
                    .build())
            .build();

    private YamlManifests() {}

    /**
     * Reads a file.
     *
     * @param file UTF-8, at most {@link ManifestText#MAX_BYTES}
     * @return what it declares
     * @throws IOException if it cannot be read
     * @throws FeatureManifestException if it is malformed
     */
    public static FeatureManifest read(Path file) throws IOException {
        return yaml(ManifestText.read(file));
    }

    /**
     * Reads YAML.
     *
     * @param text the document
     * @return what it declares
     * @throws FeatureManifestException if it is malformed
     */
    public static FeatureManifest yaml(ManifestText text) {
        return FeatureManifest.of(text.source(), document(text));
    }

    private static ManifestNode document(ManifestText text) {
        try (YAMLParser parser = FACTORY.createParser(text.text())) {
            if (parser.nextToken() == null) {
                throw text.malformed(new Place(1, 1), "a manifest must be one YAML map, is empty");
            }
            ManifestNode node = node(text, parser);
            if (parser.nextToken() != null) {
                throw text.malformed(
                        place(parser), "a manifest must be one YAML document, has another; split the file");
            }
            return node;
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            Place place = where == null ? new Place(1, 1) : place(where);
            throw text.malformed(
                    place,
                    "a manifest must be well-formed YAML of at most %d levels: %s"
                            .formatted(
                                    MOST_NESTING,
                                    e.getOriginalMessage().lines().findFirst().orElse("cannot be read")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen: text is in memory", e);
        }
    }

    private static ManifestNode node(ManifestText text, YAMLParser parser) throws IOException {
        Place place = place(parser);
        refuseReferences(text, parser, place);
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                List<ManifestNode.Field> fields = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    Place named = place(parser);
                    refuseReferences(text, parser, named);
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.add(new ManifestNode.Field(named, name, node(text, parser)));
                }
                yield new ManifestNode.Fields(place, fields);
            }
            case START_ARRAY -> {
                List<ManifestNode> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(text, parser));
                }
                yield new ManifestNode.Items(place, items);
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                // Jackson also takes yes, no, on and off for these.
                String written = parser.getText();
                boolean json = written.equals("true") || written.equals("false");
                yield new Scalar(place, json ? ManifestNode.Type.BOOLEAN : ManifestNode.Type.STRING, written);
            }
            case VALUE_NULL -> new Scalar(place, ManifestNode.Type.NULL, "null");
            case VALUE_STRING -> new Scalar(place, ManifestNode.Type.STRING, parser.getText());
            default -> {
                // Jackson also takes 0x1F, 010 and 1_000 for numbers; which number is a matter of the version of YAML.
                String written = parser.getText();
                boolean number = NUMBER.matcher(written).matches() && written.length() <= LONGEST_NUMBER;
                yield new Scalar(place, number ? ManifestNode.Type.NUMBER : ManifestNode.Type.STRING, written);
            }
        };
    }

    private static void refuseReferences(ManifestText text, YAMLParser parser, Place place) throws IOException {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw text.malformed(
                    place, "a manifest must not have anchors (&) and aliases (*); use \"extends\" or write it out");
        }
        if (parser.getTypeId() != null) {
            throw text.malformed(place, "a manifest must not have tags (!); leave it out");
        }
    }

    private static Place place(YAMLParser parser) {
        return place(parser.currentTokenLocation());
    }

    private static Place place(JsonLocation location) {
        return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
