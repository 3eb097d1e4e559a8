package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/** Order in time, for splits by it. */
final class Times {

    private Times() {}

    static void requireAll(Interactions interactions) {
        int missing = 0;
        for (int index = 0; index < interactions.size(); index++) {
            missing += interactions.timeMillis(index) == Interactions.NO_TIME ? 1 : 0;
        }
        if (missing > 0) {
            throw new IllegalArgumentException("a split by time must know when everything happened, " + missing + " of "
                    + interactions.size() + " interactions have no time; give data with times, or split at random");
        }
    }

    /** The indexes of a user's interactions by time, equal times in the order of the data. */
    static IntArrayList order(Interactions interactions, SparseRows byUser, int user) {
        IntArrayList indexes = new IntArrayList(byUser.end(user) - byUser.start(user));
        for (int entry = byUser.start(user); entry < byUser.end(user); entry++) {
            indexes.add(byUser.interaction(entry));
        }
        indexes.sortThis((left, right) -> {
            int byTime = Long.compare(interactions.timeMillis(left), interactions.timeMillis(right));
            return byTime == 0 ? Integer.compare(left, right) : byTime;
        });
        return indexes;
    }
}
