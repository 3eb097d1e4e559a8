package io.github.discovery4j.rank.fairness;

import java.util.Arrays;

/**
 * How many places the candidates that are left can fill for each set of groups, under a cap for each label.
 *
 * <p><b>Cost:</b> O(2^g) numbers for g groups up to {@link #EXACT_GROUPS}. <b>Threads:</b> belongs to one request.
 */
final class Supply {

    /*
     * Candidates of a group and a label are alike here. To give each group g exactly x_g places is a flow from groups to labels,
     * whose edges hold the candidates that there are and whose labels hold their caps. By the theorem of the smallest cut it
     * exists if and only if for every set S of groups
     *
     *     sum of x_g over S  <=  F(S) = sum over labels of min(cap of the label, candidates of S with the label).
     *
     * F is submodular. So if some x >= least satisfies all of that, it can be raised, never above most, to every total up to
     * the smallest F(S) + most outside of S (Edmonds). A range then needs two comparisons a set, and no counts are enumerated.
     * For more groups only single ones and all of them are compared: necessary, not sufficient.
     */

    /** Up to so many groups, those without one among them, all sets are compared. */
    static final int EXACT_GROUPS = 9;

    private final int groups;
    private final long[] sets;
    private final int[] capacity;
    private final int[] caps;
    private final int[][] left;

    /**
     * Creates the supply of all candidates.
     *
     * @param groups how many
     * @param caps one a label
     * @param left candidates by label and group; taken over
     */
    Supply(int groups, int[] caps, int[][] left) {
        this.groups = groups;
        this.caps = caps;
        this.left = left;
        this.sets = sets(groups);
        this.capacity = new int[sets.length];
        for (int label = 0; label < left.length; label++) {
            add(label, 1);
        }
    }

    private static long[] sets(int groups) {
        long all = (1L << groups) - 1;
        if (groups <= EXACT_GROUPS) {
            long[] every = new long[(int) all + 1];
            Arrays.setAll(every, set -> set);
            return every;
        }
        long[] some = new long[groups + 2];
        Arrays.setAll(some, i -> i < groups ? 1L << i : i == groups ? all : 0);
        return some;
    }

    boolean exact() {
        return groups <= EXACT_GROUPS;
    }

    /** Returns how many places can be filled at most. */
    int total() {
        return Arrays.stream(capacity).max().orElse(0);
    }

    void take(int label, int group) {
        add(label, -1);
        left[label][group]--;
        caps[label] = Math.max(0, caps[label] - 1);
        add(label, 1);
    }

    void giveBack(int label, int group) {
        add(label, -1);
        left[label][group]++;
        caps[label]++;
        add(label, 1);
    }

    private void add(int label, int sign) {
        for (int set = 0; set < sets.length; set++) {
            capacity[set] += sign * Math.min(caps[label], sum(left[label], sets[set]));
        }
    }

    /** Tells whether places can be filled so that the counts, with those there are, end within a range. */
    boolean reaches(CountRange range, int[] counts, int places) {
        int[] least = new int[groups];
        int[] most = new int[groups];
        for (int group = 0; group < groups; group++) {
            least[group] = Math.max(0, range.least()[group] - counts[group]);
            most[group] = range.most()[group] - counts[group];
            if (most[group] < least[group]) {
                return false;
            }
        }
        int atMost = Arrays.stream(most).sum();
        for (int set = 0; set < sets.length; set++) {
            boolean enough =
                    sum(least, sets[set]) <= capacity[set] && capacity[set] + atMost - sum(most, sets[set]) >= places;
            if (!enough) {
                return false;
            }
        }
        return Arrays.stream(least).sum() <= places;
    }

    private static int sum(int[] values, long set) {
        int sum = 0;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            sum += values[Long.numberOfTrailingZeros(rest)];
        }
        return sum;
    }
}
