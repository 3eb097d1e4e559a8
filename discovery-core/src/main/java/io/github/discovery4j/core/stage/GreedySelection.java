package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.stage.ConstraintStatus.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Picks k candidates one by one, each time the one with the largest gain, tier by tier and under constraints.
 *
 * <p>The loop that greedy diversifiers share. Each pick looks in the highest tier that has candidates left: first at
 * those that all constraints allow, then at those that the hard ones allow (the soft ones are relaxed), and only then in
 * the next tier. It ends after k picks, or when the hard constraints allow nothing more.
 *
 * <p><b>Cost:</b> O(k n c) for c constraints, beside the gains. <b>Determinism:</b> equal gains go to the lower index,
 * that is to the better rank. <b>Threads:</b> a selection runs on its caller's thread and shares nothing.
 */
public final class GreedySelection {

    /** What a pick is worth, given the picks before it. */
    public interface Gain {

        /**
         * Returns the gain that keeps rank order: worth its score, whatever was picked.
         *
         * @param kept the candidates to pick from
         * @return the gain
         */
        static Gain byScore(KeptCandidates kept) {
            return new Gain() {
                @Override
                public double of(int index) {
                    return kept.score(index);
                }

                @Override
                public void picked(int index) {}
            };
        }

        /**
         * Returns what picking a candidate next is worth.
         *
         * @param index of the kept candidates, not picked yet
         * @return larger is better; not NaN
         */
        double of(int index);

        /**
         * Returns what picking a candidate next is worth, if that is more than what another one is worth. If it is not,
         * there is no need to find out how much less.
         *
         * @param index of the kept candidates, not picked yet
         * @param toBeat what another candidate is worth
         * @return {@link #of(int)} where that is more than {@code toBeat}; {@code toBeat} or less where it is not; not NaN
         */
        default double of(int index, double toBeat) {
            return of(index);
        }

        /**
         * Returns what picking a candidate next is worth at most: whoever cannot win by it is not asked for its gain, nor are
         * the constraints.
         *
         * @param index of the kept candidates, not picked yet
         * @return never less than {@link #of}, cheap to say
         */
        default double atMost(int index) {
            return Double.POSITIVE_INFINITY;
        }

        /**
         * Takes note of a pick, so that later gains count it.
         *
         * @param index of the kept candidates
         */
        void picked(int index);
    }

    private static final int NONE = -1;

    private final KeptCandidates kept;
    private final List<Constraint> constraints;
    private final Constraint.Progress[] progress;
    private final boolean[] feasible;
    private final boolean[] relaxed;
    private final boolean[] picked;

    private GreedySelection(KeptCandidates kept, int k, List<Constraint> constraints) {
        this.kept = kept;
        this.constraints = constraints;
        this.progress = new Constraint.Progress[constraints.size()];
        this.feasible = new boolean[constraints.size()];
        this.relaxed = new boolean[constraints.size()];
        this.picked = new boolean[kept.size()];
        for (int c = 0; c < progress.length; c++) {
            progress[c] = constraints.get(c).start(kept, k);
            feasible[c] = progress[c].feasible();
        }
    }

    /**
     * Chooses by a gain.
     *
     * @param kept what there is, best first
     * @param k how many at most
     * @param constraints hard and soft
     * @param gain what a pick is worth
     * @return the choice, with the status of every constraint
     * @throws IllegalArgumentException if a gain is NaN
     */
    public static Selection select(KeptCandidates kept, int k, List<Constraint> constraints, Gain gain) {
        return new GreedySelection(kept, k, constraints).run(k, gain);
    }

    private Selection run(int k, Gain gain) {
        int[] chosen = new int[Math.min(k, kept.size())];
        int count = 0;
        while (count < chosen.length) {
            int next = next(gain);
            if (next == NONE) {
                break;
            }
            note(next, gain);
            chosen[count++] = next;
        }
        return Selection.certain(Arrays.copyOf(chosen, count), statuses(count < chosen.length));
    }

    private int next(Gain gain) {
        int from = 0;
        while (from < kept.size()) {
            int to = endOfTier(from);
            int best = best(from, to, gain, false);
            if (best == NONE) {
                best = best(from, to, gain, true);
            }
            if (best != NONE) {
                return best;
            }
            from = to;
        }
        return NONE;
    }

    private int endOfTier(int from) {
        int to = from + 1;
        while (to < kept.size() && kept.tier(to) == kept.tier(from)) {
            to++;
        }
        return to;
    }

    private int best(int from, int to, Gain gain, boolean hardOnly) {
        int best = NONE;
        double largest = Double.NEGATIVE_INFINITY;
        for (int index = from; index < to; index++) {
            if (!picked[index] && (best == NONE || gain.atMost(index) > largest) && allowed(index, hardOnly)) {
                double value = gain.of(index, largest);
                if (Double.isNaN(value)) {
                    throw new IllegalArgumentException(
                            "a gain must not be NaN, was at index %d of %d".formatted(index, kept.size()));
                }
                if (best == NONE || value > largest) {
                    best = index;
                    largest = value;
                }
            }
        }
        return best;
    }

    private boolean allowed(int index, boolean hardOnly) {
        for (int c = 0; c < progress.length; c++) {
            if (binds(c, hardOnly) && !progress[c].allows(index)) {
                return false;
            }
        }
        return true;
    }

    /** Hard constraints always bind; soft ones while asked for, unless the candidates do not permit them at all. */
    private boolean binds(int c, boolean hardOnly) {
        return constraints.get(c).hard() || (!hardOnly && feasible[c]);
    }

    private void note(int index, Gain gain) {
        picked[index] = true;
        for (int c = 0; c < progress.length; c++) {
            relaxed[c] |= !progress[c].allows(index);
            progress[c].picked(index);
        }
        gain.picked(index);
    }

    private List<ConstraintStatus> statuses(boolean endedEarly) {
        List<ConstraintStatus> statuses = new ArrayList<>(progress.length);
        for (int c = 0; c < progress.length; c++) {
            statuses.add(new ConstraintStatus(constraints.get(c).name(), outcome(c, endedEarly), progress[c].detail()));
        }
        return statuses;
    }

    private Outcome outcome(int c, boolean endedEarly) {
        if (!feasible[c]) {
            return Outcome.INFEASIBLE;
        }
        if (endedEarly && blocksTheRest(c)) {
            return progress[c].exact() && isTheOnlyHardOne(c) ? Outcome.INFEASIBLE : Outcome.NOT_FOUND;
        }
        return relaxed[c] ? Outcome.RELAXED : Outcome.MET;
    }

    private boolean isTheOnlyHardOne(int c) {
        for (int other = 0; other < progress.length; other++) {
            if (other != c && constraints.get(other).hard()) {
                return false;
            }
        }
        return true;
    }

    /** Whether a hard constraint forbids something that is left: the slate is short for its sake. */
    private boolean blocksTheRest(int c) {
        if (!constraints.get(c).hard()) {
            return false;
        }
        for (int index = 0; index < picked.length; index++) {
            if (!picked[index] && !progress[c].allows(index)) {
                return true;
            }
        }
        return false;
    }
}
