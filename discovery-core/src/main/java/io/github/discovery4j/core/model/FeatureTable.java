package io.github.discovery4j.core.model;

import java.util.Arrays;

/**
 * The features of a batch of rows: row-major float32, NaN for a missing value.
 *
 * <p>Allocated once for a request, with all columns that its schema declares. Hydrators fill their own columns through a
 * {@link Writer} each; rankers read rows as {@code float[]} or {@code double[]}.
 *
 * <p><b>Shapes:</b> n rows x d columns, 4nd bytes. <b>Threads:</b> one thread writes; once the writers are closed any
 * number may read.
 */
public final class FeatureTable {

    private final FeatureSchema schema;
    private final int rows;
    private final int stride;
    private final float[] values;
    private boolean frozen;

    private FeatureTable(FeatureSchema schema, int rows) {
        this.schema = schema;
        this.rows = rows;
        this.stride = schema.size();
        this.values = new float[Math.multiplyExact(rows, stride)];
        Arrays.fill(values, Float.NaN);
    }

    /**
     * Allocates a table with every value missing.
     *
     * @param schema its columns
     * @param rows how many rows, 0 or more
     * @return the table
     * @throws IllegalArgumentException if the number of rows is negative
     */
    public static FeatureTable allocate(FeatureSchema schema, int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("a feature table must have 0 rows or more, was " + rows);
        }
        return new FeatureTable(schema, rows);
    }

    /**
     * Returns the schema.
     *
     * @return the declared columns
     */
    public FeatureSchema schema() {
        return schema;
    }

    /**
     * Returns the number of rows.
     *
     * @return 0 or more
     */
    public int rows() {
        return rows;
    }

    /**
     * Returns one value.
     *
     * @param row in {@code [0, rows())}
     * @param column in {@code [0, schema().size())}
     * @return the value, NaN when missing
     */
    public float get(int row, int column) {
        return values[row * stride + checkColumn(column)];
    }

    /**
     * Copies a row as it is stored.
     *
     * @param row in {@code [0, rows())}
     * @param destination of {@code schema().size()} values or more
     */
    public void copyRow(int row, float[] destination) {
        System.arraycopy(values, row * stride, destination, 0, stride);
    }

    /**
     * Copies a row, widened.
     *
     * @param row in {@code [0, rows())}
     * @param destination of {@code schema().size()} values or more
     */
    public void copyRow(int row, double[] destination) {
        int from = row * stride;
        for (int column = 0; column < stride; column++) {
            destination[column] = values[from + column];
        }
    }

    /**
     * Copies some of the rows into a table of their own.
     *
     * @param chosen in {@code [0, rows())}, in any order
     * @return a frozen table of the same columns
     */
    public FeatureTable select(int[] chosen) {
        FeatureTable table = new FeatureTable(schema, chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * stride, table.values, i * stride, stride);
        }
        table.freeze();
        return table;
    }

    /**
     * Opens some of the columns for writing.
     *
     * @param firstColumn the first of them
     * @param columnCount how many
     * @return a writer whose column 0 is {@code firstColumn}
     * @throws IllegalStateException if the table is frozen
     */
    public Writer writer(int firstColumn, int columnCount) {
        if (frozen) {
            throw new IllegalStateException("feature table is frozen; only hydrators write");
        }
        if (firstColumn < 0 || columnCount < 0 || columnCount > stride - firstColumn) {
            throw new IndexOutOfBoundsException("%d columns from %d on are not within the table's %d columns"
                    .formatted(columnCount, firstColumn, stride));
        }
        return new Writer(firstColumn, columnCount);
    }

    /** Ends writing for good; whoever fills a table calls this before handing it on. */
    public void freeze() {
        frozen = true;
    }

    private int checkColumn(int column) {
        if (column < 0 || column >= stride) {
            throw new IndexOutOfBoundsException(
                    "column must be in [0, %d), was %d (schema \"%s\")".formatted(stride, column, schema.name()));
        }
        return column;
    }

    /**
     * Writes a range of columns, and nothing else. Closed by whoever opened it; a later write is refused.
     */
    public final class Writer implements AutoCloseable {
        private final int firstColumn;
        private final int columnCount;
        private boolean closed;

        private Writer(int firstColumn, int columnCount) {
            this.firstColumn = firstColumn;
            this.columnCount = columnCount;
        }

        /**
         * Returns the number of rows.
         *
         * @return the table's
         */
        public int rows() {
            return rows;
        }

        /**
         * Returns the number of columns that may be written.
         *
         * @return 0 or more
         */
        public int columns() {
            return columnCount;
        }

        /**
         * Sets one value.
         *
         * @param row in {@code [0, rows())}
         * @param column in {@code [0, columns())}, counted from the writer's own first column
         * @param value finite, or NaN for missing
         * @throws IllegalArgumentException if the value is infinite
         * @throws IllegalStateException if the writer is closed
         */
        public void set(int row, int column, float value) {
            checkOpen();
            if (column < 0 || column >= columnCount || row < 0 || row >= rows) {
                throw new IndexOutOfBoundsException("cell must be within %d rows x %d columns, was row %d, column %d"
                        .formatted(rows, columnCount, row, column));
            }
            checkNotInfinite(row, column, value);
            values[row * stride + firstColumn + column] = value;
        }

        /**
         * Sets all columns of a row.
         *
         * @param row in {@code [0, rows())}
         * @param rowValues at least {@link #columns} of them, each finite, or NaN for missing; the first ones are copied
         * @throws IllegalArgumentException if a value is infinite; the row is unchanged then
         * @throws IllegalStateException if the writer is closed
         */
        public void setRow(int row, float[] rowValues) {
            checkOpen();
            if (row < 0 || row >= rows || rowValues.length < columnCount) {
                throw new IndexOutOfBoundsException("%d values for row %d do not fit into %d rows x %d columns"
                        .formatted(rowValues.length, row, rows, columnCount));
            }
            boolean finite = true;
            for (int column = 0; column < columnCount; column++) {
                finite &= Math.abs(rowValues[column]) != Float.POSITIVE_INFINITY;
            }
            if (!finite) {
                for (int column = 0; column < columnCount; column++) {
                    checkNotInfinite(row, column, rowValues[column]);
                }
            }
            System.arraycopy(rowValues, 0, values, row * stride + firstColumn, columnCount);
        }

        private void checkNotInfinite(int row, int column, float value) {
            if (Float.isInfinite(value)) {
                throw new IllegalArgumentException(
                        "feature value must be finite, or NaN for missing, was %s (feature \"%s\", row %d)"
                                .formatted(
                                        value,
                                        schema.columns()
                                                .get(firstColumn + column)
                                                .name(),
                                        row));
            }
        }

        /**
         * Marks every value of these columns as missing.
         *
         * @throws IllegalStateException if the writer is closed
         */
        public void clear() {
            checkOpen();
            for (int row = 0; row < rows; row++) {
                int from = row * stride + firstColumn;
                Arrays.fill(values, from, from + columnCount, Float.NaN);
            }
        }

        private void checkOpen() {
            if (closed) {
                throw new IllegalStateException("feature writer is closed; write before the hydrator returns");
            }
        }

        /** Ends writing. */
        @Override
        public void close() {
            closed = true;
        }
    }
}
