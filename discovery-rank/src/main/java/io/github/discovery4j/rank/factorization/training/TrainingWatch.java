package io.github.discovery4j.rank.factorization.training;

import java.util.Optional;

/** Keeps how far a training is, hears of it, and can stop it. */
public interface TrainingWatch {

    /** Keeps nothing and stops nothing. */
    TrainingWatch NONE = new TrainingWatch() {};

    /**
     * Returns what was kept last by a training that was cut off.
     *
     * @return empty to begin at the beginning
     */
    default Optional<String> checkpoint() {
        return Optional.empty();
    }

    /**
     * Keeps how far the training is.
     *
     * @param progress names no person
     */
    default void checkpoint(String progress) {}

    /** Is asked now and then; throws if the training is to end. */
    default void throwIfStopped() {}

    /**
     * Hears what is done now.
     *
     * @param step in words
     */
    default void onStep(String step) {}

    /**
     * Hears the outcome of a trial.
     *
     * @param number from 1 on
     * @param of how many there are
     * @param trial what came out
     */
    default void onTrial(int number, int of, Trial trial) {}
}
