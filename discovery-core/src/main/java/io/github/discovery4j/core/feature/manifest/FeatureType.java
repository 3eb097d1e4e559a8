package io.github.discovery4j.core.feature.manifest;

import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureDefinition.Kind;

/** How manifests write what a value is: {@code float}, {@code float[32]}, {@code string set}. */
record FeatureType(Kind kind, int dimension) {

    private static final String VECTOR_START = "float[";

    /** Reads a type that has passed the schema. */
    static FeatureType parse(String text) {
        return switch (text) {
            case "float" -> new FeatureType(Kind.NUMBER, 1);
            case "long" -> new FeatureType(Kind.WHOLE, 1);
            case "string" -> new FeatureType(Kind.TEXT, 0);
            case "string set" -> new FeatureType(Kind.LABELS, 0);
            case "json" -> new FeatureType(Kind.JSON, 0);
            default ->
                new FeatureType(
                        Kind.VECTOR, Integer.parseInt(text.substring(VECTOR_START.length(), text.length() - 1)));
        };
    }

    static String of(FeatureDefinition definition) {
        return switch (definition.kind()) {
            case NUMBER -> "float";
            case WHOLE -> "long";
            case TEXT -> "string";
            case LABELS -> "string set";
            case VECTOR -> VECTOR_START + definition.dimension() + "]";
            case JSON -> "json";
        };
    }

    int defaultMaxBytes() {
        return switch (kind) {
            case NUMBER, WHOLE, VECTOR -> 0;
            case TEXT, LABELS -> FeatureDefinition.DEFAULT_MAX_TEXT_BYTES;
            case JSON -> FeatureDefinition.DEFAULT_MAX_JSON_BYTES;
        };
    }
}
