package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/** A split, arranged for ranking: whom to evaluate, what to mask, what to find, how to break ties. Immutable. */
final class PreparedSplit {

    private final Interactions train;
    private final SparseRows seen;
    private final int[] tieRanks;
    private final int[] users;
    private final List<int[]> relevant;
    private final SplitCounts counts;

    private PreparedSplit(Interactions train, SparseRows seen, int[] users, List<int[]> relevant, SplitCounts counts) {
        this.train = train;
        this.seen = seen;
        this.tieRanks = train.items().codePointRanks();
        this.users = users;
        this.relevant = relevant;
        this.counts = counts;
    }

    static PreparedSplit of(TrainTest split, long seed) {
        SparseRows seen = split.train().byUser();
        SparseRows test = split.test().byUser();
        IntArrayList users = new IntArrayList();
        List<int[]> relevant = new ArrayList<>();
        int kept = 0;
        int withoutTraining = 0;
        for (int user = 0; user < test.rowCount(); user++) {
            IntArrayList unseen = new IntArrayList();
            kept += collectUnseen(test, seen, user, unseen);
            if (unseen.notEmpty()) {
                users.add(user);
                relevant.add(unseen.toArray());
                withoutTraining += seen.start(user) == seen.end(user) ? 1 : 0;
            }
        }
        SplitCounts counts = new SplitCounts(
                seed,
                split.train().size(),
                split.test().size(),
                split.test().size() - kept,
                users.size(),
                withoutTraining);
        requireUsers(counts);
        return new PreparedSplit(split.train(), seen, users.toArray(), relevant, counts);
    }

    /** Adds a user's distinct test items that are not in training, ascending; returns how many interactions they are. */
    private static int collectUnseen(SparseRows test, SparseRows seen, int user, IntArrayList into) {
        int kept = 0;
        int seenEntry = seen.start(user);
        for (int entry = test.start(user); entry < test.end(user); entry++) {
            int item = test.column(entry);
            while (seenEntry < seen.end(user) && seen.column(seenEntry) < item) {
                seenEntry++;
            }
            if (seenEntry == seen.end(user) || seen.column(seenEntry) != item) {
                kept++;
                if (into.isEmpty() || into.getLast() != item) {
                    into.add(item);
                }
            }
        }
        return kept;
    }

    private static void requireUsers(SplitCounts counts) {
        if (counts.evaluatedUsers() == 0) {
            throw new IllegalArgumentException(
                    "the test set must hold an item that its user does not have in training, of "
                            + counts.testInteractions() + " test and " + counts.trainInteractions()
                            + " training interactions"
                            + " none is such (seed " + counts.seed()
                            + "); give users more interactions or a larger test share");
        }
    }

    Interactions train() {
        return train;
    }

    SplitCounts counts() {
        return counts;
    }

    int userCount() {
        return users.length;
    }

    int userOrdinal(int position) {
        return users[position];
    }

    /** An empty heap that breaks ties by id. */
    TopItems top(int depth) {
        return new TopItems(depth, tieRanks);
    }

    /** Ranks the user's unseen items by score. */
    RankedList rank(int position, double[] scores, TopItems top, String run) {
        int user = users[position];
        int seenEntry = seen.start(user);
        int seenEnd = seen.end(user);
        for (int item = 0; item < scores.length; item++) {
            while (seenEntry < seenEnd && seen.column(seenEntry) < item) {
                seenEntry++;
            }
            if (seenEntry < seenEnd && seen.column(seenEntry) == item) {
                continue;
            }
            if (!Double.isFinite(scores[item])) {
                throw new IllegalStateException("scores must be finite, was " + scores[item] + " for item ordinal "
                        + item + " (" + run + "); the model must write a finite score for every item");
            }
            top.offer(item, scores[item]);
        }
        return RankedList.of(user, top.drain(), relevant.get(position));
    }
}
