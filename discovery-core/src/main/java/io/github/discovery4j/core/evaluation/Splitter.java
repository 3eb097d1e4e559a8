package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;

/**
 * Divides interactions into training and test.
 *
 * <p>Laws: every interaction lands in at most one part; the parts keep the id maps and the order of the interactions; the
 * same interactions and seed give the same parts on any machine and with any number of threads. <b>Threads:</b> safe.
 */
@FunctionalInterface
public interface Splitter {

    /**
     * Divides.
     *
     * @param interactions what there is
     * @param seed chooses among the possible divisions
     * @return the parts
     */
    TrainTest split(Interactions interactions, long seed);

    /**
     * Says how it divides, in a phrase for reports.
     *
     * @return for example "per-user random, 75 % train"
     */
    default String description() {
        return "custom split";
    }
}
