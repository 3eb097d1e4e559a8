package io.github.discovery4j.explain.attribution;

import java.util.Arrays;
import java.util.Optional;

/**
 * What each feature added to the scores of a slate's items, however the ranker is put together.
 *
 * <p>For every item the contributions of all columns and {@link #baseline} sum to {@link #margin}: the score itself, but where a
 * ranker transforms or fuses it. There, what is explained is the margin in the viewer's direction; {@link Attribution} says of
 * each kind of ranker what its contributions are.
 *
 * <p><b>Shapes:</b> k items, in the order asked for, x d columns of the feature table. <b>Units:</b> the score's.
 * <b>Threads:</b> immutable.
 */
public final class SlateContributions {

    private final int columns;
    private final double[] values;
    private final double[] errors;
    private final double[] baselines;
    private final double[] weights;
    private final Optional<SlateContributions> backward;

    private SlateContributions(
            int columns,
            double[] values,
            double[] errors,
            double[] baselines,
            double[] weights,
            Optional<SlateContributions> backward) {
        this.columns = columns;
        this.values = values;
        this.errors = errors;
        this.baselines = baselines;
        this.weights = weights;
        this.backward = backward;
    }

    /** {@return how many items there are} */
    public int size() {
        return baselines.length;
    }

    /** {@return how many columns the feature table has} */
    public int columns() {
        return columns;
    }

    /**
     * Returns what a feature added to an item's score.
     *
     * @param position of the item, in {@code [0, size())}
     * @param column of the table
     * @return finite; 0 for a column that the ranker does not read
     */
    public double contribution(int position, int column) {
        return values[position * columns + column];
    }

    /**
     * Returns how far a sampled contribution may lie from the true one.
     *
     * @param position of the item
     * @param column of the table
     * @return half the width of its 95 % confidence interval; 0 where contributions are exact
     */
    public double error(int position, int column) {
        return errors.length == 0 ? 0 : errors[position * columns + column];
    }

    /** {@return whether all contributions are exact, none sampled} */
    public boolean exact() {
        return errors.length == 0;
    }

    /**
     * Copies an item's contributions.
     *
     * @param position of the item
     * @param destination one place a column, or more
     */
    public void copyRow(int position, double[] destination) {
        System.arraycopy(values, position * columns, destination, 0, columns);
    }

    /**
     * Returns what an item's contributions are relative to.
     *
     * @param position of the item
     * @return finite
     */
    public double baseline(int position) {
        return baselines[position];
    }

    /**
     * Returns what is explained of an item: its baseline and all its contributions.
     *
     * @param position of the item
     * @return finite
     */
    public double margin(int position) {
        double sum = baselines[position];
        for (int column = 0; column < columns; column++) {
            sum += contribution(position, column);
        }
        return sum;
    }

    /**
     * Returns which way a feature works.
     *
     * @param column of the table
     * @return its weight where every part that reads it is linear, 0 if none does; NaN where it may raise a score or lower it,
     *     as in trees
     */
    public double weight(int column) {
        return weights[column];
    }

    /**
     * Returns what was added in the candidate's direction, where a ranker fuses both: what each candidate would see in the
     * viewer, on a margin of its own. For an operator's eyes: it is made of the candidates' private preferences.
     *
     * @return empty for a ranker of one direction
     */
    public Optional<SlateContributions> backward() {
        return backward;
    }

    /** Collects the parts of a ranker; belongs to one thread. */
    static final class Builder {

        private final int columns;
        private final double[] values;
        private final double[] baselines;
        private final double[] weights;
        private double[] variances = new double[0];
        private Optional<SlateContributions> backward = Optional.empty();

        Builder(int size, int columns) {
            this.columns = columns;
            this.values = new double[Math.multiplyExact(size, columns)];
            this.baselines = new double[size];
            this.weights = new double[columns];
        }

        int columns() {
            return columns;
        }

        void add(int position, int column, double contribution) {
            values[position * columns + column] += contribution;
        }

        void addBaseline(int position, double baseline) {
            baselines[position] += baseline;
        }

        /** Adds a linear part's weight, or NaN for a part in which the column has no single direction. */
        void addWeight(int column, double weight) {
            weights[column] += weight;
        }

        /** Says of every column that is read that it may work either way: items were scored by different parts. */
        void forgetDirections() {
            for (int column = 0; column < columns; column++) {
                weights[column] = weights[column] == 0 ? 0 : Double.NaN;
            }
        }

        /** Adds the square of a sampled contribution's error; those of independent parts add up. */
        void addVariance(int position, int column, double squaredError) {
            if (variances.length == 0) {
                variances = new double[values.length];
            }
            variances[position * columns + column] += squaredError;
        }

        void backward(SlateContributions contributions) {
            backward = Optional.of(contributions);
        }

        SlateContributions build() {
            double[] errors = Arrays.stream(variances).map(Math::sqrt).toArray();
            return new SlateContributions(columns, values, errors, baselines, weights, backward);
        }
    }
}
