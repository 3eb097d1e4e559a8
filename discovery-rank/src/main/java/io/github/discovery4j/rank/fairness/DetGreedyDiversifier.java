package io.github.discovery4j.rank.fairness;

import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Selection;
import java.util.List;
import java.util.Map;

/**
 * Keeps every beginning of the slate near the groups' shares, and the order of scores otherwise.
 *
 * <p>For the pick at position t (from 1) a group with the share p that has fewer than floor(p t) places comes first; then come groups
 * with fewer than ceil(p t), items without a group and groups without a target; then the rest. Within each, the best score. Unlike
 * {@link Parity} it promises no bounds at the end, and unlike it, it sees to the top positions. Both can be had together.
 *
 * <p><b>Cost:</b> O(n k). <b>Determinism:</b> equal scores go to the better rank. <b>Threads:</b> safe when the groups are.
 *
 * <p>Source: Geyik, Ambler and Kenthapadi, KDD 2019, DetGreedy. Differs: tiers and constraints come before; without a target the
 * shares are those of the candidates; it goes on where all groups have their most.
 */
public final class DetGreedyDiversifier implements Diversifier {

    private final ProtectedGroups groups;
    private final Map<String, Double> target;
    private final List<Constraint> constraints;

    private DetGreedyDiversifier(ProtectedGroups groups, Map<String, Double> target, List<Constraint> constraints) {
        this.groups = groups;
        this.target = target;
        this.constraints = List.copyOf(constraints);
    }

    /**
     * Aims at the shares of the candidates.
     *
     * @param groups of the items
     * @param constraints hard and soft
     * @return the diversifier
     */
    public static DetGreedyDiversifier amongCandidates(ProtectedGroups groups, Constraint... constraints) {
        return new DetGreedyDiversifier(groups, Map.of(), List.of(constraints));
    }

    /**
     * Aims at given shares.
     *
     * @param target a share for each group
     * @param groups of the items
     * @param constraints hard and soft
     * @return the diversifier
     * @throws IllegalArgumentException if a share is not in [0, 1], or they are more than 1 together
     */
    public static DetGreedyDiversifier against(
            Map<String, Double> target, ProtectedGroups groups, Constraint... constraints) {
        return new DetGreedyDiversifier(groups, GroupShares.checkedTarget(target), List.of(constraints));
    }

    @Override
    public Selection select(KeptCandidates kept, int k) {
        return GreedySelection.select(kept, k, constraints, new Turns(kept, GroupShares.of(kept, groups, target)));
    }

    @Override
    public List<Constraint> constraints() {
        return constraints;
    }

    /** Whose turn it is: the turn counts before the rank. */
    private static final class Turns implements GreedySelection.Gain {

        private static final double NEARLY = 1e-9;

        private final KeptCandidates kept;
        private final GroupShares shares;
        private final int[] counts;
        private int position = 1;

        Turns(KeptCandidates kept, GroupShares shares) {
            this.kept = kept;
            this.shares = shares;
            this.counts = new int[shares.buckets()];
        }

        /** Rank order is score order within a tier, and a selection never compares tiers. */
        @Override
        public double of(int index) {
            return (double) kept.size() * urgency(shares.ofItem()[index]) - index;
        }

        private int urgency(int group) {
            boolean bound = group < shares.references().length && !Double.isNaN(shares.references()[group]);
            double due = bound ? shares.references()[group] * position : Double.NaN;
            if (counts[group] < Math.floor(due + NEARLY)) {
                return 2;
            }
            return !bound || counts[group] < Math.ceil(due - NEARLY) ? 1 : 0;
        }

        @Override
        public void picked(int index) {
            counts[shares.ofItem()[index]]++;
            position++;
        }
    }
}
