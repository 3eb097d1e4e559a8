package io.github.discovery4j.core.evaluation;

import java.util.ArrayList;
import java.util.List;

/** A metric at a cutoff, bound to a split. */
record Measure(Metric metric, int k) {

    /** Every metric at every cutoff; those without a cutoff once. */
    static List<Measure> of(Protocol protocol, TrainTest split) {
        List<Integer> cutoffs = protocol.cutoffs();
        List<Measure> measures = new ArrayList<>();
        for (Metric metric : protocol.metrics()) {
            Metric bound = metric.forSplit(split);
            for (int k : bound.usesCutoff() ? cutoffs : cutoffs.subList(cutoffs.size() - 1, cutoffs.size())) {
                measures.add(new Measure(bound, k));
            }
        }
        return measures;
    }

    String key() {
        return metric.key(k);
    }

    boolean needsAllScores() {
        return metric instanceof ScoreMetric;
    }

    boolean isPerUser() {
        return metric instanceof PerUserMetric;
    }

    double of(UserScores scores) {
        return ((ScoreMetric) metric).valueFor(scores, k);
    }

    double of(RankedList list) {
        return ((PerUserMetric) metric).valueFor(list, k);
    }

    double of(Rankings rankings, String run) {
        double value = metric.value(rankings, k);
        if (!Double.isFinite(value)) {
            throw new IllegalStateException(
                    "a metric must be finite, was " + value + " (" + key() + ", " + run + "); correct its formula");
        }
        return value;
    }
}
