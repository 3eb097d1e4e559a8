package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;

/**
 * Finds the most popular items that the request admits, the same for every viewer.
 *
 * <p>Items without any popularity are left out. <b>Cost:</b> walks down the list until enough are admitted.
 * <b>Determinism:</b> equal popularity goes to the smaller id. <b>Threads:</b> safe.
 */
public final class PopularitySource implements CandidateSource {

    private static final int DEADLINE_EVERY = 4096;

    private final Handle<PopularityModel> model;

    private PopularitySource(Handle<PopularityModel> model) {
        this.model = model;
    }

    /**
     * Creates a source.
     *
     * @param model pinned by each request, so that a newly counted one can be swapped in
     * @return the source
     */
    public static PopularitySource over(Handle<PopularityModel> model) {
        return new PopularitySource(model);
    }

    /** Reads the viewer and the candidates alone, and what all people share. */
    @Override
    public Reuse reuse() {
        return Reuse.UNTIL_CONCERNED_CHANGE;
    }

    @Override
    public CandidateList retrieve(RequestContext context, int limit) {
        PopularityModel pinned = context.pin(model);
        int size = pinned.items().size();
        CandidateList.Builder found = CandidateList.builder(context.items(), Math.min(limit, size));
        for (int rank = 0; rank < size && found.size() < limit; rank++) {
            int item = pinned.itemAt(rank);
            if (pinned.popularity(item) == 0
                    || (rank % DEADLINE_EVERY == 0 && context.deadline().expired())) {
                break;
            }
            String id = pinned.items().idOf(item);
            if (context.admits(id)) {
                found.add(id, (float) Math.min(pinned.popularity(item), Float.MAX_VALUE));
            }
        }
        return found.build();
    }
}
