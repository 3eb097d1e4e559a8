package io.github.discovery4j.core.data;

import java.util.Arrays;

/**
 * Labelled rows of features, grouped into queries: what learning to rank learns from.
 *
 * <p>Rows are sparse: a feature that a row does not name is 0, one that is missing is named and NaN. Rows of one query follow each other; query q has the rows
 * {@code queryStart(q)} to {@code queryEnd(q) - 1}. Within a row feature numbers ascend.
 *
 * <p><b>Shapes:</b> rows x {@link #featureCount}. Feature numbers are the source's own: a file that counts from 1 has no
 * feature 0, and its first column is empty, as LightGBM reads it too. <b>Units:</b> values are float64, finite or NaN, as in
 * the text, so that other software's predictions can be reproduced exactly; labels are finite, usually 0, 1, 2 … for how
 * relevant a row is. <b>Cost:</b> 12 bytes a value. <b>Threads:</b> immutable, safe to share.
 */
public final class RankingData {

    private final double[] labels;
    private final int[] rowStarts;
    private final int[] features;
    private final double[] values;
    private final int[] queryStarts;
    private final int featureCount;

    private RankingData(double[] labels, int[] rowStarts, int[] features, double[] values, int[] queryStarts) {
        this.labels = labels;
        this.rowStarts = rowStarts;
        this.features = features;
        this.values = values;
        this.queryStarts = queryStarts;
        this.featureCount = Arrays.stream(features).max().orElse(-1) + 1;
    }

    /** {@return a builder of no rows yet} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many rows there are} */
    public int rowCount() {
        return labels.length;
    }

    /** {@return how many queries there are} */
    public int queryCount() {
        return queryStarts.length - 1;
    }

    /** {@return the greatest feature number of all rows, and one more} */
    public int featureCount() {
        return featureCount;
    }

    /** {@return how many values all rows name} */
    public int valueCount() {
        return values.length;
    }

    /**
     * Returns how relevant a row is.
     *
     * @param row in [0, rowCount)
     * @return finite
     */
    public double label(int row) {
        return labels[row];
    }

    /**
     * Returns where a query begins.
     *
     * @param query in [0, queryCount)
     * @return its first row
     */
    public int queryStart(int query) {
        return queryStarts[query];
    }

    /**
     * Returns where a query ends.
     *
     * @param query in [0, queryCount)
     * @return one past its last row
     */
    public int queryEnd(int query) {
        return queryStarts[query + 1];
    }

    /**
     * Returns where a row's values begin.
     *
     * @param row in [0, rowCount)
     * @return its first entry, for {@link #feature} and {@link #value}
     */
    public int start(int row) {
        return rowStarts[row];
    }

    /**
     * Returns where a row's values end.
     *
     * @param row in [0, rowCount)
     * @return one past its last entry
     */
    public int end(int row) {
        return rowStarts[row + 1];
    }

    /**
     * Returns which feature an entry is of; within a row they ascend.
     *
     * @param entry in [0, valueCount)
     * @return in [0, featureCount)
     */
    public int feature(int entry) {
        return features[entry];
    }

    /**
     * Returns the value of an entry.
     *
     * @param entry in [0, valueCount)
     * @return finite, possibly 0, or NaN for a missing value
     */
    public double value(int entry) {
        return values[entry];
    }

    /**
     * Writes a row out, zeros included.
     *
     * @param row in [0, rowCount)
     * @param into is overwritten; features beyond its length are left out, as a model that knows fewer would
     */
    public void copyRow(int row, double[] into) {
        Arrays.fill(into, 0);
        for (int entry = start(row); entry < end(row) && features[entry] < into.length; entry++) {
            into[features[entry]] = values[entry];
        }
    }

    /** Tells the counts only. */
    @Override
    public String toString() {
        return "RankingData[" + rowCount() + " rows of " + queryCount() + " queries, " + featureCount() + " features]";
    }

    /**
     * Collects rows: {@link #query}, then {@link #row} and its {@link #value}s, and so on.
     *
     * <p><b>Threads:</b> one.
     */
    public static final class Builder {

        private final LongColumn labels = new LongColumn();
        private final IntColumn rowStarts = new IntColumn();
        private final IntColumn features = new IntColumn();
        private final LongColumn values = new LongColumn();
        private final IntColumn queryStarts = new IntColumn();
        private int lastFeature = -1;

        private Builder() {}

        /**
         * Starts a query: the rows that follow are its own.
         *
         * @return this
         * @throws IllegalStateException if the query before has no row
         */
        public Builder query() {
            requireRow();
            queryStarts.add(labels.size());
            return this;
        }

        /**
         * Starts a row.
         *
         * @param label finite
         * @return this
         * @throws IllegalArgumentException if the label is not finite
         * @throws IllegalStateException if no query was started
         */
        public Builder row(double label) {
            if (!Double.isFinite(label)) {
                throw new IllegalArgumentException(
                        "label must be finite, was " + label + " (row " + labels.size() + "); leave the row out");
            }
            if (queryStarts.size() == 0) {
                throw new IllegalStateException("a row must belong to a query, none was started; call query() first");
            }
            rowStarts.add(features.size());
            labels.add(Double.doubleToRawLongBits(label));
            lastFeature = -1;
            return this;
        }

        /**
         * Adds a value to the row.
         *
         * @param feature 0 or more, greater than the row's feature before
         * @param value finite, or NaN for a missing one
         * @return this
         * @throws IllegalArgumentException if the value is infinite or the feature does not ascend
         * @throws IllegalStateException if no row was started
         */
        public Builder value(int feature, double value) {
            if (labels.size() == 0) {
                throw new IllegalStateException(
                        "a value must belong to a row, none was started; call row(label) first");
            }
            if (feature <= lastFeature) {
                throw new IllegalArgumentException("features of a row must be 0 or more and ascend, " + feature
                        + " came after " + lastFeature + " (row " + (labels.size() - 1) + "); sort them");
            }
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("value must be finite, or NaN for a missing one, was " + value
                        + " (row " + (labels.size() - 1) + ", feature " + feature + "); leave the feature out");
            }
            lastFeature = feature;
            features.add(feature);
            values.add(Double.doubleToRawLongBits(value));
            return this;
        }

        int rows() {
            return labels.size();
        }

        /**
         * Finishes.
         *
         * @return the rows, possibly none
         * @throws IllegalStateException if the last query has no row
         */
        public RankingData build() {
            return build(queryStarts);
        }

        /** Finishes with queries that start elsewhere than where {@link #query} was called. */
        RankingData build(IntColumn starts) {
            requireRow();
            return new RankingData(
                    doubles(labels),
                    closed(rowStarts, features.size()),
                    ints(features, features.size()),
                    doubles(values),
                    closed(starts, labels.size()));
        }

        private void requireRow() {
            int queries = queryStarts.size();
            if (queries > 0 && queryStarts.get(queries - 1) == labels.size()) {
                throw new IllegalStateException(
                        "a query must have at least one row, query " + (queries - 1) + " has none; leave it out");
            }
        }

        private static double[] doubles(LongColumn column) {
            double[] values = new double[column.size()];
            Arrays.setAll(values, i -> Double.longBitsToDouble(column.get(i)));
            return values;
        }

        private static int[] ints(IntColumn column, int length) {
            int[] values = new int[length];
            for (int i = 0; i < column.size(); i++) {
                values[i] = column.get(i);
            }
            return values;
        }

        private static int[] closed(IntColumn starts, int end) {
            int[] closed = ints(starts, starts.size() + 1);
            closed[starts.size()] = end;
            return closed;
        }
    }
}
