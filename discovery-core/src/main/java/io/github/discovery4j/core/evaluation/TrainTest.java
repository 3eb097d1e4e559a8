package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;

/**
 * What a model learns from and what it is judged by, over the same id maps.
 *
 * <p>Training is part of the histories, and the histories are part of what is masked. Often all three are the same.
 *
 * @param train the model learns from these
 * @param test the model is asked to find these
 * @param histories what may be known of people when items are ranked for them: training, and for people held out of it the
 *     few interactions that they have shown since
 * @param masked what is never ranked: the histories, and what is set aside to tune on
 */
public record TrainTest(Interactions train, Interactions test, Interactions histories, Interactions masked) {

    /**
     * Checks that ordinals mean the same in all.
     *
     * @throws IllegalArgumentException if the id maps differ
     */
    public TrainTest {
        requireSameMaps(train, test, "test");
        requireSameMaps(train, histories, "histories");
        requireSameMaps(train, masked, "masked");
    }

    /**
     * Holds a split in which training is all that is known and all that is masked.
     *
     * @param train the model sees these
     * @param test the model is asked to find these
     * @throws IllegalArgumentException if the id maps differ
     */
    public TrainTest(Interactions train, Interactions test) {
        this(train, test, train, train);
    }

    private static void requireSameMaps(Interactions train, Interactions part, String name) {
        if (!train.users().equals(part.users()) || !train.items().equals(part.items())) {
            throw new IllegalArgumentException("train and " + name + " must share their id maps, were " + train
                    + " and " + part + "; join separately read data with TrainTest.join");
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
