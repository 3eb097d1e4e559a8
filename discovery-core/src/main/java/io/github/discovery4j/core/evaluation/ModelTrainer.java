package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;

/**
 * Trains a model for an experiment. A lambda adapts any model: {@code (train, seed) -> trainMine(train)::score}.
 *
 * <p>Where people are held out of training and shown to the model by a few interactions only, such a lambda is trained on
 * those interactions as well. A model that can score a new person without training is better served by {@link #foldingIn}.
 */
@FunctionalInterface
public interface ModelTrainer {

    /** Trains on one part, and scores people by what is known of them. */
    @FunctionalInterface
    interface FoldIn {

        /**
         * Trains.
         *
         * @param train what to learn from
         * @param histories training, and what people held out of it have shown since; the same object where nobody is
         * @param seed for whatever the model draws at random
         * @return the trained model, which scores each user by their history
         */
        ScoringModel train(Interactions train, Interactions histories, long seed);
    }

    /**
     * Trains.
     *
     * @param train what to learn from; its id maps also hold users and items that occur in the test only
     * @param seed for whatever the model draws at random
     * @return the trained model
     */
    ScoringModel train(Interactions train, long seed);

    /**
     * Trains for a split in which some people may be held out of training.
     *
     * @param train what to learn from
     * @param histories training, and what people held out of it have shown since
     * @param seed for whatever the model draws at random
     * @return the trained model; unless overridden, one trained on the histories
     */
    default ScoringModel train(Interactions train, Interactions histories, long seed) {
        return train(histories, seed);
    }

    /**
     * Adapts a model that scores a person it was not trained on by their history.
     *
     * @param foldIn for example {@code (train, histories, seed) -> new UserScorer(learn(train), histories)}
     * @return its trainer
     */
    static ModelTrainer foldingIn(FoldIn foldIn) {
        return new ModelTrainer() {
            @Override
            public ScoringModel train(Interactions train, long seed) {
                return foldIn.train(train, train, seed);
            }

            @Override
            public ScoringModel train(Interactions train, Interactions histories, long seed) {
                return foldIn.train(train, histories, seed);
            }
        };
    }
}
