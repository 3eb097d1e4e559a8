package io.github.discovery4j.examples.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table in plain text, its columns as wide as their widest cell. Belongs to one thread. */
final class TextTable {

    private static final String GAP = "  ";

    /** A row of cells, or one line of text across all columns. */
    private record Line(List<String> cells, boolean across) {}

    private final String alignment;
    private final int[] widths;
    private final List<Line> lines = new ArrayList<>();

    /**
     * Creates an empty table.
     *
     * @param alignment a letter for each column, {@code l} for left or {@code r} for right
     */
    TextTable(String alignment) {
        this.alignment = alignment;
        this.widths = new int[alignment.length()];
    }

    /** Adds a row, one cell a column. */
    void row(String... cells) {
        row(List.of(cells));
    }

    /** Adds a row, one cell a column. */
    void row(List<String> cells) {
        if (cells.size() != widths.length) {
            throw new IllegalArgumentException(
                    "a row must have %d cells, had %d".formatted(widths.length, cells.size()));
        }
        List<String> shown = cells.stream().map(Text::printable).toList();
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], Text.width(shown.get(column)));
        }
        lines.add(new Line(shown, false));
    }

    /** Adds a line of text below the last row. */
    void note(String text) {
        lines.add(new Line(List.of(Text.printable(text)), true));
    }

    void print(PrintWriter out) {
        for (Line line : lines) {
            out.println((line.across() ? GAP.repeat(3) + line.cells().get(0) : aligned(line.cells())).stripTrailing());
        }
    }

    private String aligned(List<String> cells) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths[column] - Text.width(cell));
            text.append(GAP).append(alignment.charAt(column) == 'r' ? padding + cell : cell + padding);
        }
        return text.toString();
    }
}
