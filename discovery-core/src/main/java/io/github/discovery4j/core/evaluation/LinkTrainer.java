package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;

/** Trains a model that says whom a person might be tied to. */
@FunctionalInterface
public interface LinkTrainer {

    /**
     * Trains.
     *
     * @param trainTies what may be known of who is tied to whom
     * @param interactions what people did with items, possibly nothing; people have the same ordinals as in the ties
     * @param seed for whatever the model draws at random
     * @return the trained model, which scores all people for one person
     */
    ScoringModel train(Ties trainTies, Interactions interactions, long seed);
}
