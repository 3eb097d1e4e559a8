package io.github.discovery4j.core.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows and columns; the first column names the rows.
 *
 * {@snippet :
 * Table table = Table.builder("Accuracy")
 *         .column("metric")
 *         .numberColumn("ease")
 *         .row(Cell.of("ndcg@10"), Cell.number(0.4735, 4).withMinor("± 0.0013").strong())
 *         .build();
 * }
 *
 * <p>A table that is too wide for the window scrolls by itself, not the page.
 */
public final class Table implements Block {

    private record Column(String name, boolean isNumber) {}

    /** Cells, or the name of a group alone. */
    private record Row(List<Cell> cells, boolean isGroup) {}

    private final String caption;
    private final List<Column> columns;
    private final List<Row> rows;

    private Table(Builder builder) {
        this.caption = builder.caption;
        this.columns = List.copyOf(builder.columns);
        this.rows = List.copyOf(builder.rows);
    }

    /**
     * Starts a table.
     *
     * @param caption what is shown, in a line
     * @return a builder with no column
     */
    public static Builder builder(String caption) {
        return new Builder(caption);
    }

    @Override
    public void writeTo(Markup out) {
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        out.open("table").element("caption", caption);
        out.open("thead").open("tr");
        for (Column column : columns) {
            out.open("th", "scope", "col", "class", style(column))
                    .breakable(column.name)
                    .close();
        }
        out.close().close().open("tbody");
        rows.forEach(row -> write(row, out));
        out.close().close().close();
    }

    private void write(Row row, Markup out) {
        if (row.isGroup) {
            out.close().open("tbody").open("tr");
            String text = row.cells.get(0).text();
            out.element("th", text, "class", "group", "scope", "rowgroup", "colspan", Integer.toString(columns.size()));
            out.close();
            return;
        }
        out.open("tr");
        for (int i = 0; i < columns.size(); i++) {
            String style = style(columns.get(i));
            if (i == 0) {
                out.open("th", "scope", "row", "class", style);
            } else {
                out.open("td", "class", style);
            }
            write(row.cells.get(i), columns.get(i).isNumber, out);
            out.close();
        }
        out.close();
    }

    private static void write(Cell cell, boolean isNumber, Markup out) {
        if (cell.isStrong()) {
            out.open("strong");
        }
        if (isNumber) {
            out.text(cell.text());
        } else {
            out.breakable(cell.text());
        }
        if (cell.isStrong()) {
            out.close();
        }
        if (!cell.minor().isEmpty()) {
            out.text(" ").element("small", cell.minor());
        }
    }

    private static String style(Column column) {
        return column.isNumber ? "number" : "words";
    }

    /** Collects columns, then rows. */
    public static final class Builder {

        private final String caption;
        private final List<Column> columns = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();

        private Builder(String caption) {
            this.caption = caption;
        }

        /**
         * Adds a column of words.
         *
         * @param name its heading
         * @return this
         * @throws IllegalStateException if there are rows already
         */
        public Builder column(String name) {
            return add(new Column(name, false));
        }

        /**
         * Adds a column of numbers, which stand to the right.
         *
         * @param name its heading
         * @return this
         * @throws IllegalStateException if there are rows already
         */
        public Builder numberColumn(String name) {
            return add(new Column(name, true));
        }

        /**
         * Starts a group of rows.
         *
         * @param name stands above them
         * @return this
         */
        public Builder group(String name) {
            rows.add(new Row(List.of(Cell.of(name)), true));
            return this;
        }

        /**
         * Adds a row.
         *
         * @param cells one a column
         * @return this
         * @throws IllegalArgumentException if there are more or fewer than columns
         */
        public Builder row(Cell... cells) {
            return row(Arrays.asList(cells));
        }

        /**
         * Adds a row.
         *
         * @param cells one a column
         * @return this
         * @throws IllegalArgumentException if there are more or fewer than columns
         */
        public Builder row(List<Cell> cells) {
            if (cells.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row must have a cell for each of " + columns.size() + " columns, had " + cells.size()
                                + " (table \"" + caption + "\"); give Cell.of(\"\") for an empty one");
            }
            rows.add(new Row(List.copyOf(cells), false));
            return this;
        }

        /** {@return the table} */
        public Table build() {
            return new Table(this);
        }

        private Builder add(Column column) {
            if (!rows.isEmpty()) {
                throw new IllegalStateException("columns must come before rows, \"" + column.name + "\" came after "
                        + rows.size() + " (table \"" + caption + "\"); move it up");
            }
            columns.add(column);
            return this;
        }
    }
}
