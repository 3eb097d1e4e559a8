package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;

/**
 * What a model learns from and what it is judged by, over the same id maps.
 *
 * @param train the model sees these
 * @param test the model is asked to find these
 */
public record TrainTest(Interactions train, Interactions test) {

    /**
     * Checks that ordinals mean the same in both.
     *
     * @throws IllegalArgumentException if the id maps differ
     */
    public TrainTest {
        if (!train.users().equals(test.users()) || !train.items().equals(test.items())) {
            throw new IllegalArgumentException("train and test must share their id maps, were " + train + " and " + test
                    + "; join separately read data with TrainTest.join");
        }
    }

    /**
     * Joins data that was read separately, such as a training and a test file: the ids of both, the training data's first.
     *
     * @param train the model sees these
     * @param test the model is asked to find these
     * @return both over joint id maps
     */
    public static TrainTest join(Interactions train, Interactions test) {
        IdMap users = train.users().plus(test.users());
        IdMap items = train.items().plus(test.items());
        return new TrainTest(train.over(users, items), test.over(users, items));
    }
}
