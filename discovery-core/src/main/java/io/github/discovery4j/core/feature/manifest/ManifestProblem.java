package io.github.discovery4j.core.feature.manifest;

/**
 * One thing that is wrong with a manifest.
 *
 * @param source the file's name
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 units
 * @param path where in the document, such as {@code entities[0].features[2].ttl}; empty for the document itself
 * @param message the rule, what was seen, and what to do
 */
public record ManifestProblem(String source, int line, int column, String path, String message) {

    /** Returns {@code source:line:column: path: message}. */
    @Override
    public String toString() {
        return source + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
