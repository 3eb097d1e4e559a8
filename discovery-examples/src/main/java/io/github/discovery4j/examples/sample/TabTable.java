package io.github.discovery4j.examples.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the tab-separated vocabularies that stand beside the classes: a line of column names, then one row a line. */
final class TabTable {

    private TabTable() {}

    /**
     * Returns the rows of a resource of this package.
     *
     * @throws IllegalStateException if the resource is missing or does not have the given columns
     */
    static List<List<String>> rows(String resource, String... columns) {
        List<String> expected = List.of(columns);
        try (BufferedReader reader = open(resource)) {
            List<List<String>> rows = new ArrayList<>();
            int lineNumber = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lineNumber++;
                List<String> cells = List.of(line.split("\t", -1));
                if (lineNumber == 1 ? !cells.equals(expected) : cells.size() != expected.size()) {
                    throw new IllegalStateException("a line must have the columns " + expected + ", was " + cells + " ("
                            + resource + ", line " + lineNumber + "); restore the file or rebuild the jar");
                }
                if (lineNumber > 1) {
                    rows.add(cells);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /** Returns the parts of a cell that holds a list. */
    static List<String> list(String cell) {
        return List.of(cell.split(",", -1));
    }

    private static BufferedReader open(String resource) {
        InputStream stream = TabTable.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("resource " + resource + " must stand beside " + TabTable.class.getName()
                    + ", was not found; rebuild the jar with its resources");
        }
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}
