package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;

/**
 * Trains a model for an experiment. A lambda adapts any model: {@code (train, seed) -> trainMine(train)::score}.
 */
@FunctionalInterface
public interface ModelTrainer {

    /**
     * Trains.
     *
     * @param train what to learn from; its id maps also hold users and items that occur in the test only
     * @param seed for whatever the model draws at random
     * @return the trained model
     */
    ScoringModel train(Interactions train, long seed);
}
