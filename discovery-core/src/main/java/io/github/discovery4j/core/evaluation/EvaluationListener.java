package io.github.discovery4j.core.evaluation;

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
     * Tells of a step.
     *
     * @param progress where the experiment is
     */
    void onProgress(Progress progress);
}
