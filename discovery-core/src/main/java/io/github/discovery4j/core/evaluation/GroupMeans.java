package io.github.discovery4j.core.evaluation;

import java.util.function.DoubleBinaryOperator;

/** How far groups of users are apart on a metric; defined at {@link Metrics#userParity}. */
final class GroupMeans implements Metric {

    private final String name;
    private final Groups users;
    private final PerUserMetric metric;
    private final DoubleBinaryOperator compare;

    GroupMeans(String name, Groups users, PerUserMetric metric, DoubleBinaryOperator compare) {
        this.name = name;
        this.users = users;
        this.metric = metric;
        this.compare = compare;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean usesCutoff() {
        return metric.usesCutoff();
    }

    @Override
    public Metric forSplit(TrainTest split) {
        users.requireSize(split.train().users().size(), "users");
        return new GroupMeans(name, users, metric.forSplit(split), compare);
    }

    @Override
    public double value(Rankings rankings, int k) {
        double[] sums = new double[users.names().size()];
        int[] counts = new int[sums.length];
        for (RankedList list : rankings.lists()) {
            int group = users.groupOf(list.userOrdinal());
            if (group != Groups.NONE) {
                sums[group] += metric.valueFor(list, k);
                counts[group]++;
            }
        }
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int group = 0; group < sums.length; group++) {
            if (counts[group] > 0) {
                lowest = Math.min(lowest, sums[group] / counts[group]);
                highest = Math.max(highest, sums[group] / counts[group]);
            }
        }
        return lowest > highest ? compare.applyAsDouble(0, 0) : compare.applyAsDouble(lowest, highest);
    }
}
