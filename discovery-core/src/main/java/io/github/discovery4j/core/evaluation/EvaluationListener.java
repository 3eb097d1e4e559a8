package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.observe.Meters;
import java.util.Map;

/** Is told how an experiment proceeds, on the thread that runs it. */
@FunctionalInterface
public interface EvaluationListener {

    /** Ignores progress. */
    EvaluationListener NONE = progress -> {};

    /** What is about to be done. */
    enum Phase {
        /** A model is about to be trained. */
        TRAINING,
        /** A trained model is about to score all users. */
        SCORING,
        /** A model was trained and scored. */
        DONE
    }

    /**
     * A step of an experiment.
     *
     * @param model the model's name
     * @param seed the seed of the run
     * @param phase what is about to be done
     * @param runsDone how many runs, of one model with one seed each, are complete
     * @param runsTotal how many there are
     */
    record Progress(String model, long seed, Phase phase, int runsDone, int runsTotal) {}

    /**
     * What one run of a model with one seed gave.
     *
     * @param model the model's name
     * @param seed the seed of the run
     * @param trainingSeconds how long it was trained
     * @param metrics value by metric and cutoff, such as {@code ndcg@10}
     */
    record Run(String model, long seed, double trainingSeconds, Map<String, Double> metrics) {

        /** Copies the metrics. */
        public Run {
            metrics = Map.copyOf(metrics);
        }
    }

    /**
     * Reports each run's training time and nDCG; a model's gauge holds its last run.
     *
     * @param meters gets the figures
     * @return a listener that does nothing else
     */
    static EvaluationListener reportingTo(MeterSink meters) {
        return new EvaluationListener() {
            @Override
            public void onProgress(Progress progress) {}

            @Override
            public void onRun(Run run) {
                meters.record(Meters.TRAIN_DURATION, run.trainingSeconds(), run.model());
                run.metrics().forEach((metric, value) -> {
                    if (metric.startsWith("ndcg@")) {
                        int k = Integer.parseInt(metric.substring("ndcg@".length()));
                        meters.record(Meters.offlineNdcg(k), value, run.model());
                    }
                });
            }
        };
    }

    /**
     * Tells what a run gave, when it is done.
     *
     * @param run one model with one seed
     */
    default void onRun(Run run) {}

    /**
     * Tells of a step.
     *
     * @param progress where the experiment is
     */
    void onProgress(Progress progress);
}
