package io.github.discovery4j.core.evaluation;

import java.util.function.Function;

/** A metric that is computed for each user and averaged over them, every user counting the same. */
public interface PerUserMetric extends Metric {

    /** The value of one user's list. */
    @FunctionalInterface
    interface Formula {

        /**
         * Computes the value.
         *
         * @param list the user's list
         * @param k at least 1; the list may be shorter
         * @return a finite number
         */
        double of(RankedList list, int k);
    }

    /**
     * Makes a metric of a formula.
     *
     * @param name the name in reports
     * @param formula the value for one user
     * @return the metric
     */
    static PerUserMetric of(String name, Formula formula) {
        return new PerUserMetric() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double valueFor(RankedList list, int k) {
                return formula.of(list, k);
            }
        };
    }

    /**
     * Makes a metric whose formula depends on the split, for example on how popular items are in training.
     *
     * @param name the name in reports
     * @param formulas makes the formula for a split
     * @return the metric; it has values only after {@link #forSplit}, which an evaluator calls
     */
    static PerUserMetric ofSplit(String name, Function<TrainTest, Formula> formulas) {
        return new PerUserMetric() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public PerUserMetric forSplit(TrainTest split) {
                return of(name, formulas.apply(split));
            }

            @Override
            public double valueFor(RankedList list, int k) {
                throw new IllegalStateException(
                        "the metric must know the split (" + name + "); call forSplit, or run it in an Evaluator");
            }
        };
    }

    /**
     * Computes the value of one user's list.
     *
     * @param list the user's list
     * @param k at least 1; the list may be shorter
     * @return a finite number
     */
    double valueFor(RankedList list, int k);

    @Override
    default double value(Rankings rankings, int k) {
        double sum = 0;
        for (RankedList list : rankings.lists()) {
            sum += valueFor(list, k);
        }
        return sum / rankings.lists().size();
    }

    @Override
    default PerUserMetric forSplit(TrainTest split) {
        return this;
    }
}
