package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distribution of every column in training, to compare later ones with. It is saved beside the model that was trained.
 *
 * <p>The population stability index of a column is the sum over its bins of (p - q) ln(p / q), p and q the shares of its
 * values in a bin now and in training. A column of numbers has up to {@value #BINS} bins between the quantiles of training;
 * equal quantiles are one. A column of categories has a bin a code and one for codes that training did not have. Missing
 * values have a bin of their own. A share below {@value #SMALLEST_SHARE} counts as that, so that an empty bin weighs much
 * but not infinitely.
 *
 * <p><b>Cost:</b> O(n log n) a column to make, O(n log {@value #BINS}) to compare. Small samples drift by chance: with n
 * rows now and many in training the index is about (bins - 1) / n. <b>Threads:</b> immutable.
 */
public final class DriftReference {

    /** The most bins that a column of numbers has, beside that of missing values. */
    public static final int BINS = 10;

    /** The smallest share that a bin counts as having. */
    public static final double SMALLEST_SHARE = 1e-4;

    /**
     * One column in training; a value is in the bin after the last edge that is not larger, a code in that of its own edge.
     *
     * @param name the column
     * @param categorical whether values are codes
     * @param edges growing
     * @param shares of the bins in training: one more than edges, and the missing values
     */
    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Column(String name, boolean categorical, float[] edges, double[] shares) {

        static Column of(FeatureColumn declared, float[] values) {
            float[] edges = declared.categorical() ? distinct(values) : quantiles(values);
            Column empty = new Column(declared.name(), declared.categorical(), edges, new double[edges.length + 2]);
            return new Column(declared.name(), declared.categorical(), edges, empty.shares(values));
        }

        /** Returns the share of each bin: those of the edges, one more (below the first edge, or another code), missing. */
        private double[] shares(float[] values) {
            int[] counts = new int[edges.length + 2];
            for (float value : values) {
                counts[bin(value)]++;
            }
            return Arrays.stream(counts)
                    .mapToDouble(count -> (double) count / values.length)
                    .toArray();
        }

        private int bin(float value) {
            if (Float.isNaN(value)) {
                return edges.length + 1;
            }
            int place = Arrays.binarySearch(edges, value);
            if (categorical) {
                return place < 0 ? edges.length : place;
            }
            return place < 0 ? -place - 1 : place + 1;
        }

        ColumnDrift compare(float[] values) {
            double[] now = shares(values);
            int missing = now.length - 1;
            return new ColumnDrift(name, index(shares, now), shares[missing], now[missing]);
        }
    }

    private final String view;
    private final String version;
    private final int rows;
    private final List<Column> columns;

    DriftReference(String view, String version, int rows, List<Column> columns) {
        this.view = view;
        this.version = version;
        this.rows = rows;
        this.columns = List.copyOf(columns);
    }

    /**
     * Learns the distributions.
     *
     * @param training one row or more
     * @return the reference
     * @throws IllegalArgumentException if there is no row
     */
    public static DriftReference of(FeatureTable training) {
        requireRows(training);
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < training.schema().size(); column++) {
            columns.add(Column.of(training.schema().columns().get(column), values(training, column)));
        }
        return new DriftReference(training.schema().name(), training.schema().version(), training.rows(), columns);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param file beside a model
     * @return the reference
     * @throws FeatureDataException if the file is damaged, or of another version
     * @throws IOException if it cannot be read
     */
    public static DriftReference load(Path file) throws IOException {
        return DriftFile.read(file);
    }

    /**
     * Writes one JSON file with a checksum, whole or not at all. It holds shares of bins and their edges, and no row.
     *
     * @param file such as {@code drift.json} in the model's folder; replaced when there is one
     * @throws IOException if it cannot be written; an earlier file is untouched
     */
    public void save(Path file) throws IOException {
        DriftFile.write(file, this);
    }

    /**
     * Returns the view whose columns these are.
     *
     * @return such as {@code connect}
     */
    public String view() {
        return view;
    }

    /**
     * Returns the version of that view in training.
     *
     * @return such as {@code 1}
     */
    public String version() {
        return version;
    }

    /**
     * Returns how many rows of training the distributions are of.
     *
     * @return one or more
     */
    public int rows() {
        return rows;
    }

    List<Column> columns() {
        return columns;
    }

    /**
     * Compares.
     *
     * @param now rows of the same view, one or more
     * @return one entry a column, in their order
     * @throws IllegalArgumentException if view, version or columns differ from those of training, or there is no row
     */
    public List<ColumnDrift> compare(FeatureTable now) {
        requireRows(now);
        requireSameView(now.schema());
        List<String> expected = columns.stream().map(Column::name).toList();
        List<String> present =
                now.schema().columns().stream().map(FeatureColumn::name).toList();
        if (!present.equals(expected)) {
            throw new IllegalArgumentException(
                    "columns must be those of training, %s, were %s; make the reference again with this view"
                            .formatted(expected, present));
        }
        List<ColumnDrift> drifts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            drifts.add(columns.get(i).compare(values(now, i)));
        }
        return List.copyOf(drifts);
    }

    /**
     * Checks that rows of a schema can be compared with those of training, by its name and its version.
     *
     * @param schema of a view
     * @throws IllegalArgumentException if they cannot
     */
    public void requireSameView(FeatureSchema schema) {
        if (!schema.name().equals(view) || !schema.version().equals(version)) {
            throw new IllegalArgumentException(
                    "view must be the one of training, \"%s\" %s, was \"%s\" %s; load the reference of this view's model"
                            .formatted(view, version, schema.name(), schema.version()));
        }
    }

    private static void requireRows(FeatureTable table) {
        if (table.rows() == 0) {
            throw new IllegalArgumentException("a distribution needs one row or more, had none (schema \"%s\")"
                    .formatted(table.schema().name()));
        }
    }

    private static double index(double[] before, double[] now) {
        double index = 0;
        for (int bin = 0; bin < before.length; bin++) {
            double q = Math.max(SMALLEST_SHARE, before[bin]);
            double p = Math.max(SMALLEST_SHARE, now[bin]);
            index += (p - q) * Math.log(p / q);
        }
        return index;
    }

    private static float[] values(FeatureTable table, int column) {
        float[] values = new float[table.rows()];
        for (int row = 0; row < values.length; row++) {
            // Adding 0 turns the negative zero into the positive one.
            values[row] = table.get(row, column) + 0f;
        }
        return values;
    }

    /** Returns the values at which bins begin, but for the first bin, which has no lower end. */
    private static float[] quantiles(float[] values) {
        float[] sorted = present(values);
        float[] edges = new float[BINS];
        int count = 0;
        for (int i = 1; i < BINS && sorted.length > 0; i++) {
            float edge = sorted[(int) ((long) i * sorted.length / BINS)];
            if (edge > sorted[0] && (count == 0 || edge > edges[count - 1])) {
                edges[count++] = edge;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    private static float[] distinct(float[] values) {
        float[] sorted = present(values);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] > sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    private static float[] present(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        // NaN is sorted to the end.
        int count = sorted.length;
        while (count > 0 && Float.isNaN(sorted[count - 1])) {
            count--;
        }
        return Arrays.copyOf(sorted, count);
    }
}
