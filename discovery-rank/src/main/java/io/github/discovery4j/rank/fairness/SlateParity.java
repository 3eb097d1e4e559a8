package io.github.discovery4j.rank.fairness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the groups of a protected attribute got of a slate: places, rates of selection and attention.
 *
 * <p>Attention is counted as in DCG: a position is worth 1 / log2(position + 2), so that two groups with as many places differ when
 * one of them always comes last. Items without a group count towards the whole and are no group. <b>Threads:</b> immutable.
 *
 * @param groups one entry a group, in the order of their names
 * @param shareGap the largest distance of a group's share of the places from its reference
 * @param impactRatio the smallest rate of selection over the largest; 1 when no group was selected
 * @param exposureGap the largest distance of a group's share of the attention from its reference
 * @param exposureRatio the smallest attention, each over its reference, over the largest
 */
public record SlateParity(
        List<Group> groups, double shareGap, double impactRatio, double exposureGap, double exposureRatio) {

    /**
     * What one group got.
     *
     * @param name of the group
     * @param places how many of the slate's items are of it
     * @param share of the places, 0 in an empty slate
     * @param exposure its share of the attention
     * @param reference the share that it ought to have, NaN where there is none
     */
    public record Group(String name, int places, double share, double exposure, double reference) {}

    /** Copies the groups. */
    public SlateParity {
        groups = List.copyOf(groups);
    }

    /**
     * Measures a slate against those it was chosen from.
     *
     * @param slate ids in the order shown
     * @param candidates ids of all that could have been chosen
     * @param groups of the items
     * @return the measures
     */
    public static SlateParity among(List<String> slate, Collection<String> candidates, ProtectedGroups groups) {
        GroupShares pool = GroupShares.of(List.copyOf(candidates), groups, Map.of());
        return measure(slate, groups, pool);
    }

    /**
     * Measures a slate against a target.
     *
     * @param slate ids in the order shown
     * @param target a share for each group; other groups have no reference
     * @param groups of the items
     * @return the measures
     * @throws IllegalArgumentException if a share is not in [0, 1], or they are more than 1 together
     */
    public static SlateParity against(List<String> slate, Map<String, Double> target, ProtectedGroups groups) {
        return measure(slate, groups, GroupShares.of(slate, groups, GroupShares.checkedTarget(target)));
    }

    private static SlateParity measure(List<String> slate, ProtectedGroups groups, GroupShares shares) {
        double[] places = new double[shares.buckets()];
        double[] exposures = new double[shares.buckets()];
        for (int position = 0; position < slate.size(); position++) {
            int number =
                    groups.of(slate.get(position)).map(shares.names()::indexOf).orElse(-1);
            int group = number < 0 ? shares.names().size() : number;
            places[group]++;
            exposures[group] += GroupShares.exposure(position);
        }
        return new SlateParity(
                groups(shares, places, exposures),
                shares.gap(places),
                shares.ratio(places),
                shares.gap(exposures),
                shares.ratio(exposures));
    }

    private static List<Group> groups(GroupShares shares, double[] places, double[] exposures) {
        List<Group> groups = new ArrayList<>();
        for (String name : shares.names().stream().sorted().toList()) {
            int group = shares.names().indexOf(name);
            groups.add(new Group(
                    name,
                    (int) places[group],
                    share(places, group),
                    share(exposures, group),
                    shares.references()[group]));
        }
        return groups;
    }

    private static double share(double[] given, int group) {
        double total = 0;
        for (double value : given) {
            total += value;
        }
        return total == 0 ? 0 : given[group] / total;
    }
}
