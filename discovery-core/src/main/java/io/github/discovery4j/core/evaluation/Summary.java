package io.github.discovery4j.core.evaluation;

import java.util.List;

/**
 * A metric over the seeds of an experiment.
 *
 * @param mean the arithmetic mean
 * @param sd the sample standard deviation, divisor n - 1; 0 for a single seed, which shows no spread
 * @param values one a seed, in the order of the seeds
 */
public record Summary(double mean, double sd, List<Double> values) {

    /** Copies the list. */
    public Summary {
        values = List.copyOf(values);
    }

    /**
     * Summarises values.
     *
     * @param values at least one, finite
     * @return their summary
     */
    public static Summary of(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.size();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double sd = values.size() == 1 ? 0 : Math.sqrt(squares / (values.size() - 1));
        return new Summary(mean, sd, values);
    }
}
