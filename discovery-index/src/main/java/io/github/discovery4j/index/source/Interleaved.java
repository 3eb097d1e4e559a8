package io.github.discovery4j.index.source;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.IdSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins lists so that each gets its share: they take turns, and each turn adds the list's best that is not there yet.
 *
 * <p>A candidate of several lists keeps its best score. <b>Cost:</b> O(n log n) for n in all lists.
 */
final class Interleaved {

    private Interleaved() {}

    /**
     * Joins lists.
     *
     * @param lists best first each
     * @param limit how many at most
     * @param items gives the ids that break ties
     * @return best first
     */
    static CandidateList of(List<CandidateList> lists, int limit, IdSpace items) {
        if (lists.size() == 1) {
            return lists.getFirst().first(limit);
        }
        List<Integer> chosen = choose(lists, limit);
        Map<Integer, Float> best = bestScores(lists);
        chosen.sort(Comparator.comparing((Integer ordinal) -> -best.getOrDefault(ordinal, 0f))
                .thenComparing(ordinal -> idOf(ordinal, items), IdOrder.CODE_POINTS));
        CandidateList.Builder joined = CandidateList.builder(items, chosen.size());
        chosen.forEach(ordinal -> joined.add(ordinal, best.getOrDefault(ordinal, 0f)));
        return joined.build();
    }

    private static List<Integer> choose(List<CandidateList> lists, int limit) {
        Set<Integer> chosen = new HashSet<>();
        int[] next = new int[lists.size()];
        boolean anyLeft = true;
        while (anyLeft && chosen.size() < limit) {
            anyLeft = false;
            for (int l = 0; l < next.length && chosen.size() < limit; l++) {
                CandidateList list = lists.get(l);
                while (next[l] < list.size() && chosen.contains(list.ordinal(next[l]))) {
                    next[l]++;
                }
                if (next[l] < list.size()) {
                    chosen.add(list.ordinal(next[l]++));
                    anyLeft = true;
                }
            }
        }
        return new ArrayList<>(chosen);
    }

    private static Map<Integer, Float> bestScores(List<CandidateList> lists) {
        Map<Integer, Float> best = new HashMap<>();
        for (CandidateList list : lists) {
            for (int i = 0; i < list.size(); i++) {
                best.merge(list.ordinal(i), list.score(i), Math::max);
            }
        }
        return best;
    }

    /** An item that was erased meanwhile has no id; the merge leaves it out. */
    private static String idOf(int ordinal, IdSpace items) {
        String id = items.idOf(ordinal);
        return id == null ? "" : id;
    }
}
