package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the neighbours of what the viewer liked last: "because you liked Solaris".
 *
 * <p>A candidate's score is the sum over those items of how near it is to each. Items of the history are left out. It differs
 * from {@link CollaborativeSource} in that an old habit of many items does not drown what began yesterday. A viewer without a
 * history that the neighbours know, or whose consent does not allow its use, gets nothing here.
 *
 * <p><b>Cost:</b> the neighbours of {@value #RECENT} items. <b>Determinism:</b> equal scores go to the smaller id.
 * <b>Threads:</b> safe.
 */
public final class SimilarItemsSource implements CandidateSource {

    /** Of how many items, the latest, the neighbours are taken. */
    public static final int RECENT = 10;

    private final Handle<ItemNeighbours> neighbours;
    private final InteractionHistory history;

    private SimilarItemsSource(Handle<ItemNeighbours> neighbours, InteractionHistory history) {
        this.neighbours = neighbours;
        this.history = history;
    }

    /**
     * Creates a source.
     *
     * @param neighbours pinned by each request
     * @param history what viewers did
     * @return the source
     */
    public static SimilarItemsSource over(Handle<ItemNeighbours> neighbours, InteractionHistory history) {
        return new SimilarItemsSource(neighbours, history);
    }

    /** Reads the viewer and the candidates alone, and what all people share. */
    @Override
    public Reuse reuse() {
        return Reuse.UNTIL_CONCERNED_CHANGE;
    }

    @Override
    public CandidateList retrieve(RequestContext context, int limit) {
        ItemNeighbours pinned = context.pin(neighbours);
        IdMap items = pinned.items();
        int[] recent = history.likedLast(context.viewerId(), context.instant(), items, RECENT);
        if (recent.length == 0 || context.deadline().expired()) {
            return CandidateList.empty();
        }
        double[] sums = new double[items.size()];
        for (int item : recent) {
            pinned.addTo(item, sums);
        }
        for (int item : history.liked(context.viewerId(), context.instant(), items)) {
            sums[item] = 0;
        }
        TopItems top = new TopItems(limit, items);
        for (int item = 0; item < sums.length; item++) {
            if (sums[item] > 0 && top.accepts(item, sums[item]) && context.admits(items.idOf(item))) {
                top.add(item, sums[item]);
            }
        }
        return top.drainTo(context.items());
    }

    /**
     * Tells which items of the viewer's history lead to an item, for a reason.
     *
     * @param context of the request, for its viewer, moment and version
     * @param itemId any
     * @param count how many at most, 0 or more
     * @return ids of items that the viewer liked and whose neighbour the item is, nearest first; possibly none
     */
    public List<String> because(RequestContext context, String itemId, int count) {
        ItemNeighbours pinned = context.pin(neighbours);
        int item = pinned.items().ordinalOf(itemId);
        if (item == IdMap.ABSENT) {
            return List.of();
        }
        return Arrays.stream(history.likedLast(context.viewerId(), context.instant(), pinned.items(), RECENT))
                .filter(liked -> pinned.score(liked, item) > 0)
                .boxed()
                .sorted(Comparator.comparing((Integer liked) -> -pinned.score(liked, item)))
                .limit(count)
                .map(pinned.items()::idOf)
                .toList();
    }
}
