package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.EntityTable.Entity;
import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds those who share most interests with the viewer: set intersection of labels, and the engine's usual fallback.
 *
 * <p>The score of a candidate is the number of labels shared, each counting the same however rare it is. Places that this
 * leaves free are filled with those who have most of the community's {@value #COMMON_LABELS} most frequent labels, scored
 * below 1: labels held / ({@value #COMMON_LABELS} + 1). So a viewer who is unknown, has no interests that may be read, or
 * looks for things rather than people gets the best connected, and the list is empty only when nobody is admitted. Nobody is found whose owner's consent masks
 * the labels; how frequent a label is counts all holders.
 *
 * <p><b>Cost:</b> one visit to every holder of the viewer's labels, 4 bytes of scratch an entity of the store, one look at
 * the row of each that could enter the list. <b>Determinism:</b> equal scores go to the smaller id. <b>Threads:</b> safe;
 * never locks.
 */
public final class SharedInterests implements CandidateSource {

    /** The labels that are compared unless said otherwise. */
    public static final String DEFAULT_FEATURE = "interests";

    /** How many of the most frequent labels make up the interests of someone who has none. */
    public static final int COMMON_LABELS = 10;

    private static final int DEADLINE_STRIDE = 4096;

    private final InMemoryFeatureStore store;
    private final Feature feature;

    private SharedInterests(InMemoryFeatureStore store, String feature) {
        store.registry().slot(feature, Kind.LABELS);
        this.store = store;
        this.feature = store.registry().feature(feature);
    }

    /**
     * Compares the labels called {@value #DEFAULT_FEATURE}.
     *
     * @param store holds viewers and candidates
     * @return the source
     * @throws IllegalArgumentException if the store declares no such labels
     */
    public static SharedInterests over(InMemoryFeatureStore store) {
        return new SharedInterests(store, DEFAULT_FEATURE);
    }

    /**
     * Compares other labels.
     *
     * @param other declared labels
     * @return the source
     * @throws IllegalArgumentException if the store declares no such labels
     */
    public SharedInterests comparing(String other) {
        return new SharedInterests(store, other);
    }

    /** Reads the viewer and the candidates alone, and what all people share. */
    @Override
    public Reuse reuse() {
        return Reuse.UNTIL_CONCERNED_CHANGE;
    }

    @Override
    public CandidateList retrieve(RequestContext context, int limit) {
        // Among things, an entity under the viewer's id is some thing, not the viewer.
        LabelSet own = context.itemKind() == ItemKind.PEOPLE
                ? store.row(context.viewerId()).labels(feature.slot())
                : LabelSet.EMPTY;
        CandidateList.Builder list = CandidateList.builder(context.items(), limit);
        Set<String> taken = new HashSet<>();
        if (!own.isEmpty()) {
            Pass sharing = new Pass(own, LabelSet.EMPTY, 1, 1);
            sharing.addNew(best(sharing, context, limit), taken, list);
        }
        if (taken.size() < limit) {
            LabelSet common = LabelSet.of(store.labelIndex(feature.slot()).mostHeld(COMMON_LABELS));
            Pass wellConnected = new Pass(common, own, 0, COMMON_LABELS + 1);
            wellConnected.addNew(best(wellConnected, context, limit - taken.size()), taken, list);
        }
        return list.build();
    }

    /**
     * What to look for among all entities.
     *
     * @param wanted each of these labels counts 1
     * @param unwanted an entity with any of these labels is passed over
     * @param leastCount fewer wanted labels than this are too few
     * @param divisor turns a count into a score
     */
    private record Pass(LabelSet wanted, LabelSet unwanted, int leastCount, int divisor) {
        /** Adds what was found; someone whose row changed between two looks may have been found twice. */
        void addNew(List<Found> found, Set<String> taken, CandidateList.Builder list) {
            for (Found candidate : found) {
                if (taken.add(candidate.id())) {
                    list.add(candidate.id(), (float) candidate.count() / divisor);
                }
            }
        }
    }

    /** A candidate with the number of wanted labels that it has. */
    private record Found(String id, int count) {
        static final Comparator<Found> BEST_FIRST =
                Comparator.comparingInt((Found found) -> -found.count).thenComparing(Found::id, IdOrder.CODE_POINTS);
    }

    /*
     * Counting label by label gives every entity's score at the cost of a visit to each holder, without a look at its row.
     * The counts are proposals: whoever could enter the list is judged by its own row as it is now. That is where consent
     * holds, and where a row that changed after it was counted gets the score it deserves.
     */
    private List<Found> best(Pass pass, RequestContext context, int places) {
        int[] counts = count(pass.wanted(), context.deadline());
        EntityTable entities = store.entities();
        PriorityQueue<Found> worstFirst = new PriorityQueue<>(Found.BEST_FIRST.reversed());
        int floor = pass.leastCount();
        for (int ordinal = 0; ordinal < counts.length; ordinal++) {
            if (ordinal % DEADLINE_STRIDE == 0 && context.deadline().expired()) {
                break;
            }
            if (counts[ordinal] < floor) {
                continue;
            }
            Entity entity = entities.get(ordinal);
            Found found = entity == null ? null : judge(entity, pass);
            if (found == null || found.count() < floor) {
                continue;
            }
            if (worstFirst.size() < places) {
                if (context.admits(found.id())) {
                    worstFirst.add(found);
                }
            } else if (Found.BEST_FIRST.compare(found, worstFirst.element()) < 0 && context.admits(found.id())) {
                worstFirst.remove();
                worstFirst.add(found);
            }
            if (worstFirst.size() == places) {
                floor = worstFirst.element().count();
            }
        }
        return worstFirst.stream().sorted(Found.BEST_FIRST).toList();
    }

    private @Nullable Found judge(Entity entity, Pass pass) {
        LabelSet labels = store.readableLabels(entity, feature);
        return labels == null || labels.countShared(pass.unwanted()) > 0
                ? null
                : new Found(entity.id(), labels.countShared(pass.wanted()));
    }

    private int[] count(LabelSet wanted, Deadline deadline) {
        int[] counts = new int[store.entities().ordinals()];
        for (String label : wanted) {
            Postings holders = store.labelIndex(feature.slot()).holders(label);
            if (holders != null && !deadline.expired()) {
                holders.forEach(ordinal -> {
                    // Whoever came after the array was made is left to the next request.
                    if (ordinal < counts.length) {
                        counts[ordinal]++;
                    }
                });
            }
        }
        return counts;
    }
}
