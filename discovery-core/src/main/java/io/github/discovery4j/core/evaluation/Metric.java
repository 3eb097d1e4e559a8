package io.github.discovery4j.core.evaluation;

/**
 * A number that says how good a model's lists are, cut at k.
 *
 * <p>Laws: the value depends on the rankings and k alone, and sums run in the order of the lists, so that it is the same
 * to the last bit however the lists were computed. <b>Threads:</b> safe.
 */
public interface Metric {

    /** {@return the name in reports, for example {@code ndcg}; lower-case letters, digits and underscores} */
    String name();

    /**
     * Computes the value.
     *
     * @param rankings a model's lists, at least one
     * @param k at least 1
     * @return a finite number
     */
    double value(Rankings rankings, int k);
}
