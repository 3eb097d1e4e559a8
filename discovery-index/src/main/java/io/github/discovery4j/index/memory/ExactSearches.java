package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.index.memory.VectorStorage.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Queries on their way through a snapshot together: while a chunk is in the nearest caches, all are compared with it. One thread. */
final class ExactSearches {

    private final Snapshot snapshot;
    private final List<Group> groups = new ArrayList<>();
    private final List<ExactSearch> others = new ArrayList<>();

    ExactSearches(Snapshot snapshot, List<ExactSearch> searches) {
        this.snapshot = snapshot;
        Map<Filter, List<ExactSearch>> byFilter = new LinkedHashMap<>();
        searches.forEach(search -> byFilter.computeIfAbsent(search.filter(), any -> new ArrayList<>())
                .add(search));
        for (List<ExactSearch> alike : byFilter.values()) {
            int grouped = alike.size() / Targets.TOGETHER * Targets.TOGETHER;
            if (grouped > 0) {
                groups.add(new Group(alike.subList(0, grouped)));
            }
            others.addAll(alike.subList(grouped, alike.size()));
        }
    }

    void run() {
        for (int chunk = 0; chunk < snapshot.chunks().size(); chunk++) {
            for (Group group : groups) {
                group.visit(chunk);
            }
            for (ExactSearch search : others) {
                if (search.goesOn()) {
                    search.visit(chunk);
                }
            }
        }
    }

    /** Searches with one filter, a multiple of four, compared with two rows at a time while all of them have time left. */
    private final class Group {
        private final List<ExactSearch> searches;
        private final Targets targets;
        private final Shortlist[] lists;
        private final float[] least;

        Group(List<ExactSearch> searches) {
            this.searches = searches;
            this.targets = Targets.of(searches.stream().map(ExactSearch::target).toList());
            this.lists = searches.stream().map(ExactSearch::list).toArray(Shortlist[]::new);
            this.least = new float[searches.size()];
        }

        void visit(int chunk) {
            List<ExactSearch> going =
                    searches.stream().filter(ExactSearch::goesOn).toList();
            if (going.size() == searches.size()) {
                visitTogether(chunk);
            } else {
                going.forEach(search -> search.visit(chunk));
            }
        }

        private void visitTogether(int chunk) {
            ExactSearch first = searches.getFirst();
            first.listRows(chunk);
            for (int i = 0; i < least.length; i++) {
                least[i] = searches.get(i).least();
                if (i > 0) {
                    searches.get(i).visitsRowsOf(first);
                }
            }
            snapshot.chunks().get(chunk).values().select(targets, lists, least);
            searches.forEach(search -> search.offerListed(chunk));
        }
    }
}
