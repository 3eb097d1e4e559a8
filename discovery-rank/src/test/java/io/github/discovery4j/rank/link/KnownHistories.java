package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Who is tied to whom and likes what, as a host keeps it; asks no consent of its own, so that the finder's is seen. */
final class KnownHistories {

    private final Map<String, Collection<String>> ties = new ConcurrentHashMap<>();
    private final Map<String, Collection<String>> likes = new ConcurrentHashMap<>();
    private final ConsentView consent;

    KnownHistories(Ties known, Interactions liked, ConsentView consent) {
        this.consent = consent;
        for (int i = 0; i < known.size(); i++) {
            String from = known.users().idOf(known.fromOrdinal(i));
            String to = known.users().idOf(known.toOrdinal(i));
            tie(from, to);
            tie(to, from);
        }
        SparseRows byUser = liked.byUser();
        for (int user = 0; user < byUser.rowCount(); user++) {
            for (int entry = byUser.start(user); entry < byUser.end(user); entry++) {
                like(liked.users().idOf(user), liked.items().idOf(byUser.column(entry)));
            }
        }
    }

    void tie(String person, String... others) {
        ties.computeIfAbsent(person, id -> new TreeSet<>()).addAll(List.of(others));
    }

    void like(String person, String... items) {
        likes.computeIfAbsent(person, id -> new TreeSet<>()).addAll(List.of(items));
    }

    int[] ties(String person, IdMap known) {
        return ordinals(ties, person, known);
    }

    int[] likes(String person, IdMap known) {
        return ordinals(likes, person, known);
    }

    private static int[] ordinals(Map<String, Collection<String>> of, String person, IdMap known) {
        return of.getOrDefault(person, List.of()).stream()
                .mapToInt(known::ordinalOf)
                .filter(ordinal -> ordinal != IdMap.ABSENT)
                .sorted()
                .toArray();
    }

    PeopleFinder.Builder finder(Handle<? extends PeopleModel> handle) {
        return PeopleFinder.over(handle, consent)
                .ties(SignalGroup.SOCIAL_GRAPH, (person, asOf, known) -> ties(person, known))
                .likes(SignalGroup.BEHAVIOUR, (person, asOf, known) -> likes(person, known));
    }
}
