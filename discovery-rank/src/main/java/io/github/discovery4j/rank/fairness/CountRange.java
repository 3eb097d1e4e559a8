package io.github.discovery4j.rank.fairness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many places each group may end with, from least to most.
 *
 * <p>Shares within a tolerance are one such range. Rates of selection whose smallest is at least a part of the largest are a
 * union of them: one for each value that the largest rate can have.
 *
 * @param least one a group, and one for items without
 * @param most likewise
 */
// belongs to one request; never compared as a value
@SuppressWarnings("ArrayRecordComponent")
record CountRange(int[] least, int[] most) {

    /** Counts are whole; what is closer to one than this is meant to be it. */
    private static final double NEARLY = 1e-9;

    /** Returns the ranges whose union is what a slate of a length may end with. */
    static List<CountRange> of(GroupShares groups, double tolerance, double ratio, int length) {
        CountRange shares = within(groups, tolerance, length);
        if (ratio == 0) {
            return List.of(shares);
        }
        List<CountRange> ranges = new ArrayList<>();
        add(ranges, shares.rated(groups, 0, 0));
        for (int group = 0; group < groups.names().size(); group++) {
            for (int count = Math.max(1, shares.least[group]);
                    groups.rated(group) && count <= shares.most[group];
                    count++) {
                double largest = count / groups.references()[group];
                add(ranges, shares.rated(groups, ratio * largest, largest));
            }
        }
        return List.copyOf(ranges);
    }

    private static CountRange within(GroupShares groups, double tolerance, int length) {
        int[] least = new int[groups.buckets()];
        int[] most = new int[groups.buckets()];
        Arrays.fill(most, length);
        for (int group = 0; group < groups.names().size(); group++) {
            double share = groups.references()[group];
            if (!Double.isNaN(share)) {
                least[group] = Math.max(0, up((share - tolerance) * length));
                most[group] = Math.min(length, down((share + tolerance) * length));
            }
        }
        return new CountRange(least, most);
    }

    private CountRange rated(GroupShares groups, double smallest, double largest) {
        int[] from = least.clone();
        int[] to = most.clone();
        for (int group = 0; group < groups.names().size(); group++) {
            if (groups.rated(group)) {
                from[group] = Math.max(from[group], up(smallest * groups.references()[group]));
                to[group] = Math.min(to[group], down(largest * groups.references()[group]));
            }
        }
        return new CountRange(from, to);
    }

    private static void add(List<CountRange> ranges, CountRange range) {
        boolean empty = false;
        for (int group = 0; group < range.least.length; group++) {
            empty |= range.least[group] > range.most[group];
        }
        if (!empty && ranges.stream().noneMatch(range::same)) {
            ranges.add(range);
        }
    }

    private boolean same(CountRange other) {
        return Arrays.equals(least, other.least) && Arrays.equals(most, other.most);
    }

    private static int up(double count) {
        return (int) Math.ceil(count - NEARLY);
    }

    private static int down(double count) {
        return (int) Math.floor(count + NEARLY);
    }
}
