package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.IdSpace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Keeps the best people of a stream; of equal scores the smaller id is the better. Belongs to one thread. */
final class TopPeople {

    private record Found(int person, double score) {}

    private final IdMap ids;
    private final int limit;
    private final Comparator<Found> worstFirst;
    private final PriorityQueue<Found> kept;

    TopPeople(int limit, IdMap ids) {
        this.ids = ids;
        this.limit = limit;
        this.worstFirst = Comparator.comparingDouble(Found::score)
                .thenComparing(found -> ids.idOf(found.person()), IdOrder.CODE_POINTS.reversed());
        this.kept = new PriorityQueue<>(worstFirst);
    }

    /** Whether {@link #add} would keep the person. */
    boolean accepts(int person, double score) {
        Found worst = kept.peek();
        return worst == null
                || kept.size() < limit
                || score > worst.score()
                || (score == worst.score() && worstFirst.compare(new Found(person, score), worst) > 0);
    }

    /** Adds a person who is {@linkplain #accepts accepted}. */
    void add(int person, double score) {
        if (kept.size() == limit) {
            kept.poll();
        }
        kept.add(new Found(person, score));
    }

    /** Empties it, best first. */
    CandidateList drainTo(IdSpace space) {
        Found[] best = kept.toArray(Found[]::new);
        Arrays.sort(best, worstFirst.reversed());
        CandidateList.Builder list = CandidateList.builder(space, best.length);
        for (Found found : best) {
            list.add(ids.idOf(found.person()), (float) found.score());
        }
        return list.build();
    }
}
