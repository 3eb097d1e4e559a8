package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import org.eclipse.collections.api.factory.primitive.IntSets;
import org.eclipse.collections.api.set.primitive.MutableIntSet;

/** Makes histories and checks them: item ordinals, ascending, without repeats. */
final class Histories {

    private Histories() {}

    static int[] of(IdMap items, Iterable<String> itemIds) {
        MutableIntSet ordinals = IntSets.mutable.empty();
        for (String id : itemIds) {
            int ordinal = items.ordinalOf(id);
            if (ordinal != IdMap.ABSENT) {
                ordinals.add(ordinal);
            }
        }
        return ordinals.toSortedArray();
    }

    static void check(int[] history, int itemCount) {
        int before = -1;
        for (int ordinal : history) {
            if (ordinal <= before || ordinal >= itemCount) {
                throw new IllegalArgumentException(
                        "a history must be item ordinals in [0, %d) that ascend without repeats, had %d after %d;"
                                        .formatted(itemCount, ordinal, before)
                                + " make it with historyOf(ids)");
            }
            before = ordinal;
        }
    }

    static void checkScores(double[] scores, int wanted) {
        if (scores.length != wanted) {
            throw new IllegalArgumentException(
                    "there must be one score an item, were %d for %d items".formatted(scores.length, wanted));
        }
    }
}
