package io.github.discovery4j.core.evaluation;

import java.util.function.ToDoubleFunction;

/** How a model's attention is shared among groups of items; defined at {@link Metrics#itemParity}. */
final class GroupExposure implements Metric {

    /** What the groups got: attention in all lists, and how large they are. */
    static final class Shares {
        private final double[] got;
        private final int[] members;

        private Shares(double[] got, int[] members) {
            this.got = got;
            this.members = members;
        }

        double shareOf(int group) {
            double total = sum(got);
            return total == 0 ? 0 : got[group] / total;
        }

        /** The largest relative deviation of a group's share of what was given from its share of the catalogue. */
        double gap() {
            double total = sum(got);
            double all = 0;
            for (int count : members) {
                all += count;
            }
            double gap = 0;
            for (int group = 0; group < got.length && total > 0; group++) {
                gap = Math.max(gap, Math.abs(got[group] / total / (members[group] / all) - 1));
            }
            return gap;
        }

        /** The lowest amount for each member divided by the highest. */
        double ratio() {
            double lowest = Double.POSITIVE_INFINITY;
            double highest = 0;
            for (int group = 0; group < got.length; group++) {
                double rate = got[group] / members[group];
                lowest = Math.min(lowest, rate);
                highest = Math.max(highest, rate);
            }
            return highest == 0 ? 1 : lowest / highest;
        }

        private static double sum(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum;
        }
    }

    private final String name;
    private final Groups items;
    private final boolean discounted;
    private final ToDoubleFunction<Shares> measure;

    GroupExposure(String name, Groups items, boolean discounted, ToDoubleFunction<Shares> measure) {
        this.name = name;
        this.items = items;
        this.discounted = discounted;
        this.measure = measure;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double value(Rankings rankings, int k) {
        items.requireSize(rankings.itemCount(), "items");
        int groupCount = items.names().size();
        double[] got = new double[groupCount];
        for (RankedList list : rankings.lists()) {
            for (int position = 0; position < Math.min(k, list.size()); position++) {
                int group = items.groupOf(list.itemOrdinal(position));
                if (group != Groups.NONE) {
                    got[group] += discounted ? Metrics.discount(position) : 1;
                }
            }
        }
        int[] members = new int[groupCount];
        for (int group = 0; group < groupCount; group++) {
            members[group] = items.memberCount(group);
        }
        return measure.applyAsDouble(new Shares(got, members));
    }
}
