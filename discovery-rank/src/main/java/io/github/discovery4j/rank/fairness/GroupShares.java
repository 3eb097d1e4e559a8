package io.github.discovery4j.rank.fairness;

import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The groups of some items and the share that each ought to have of a slate: its share of the items, or a target.
 *
 * <p>Groups are numbered by their first appearance; the last number stands for items without one. A group without a target has
 * the share NaN where there are targets: it is not measured.
 *
 * @param names of the groups
 * @param ofItem a group's number for each item
 * @param members how many items each group has, those without one last
 * @param references one share a group
 */
// belongs to one request; never compared as a value
@SuppressWarnings("ArrayRecordComponent")
record GroupShares(List<String> names, int[] ofItem, int[] members, double[] references) {

    static GroupShares of(KeptCandidates kept, ProtectedGroups groups, Map<String, Double> target) {
        return of(IntStream.range(0, kept.size()).mapToObj(kept::id).toList(), groups, target);
    }

    static GroupShares of(List<String> ids, ProtectedGroups groups, Map<String, Double> target) {
        List<Optional<String>> found = ids.stream().map(groups::of).toList();
        List<String> names = new ArrayList<>(
                found.stream().flatMap(Optional::stream).distinct().toList());
        target.keySet().stream().sorted().filter(name -> !names.contains(name)).forEach(names::add);
        int[] ofItem = found.stream()
                .mapToInt(group -> group.map(names::indexOf).orElse(names.size()))
                .toArray();
        int[] members = new int[names.size() + 1];
        Arrays.stream(ofItem).forEach(group -> members[group]++);
        double[] references = new double[names.size()];
        Arrays.setAll(
                references,
                group -> target.isEmpty()
                        ? members[group] / (double) ids.size()
                        : target.getOrDefault(names.get(group), Double.NaN));
        return new GroupShares(names, ofItem, members, references);
    }

    /** Returns the number of groups, and one for items without. */
    int buckets() {
        return members.length;
    }

    /** Whether a group's share is compared with that of others: one that ought to have nothing has no rate. */
    boolean rated(int group) {
        return references[group] > 0;
    }

    /** Returns how far a group's share of what was given is from what it ought to be, at most; 0 when nothing was given. */
    double gap(double[] given) {
        double total = Arrays.stream(given).sum();
        double gap = 0;
        for (int group = 0; group < references.length && total > 0; group++) {
            if (!Double.isNaN(references[group])) {
                gap = Math.max(gap, Math.abs(given[group] / total - references[group]));
            }
        }
        return gap;
    }

    /** Returns the smallest rate of selection over the largest; 1 when nobody was selected. */
    double ratio(double[] given) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int group = 0; group < references.length; group++) {
            if (rated(group)) {
                smallest = Math.min(smallest, given[group] / references[group]);
                largest = Math.max(largest, given[group] / references[group]);
            }
        }
        return largest == 0 ? 1 : smallest / largest;
    }

    /** Returns what a position is worth in the measures of exposure: 1, 0.63, 0.5 and so on. */
    static double exposure(int position) {
        return Math.log(2) / Math.log(position + 2);
    }

    /** Refuses targets that no slate can have. */
    static Map<String, Double> checkedTarget(Map<String, Double> target) {
        double sum = 0;
        for (double share : target.values()) {
            sum += share >= 0 && share <= 1 ? share : Double.NaN;
        }
        if (target.isEmpty() || !(sum <= 1 + 1e-9)) {
            throw new IllegalArgumentException(
                    "a target must have shares in [0, 1] with a sum of at most 1, was %s; without one, shares of the candidates count"
                            .formatted(target));
        }
        return Map.copyOf(target);
    }
}
