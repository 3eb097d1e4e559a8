package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.SparseRows;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/** A split, arranged for ranking: whom to evaluate, what to mask, what to find, how to break ties. Immutable. */
final class PreparedSplit {

    private final TrainTest parts;
    private final SparseRows seen;
    private final int[] tieRanks;
    private final int[] users;
    private final List<int[]> relevant;
    private final SplitCounts counts;

    private PreparedSplit(TrainTest parts, SparseRows seen, int[] users, List<int[]> relevant, SplitCounts counts) {
        this.parts = parts;
        this.seen = seen;
        this.tieRanks = parts.train().items().codePointRanks();
        this.users = users;
        this.relevant = relevant;
        this.counts = counts;
    }

    static PreparedSplit of(TrainTest split, long seed) {
        SparseRows seen = split.masked().byUser();
        SparseRows train =
                split.masked().equals(split.train()) ? seen : split.train().byUser();
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
                withoutTraining += train.start(user) == train.end(user) ? 1 : 0;
            }
        }
        SplitCounts counts = new SplitCounts(
                seed,
                split.train().size(),
                split.test().size(),
                split.test().size() - kept,
                users.size(),
                withoutTraining,
                split.histories().size() - split.train().size(),
                split.masked().size() - split.histories().size());
        requireUsers(counts);
        return new PreparedSplit(split, seen, users.toArray(), relevant, counts);
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

    TrainTest parts() {
        return parts;
    }

    int itemCount() {
        return tieRanks.length;
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

    /** Room for all of a user's scores. */
    UserScores userScores() {
        return new UserScores(tieRanks);
    }

    int[] relevant(int position) {
        return relevant.get(position);
    }

    /** Offers the user's items that are not masked to the heap. */
    void rank(int position, double[] scores, TopItems top, String run) {
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
    }

    /** Collects the user's items that are not masked, for metrics that need every score. */
    void collect(int position, double[] scores, UserScores into) {
        int user = users[position];
        int[] sought = relevant.get(position);
        into.start(counts.seed(), user);
        int seenEntry = seen.start(user);
        int next = 0;
        for (int item = 0; item < scores.length; item++) {
            while (seenEntry < seen.end(user) && seen.column(seenEntry) < item) {
                seenEntry++;
            }
            if (seenEntry < seen.end(user) && seen.column(seenEntry) == item) {
                continue;
            }
            boolean isSought = next < sought.length && sought[next] == item;
            into.add(item, scores[item], isSought);
            next += isSought ? 1 : 0;
        }
    }
}
