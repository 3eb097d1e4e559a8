package io.github.discovery4j.examples.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values that are drawn in proportion to their weights, by binary search in the running totals.
 *
 * <p><b>Cost:</b> O(n) to build, O(log n) a draw. <b>Threads:</b> safe; the stream drawn from is not.
 */
final class WeightedChoice<T> {

    /** The weight of a value at a position; 0 leaves the value out. */
    interface Weight<T> {
        double of(int position, T value);
    }

    private final List<T> values;
    private final double[] totals;

    private WeightedChoice(List<T> values, double[] totals) {
        this.values = values;
        this.totals = totals;
    }

    /**
     * Builds a choice.
     *
     * @throws IllegalArgumentException if no value has a weight above 0
     */
    static <T> WeightedChoice<T> of(List<T> values, Weight<? super T> weight) {
        List<T> kept = new ArrayList<>();
        double[] totals = new double[values.size()];
        double total = 0;
        for (int position = 0; position < values.size(); position++) {
            double w = weight.of(position, values.get(position));
            if (w > 0) {
                total += w;
                totals[kept.size()] = total;
                kept.add(values.get(position));
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("at least one of the weights must be above 0, was none of "
                    + values.size() + "; give every value that may be drawn a weight");
        }
        return new WeightedChoice<>(kept, Arrays.copyOf(totals, kept.size()));
    }

    /** The popularity of the value at a position, the most popular at 0: Zipf's law with a flattened head. */
    static double zipf(int position) {
        return 1.0 / (position + 5);
    }

    T draw(Draws draws) {
        double point = draws.uniform() * totals[totals.length - 1];
        int found = Arrays.binarySearch(totals, point);
        // A value owns the points from the total before it up to and without its own.
        return values.get(found >= 0 ? found + 1 : -found - 1);
    }
}
