package io.github.discovery4j.core.evaluation;

/**
 * A number that says how good a model's lists are, cut at k.
 *
 * <p>Laws: the value depends on the rankings, the split and k alone, and sums run in the order of the lists, so that it is
 * the same to the last bit however the lists were computed. <b>Threads:</b> safe.
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

    /**
     * Takes from a split what the metric needs to know of it, such as how popular items are. Called once a split.
     *
     * @param split what the lists are made on
     * @return the metric to use for it; itself unless overridden
     * @throws IllegalArgumentException if the metric was made for other users or items
     */
    default Metric forSplit(TrainTest split) {
        return this;
    }

    /** {@return whether lists are cut for it; else it is measured once, and its key in reports has no cutoff} */
    default boolean usesCutoff() {
        return true;
    }

    /**
     * Names the metric at a cutoff.
     *
     * @param k at least 1
     * @return for example {@code ndcg@10}, or {@code auc} for a metric without a cutoff
     */
    default String key(int k) {
        return usesCutoff() ? name() + "@" + k : name();
    }
}
