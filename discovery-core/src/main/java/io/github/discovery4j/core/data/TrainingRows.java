package io.github.discovery4j.core.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled rows to train a ranker on, whatever trains it.
 *
 * <p><b>Shapes:</b> n rows x d features. <b>Threads:</b> immutable, given that nobody writes to its arrays any more; they are
 * not copied.
 */
public final class TrainingRows {

    private final List<String> features;
    private final double[] values;
    private final float[] labels;
    private final int[] queries;

    private TrainingRows(List<String> features, double[] values, float[] labels, int[] queries) {
        this.features = List.copyOf(features);
        this.values = values;
        this.labels = labels;
        this.queries = queries;
        if (values.length != (long) labels.length * features.size()) {
            throw new IllegalArgumentException("%d rows of %d features must have %d values, had %d"
                    .formatted(labels.length, features.size(), (long) labels.length * features.size(), values.length));
        }
        for (int row = 0; row < labels.length; row++) {
            if (!Float.isFinite(labels[row])) {
                throw new IllegalArgumentException(
                        "label must be finite, was %s in row %d; leave the row out".formatted(labels[row], row));
            }
        }
        long sum = 0;
        for (int size : queries) {
            if (size < 1) {
                throw new IllegalArgumentException("a query must have 1 row or more, one had %d".formatted(size));
            }
            sum += size;
        }
        if (queries.length > 0 && sum != labels.length) {
            throw new IllegalArgumentException(
                    "queries must have all rows between them, had %d of %d".formatted(sum, labels.length));
        }
    }

    /**
     * Rows that stand for themselves.
     *
     * @param features names, in order
     * @param values row after row, NaN for a missing value
     * @param labels one a row, finite
     * @return the rows
     * @throws IllegalArgumentException if the numbers of values and labels do not fit, or a label is not finite
     */
    public static TrainingRows of(List<String> features, double[] values, float[] labels) {
        return new TrainingRows(features, values, labels, new int[0]);
    }

    /**
     * Rows that are ranked within queries, such as one person's candidates at one moment.
     *
     * @param features names, in order
     * @param values row after row, NaN for a missing value
     * @param labels how relevant each row is: 0, 1, 2 …
     * @param queries how many rows each query has; the rows of one follow each other
     * @return the rows
     * @throws IllegalArgumentException if the numbers of values, labels and queries do not fit, or a label is not finite
     */
    public static TrainingRows ofQueries(List<String> features, double[] values, float[] labels, int[] queries) {
        if (queries.length == 0) {
            throw new IllegalArgumentException("there must be 1 query or more; use TrainingRows.of for rows without");
        }
        return new TrainingRows(features, values, labels, queries);
    }

    /**
     * Rows of a file for learning to rank, their queries kept. Features are called {@code Column_0}, {@code Column_1} …, as
     * LightGBM calls those without a name; what a row does not name is 0.
     *
     * @param data one row or more
     * @param features how many, from 0 on; those beyond are left out
     * @return the rows, dense
     * @throws IllegalArgumentException if there is no row or no feature, or they would not fit into an array
     */
    public static TrainingRows of(RankingData data, int features) {
        if (data.rowCount() == 0 || features < 1 || (long) data.rowCount() * features > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "rows and features must be 1 or more, and fewer than 2^31 values, were %d and %d"
                            .formatted(data.rowCount(), features));
        }
        float[] labels = new float[data.rowCount()];
        double[] values = new double[labels.length * features];
        double[] row = new double[features];
        for (int r = 0; r < labels.length; r++) {
            labels[r] = (float) data.label(r);
            data.copyRow(r, row);
            System.arraycopy(row, 0, values, r * features, features);
        }
        int[] queries = IntStream.range(0, data.queryCount())
                .map(query -> data.queryEnd(query) - data.queryStart(query))
                .toArray();
        List<String> names =
                IntStream.range(0, features).mapToObj(i -> "Column_" + i).toList();
        return ofQueries(names, values, labels, queries);
    }

    /** {@return the names of the features} */
    public List<String> features() {
        return features;
    }

    /** {@return how many rows there are} */
    public int rows() {
        return labels.length;
    }

    /** {@return the values, row after row, NaN for a missing one; the array itself, not to be written to} */
    public double[] values() {
        return values;
    }

    /** {@return the labels, one a row; the array itself, not to be written to} */
    public float[] labels() {
        return labels;
    }

    /** {@return how many rows each query has, empty for rows that stand for themselves; the array itself, not to be written to} */
    public int[] queries() {
        return queries;
    }
}
