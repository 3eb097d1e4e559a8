package io.github.discovery4j.core.feature.manifest;

import io.github.discovery4j.core.feature.manifest.ManifestNode.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with one manifest; a part is reported once. */
final class Problems {

    private static final int MOST_SHOWN = 80;

    private final String source;
    private final List<ManifestProblem> found = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();

    Problems(String source) {
        this.source = source;
    }

    void add(String path, Place place, String message) {
        if (paths.add(path)) {
            found.add(new ManifestProblem(source, place.line(), place.column(), path, message));
        }
    }

    boolean at(String path) {
        return paths.contains(path);
    }

    boolean none() {
        return found.isEmpty();
    }

    /** Ends the reading if anything was found. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(ManifestProblem::line).thenComparingInt(ManifestProblem::column));
            throw new FeatureManifestException(found);
        }
    }

    /** Returns a part of the document as messages show it: short, on one line. */
    static String shown(ManifestNode node) {
        return switch (node) {
            case ManifestNode.Fields fields -> "an object";
            case ManifestNode.Items items -> "a list";
            case ManifestNode.Scalar scalar ->
                scalar.type() == ManifestNode.Type.STRING ? quoted(scalar.text()) : cut(scalar.text());
        };
    }

    static String quoted(String text) {
        return "\"" + cut(text) + "\"";
    }

    private static String cut(String text) {
        int end = text.offsetByCodePoints(0, Math.min(MOST_SHOWN, text.codePointCount(0, text.length())));
        return text.substring(0, end).replaceAll("\\p{Cntrl}", "\uFFFD") + (end < text.length() ? "…" : "");
    }
}
