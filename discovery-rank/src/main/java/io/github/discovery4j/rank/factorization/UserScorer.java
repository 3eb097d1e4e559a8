package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.ScoringModel;

/**
 * Scores the catalogue for the users of a data set, by what they liked in it: what an evaluation asks for.
 *
 * <p>With it, a model is evaluated by {@code (train, seed) -> new UserScorer(trainer.train(train), train)}.
 * <b>Threads:</b> immutable, safe.
 */
public final class UserScorer implements ScoringModel {

    private final CatalogueModel model;
    private final PositiveRows byUser;

    /**
     * Creates a scorer.
     *
     * @param model the model
     * @param histories what users did, usually what the model was trained on; its items must be the model's
     * @throws IllegalArgumentException if the items differ
     */
    public UserScorer(CatalogueModel model, Interactions histories) {
        if (!model.items().equals(histories.items())) {
            throw new IllegalArgumentException(
                    "the histories' items must be those of the model, had %d and %d items in another order or with other"
                                    .formatted(
                                            histories.items().size(),
                                            model.items().size())
                            + " ids; bring the histories over with Interactions.over(users, model.items())");
        }
        this.model = model;
        this.byUser = PositiveRows.of(histories.byUser());
    }

    @Override
    public void score(int userOrdinal, double[] scores) {
        model.scoreAll(byUser.row(userOrdinal), scores);
    }
}
