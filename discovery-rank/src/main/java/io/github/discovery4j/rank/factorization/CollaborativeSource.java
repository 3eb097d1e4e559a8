package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;

/**
 * Finds what a model scores highest for the viewer's history: "people who liked what you liked".
 *
 * <p>Items of the history itself are left out. A viewer without a history that the model knows, or whose consent does
 * not allow its use, gets nothing here; {@link PopularitySource} has something for everyone.
 *
 * <p><b>Cost:</b> one pass over the catalogue; whether an item is admitted is asked only when it would enter the list.
 * <b>Determinism:</b> equal scores go to the smaller id. <b>Threads:</b> safe.
 */
public final class CollaborativeSource implements CandidateSource {

    private static final int DEADLINE_EVERY = 4096;

    private final Handle<? extends CatalogueModel> model;
    private final InteractionHistory history;

    private CollaborativeSource(Handle<? extends CatalogueModel> model, InteractionHistory history) {
        this.model = model;
        this.history = history;
    }

    /**
     * Creates a source.
     *
     * @param model pinned by each request, so that a newly trained one can be swapped in
     * @param history what viewers did
     * @return the source
     */
    public static CollaborativeSource over(Handle<? extends CatalogueModel> model, InteractionHistory history) {
        return new CollaborativeSource(model, history);
    }

    /** Reads the viewer and the candidates alone, and what all people share. */
    @Override
    public Reuse reuse() {
        return Reuse.UNTIL_CONCERNED_CHANGE;
    }

    @Override
    public CandidateList retrieve(RequestContext context, int limit) {
        CatalogueModel pinned = context.pin(model);
        int[] liked = history.liked(context.viewerId(), context.instant(), pinned.items());
        if (liked.length == 0 || context.deadline().expired()) {
            return CandidateList.empty();
        }
        double[] scores = new double[pinned.items().size()];
        pinned.scoreAll(liked, scores);
        for (int item : liked) {
            scores[item] = Double.NaN;
        }
        TopItems top = new TopItems(limit, pinned.items());
        for (int item = 0; item < scores.length; item++) {
            if (item % DEADLINE_EVERY == 0 && context.deadline().expired()) {
                break;
            }
            if (!Double.isNaN(scores[item])
                    && top.accepts(item, scores[item])
                    && context.admits(pinned.items().idOf(item))) {
                top.add(item, scores[item]);
            }
        }
        return top.drainTo(context.items());
    }
}
