package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;

/** How often items occur in training, and the metrics made of it; defined at {@link Metrics}. */
final class Popularity {

    private static final double LOG_2 = StrictMath.log(2);

    private final int[] counts;
    private final double[] selfInformation;

    private Popularity(int[] counts, int total) {
        this.counts = counts;
        this.selfInformation = new double[counts.length];
        for (int item = 0; item < counts.length; item++) {
            double share = Math.max(counts[item], 1) / (double) Math.max(total, 1);
            selfInformation[item] = -StrictMath.log(share) / LOG_2;
        }
    }

    static Popularity of(Interactions train) {
        SparseRows byItem = train.byItem();
        int[] counts = new int[byItem.rowCount()];
        for (int item = 0; item < counts.length; item++) {
            counts[item] = byItem.end(item) - byItem.start(item);
        }
        return new Popularity(counts, train.size());
    }

    int count(int item) {
        return counts[item];
    }

    double novelty(RankedList list, int k) {
        double sum = 0;
        int shown = Math.min(k, list.size());
        for (int position = 0; position < shown; position++) {
            sum += selfInformation[list.itemOrdinal(position)];
        }
        return shown == 0 ? 0 : sum / shown;
    }

    double average(RankedList list, int k) {
        long sum = 0;
        int shown = Math.min(k, list.size());
        for (int position = 0; position < shown; position++) {
            sum += counts[list.itemOrdinal(position)];
        }
        return shown == 0 ? 0 : sum / (double) shown;
    }

    /** The mean popularity of what a user has; 0 for nothing. */
    private double average(SparseRows histories, int user) {
        long sum = 0;
        for (int entry = histories.start(user); entry < histories.end(user); entry++) {
            sum += counts[histories.column(entry)];
        }
        int size = histories.end(user) - histories.start(user);
        return size == 0 ? 0 : sum / (double) size;
    }

    /** How much more popular the lists are than what their users have; defined at {@link Metrics#POPULARITY_LIFT}. */
    static final class Lift implements Metric {

        @Override
        public String name() {
            return "popularity_lift";
        }

        @Override
        public double value(Rankings rankings, int k) {
            throw new IllegalStateException(
                    "the metric must know the split (" + name() + "); call forSplit, or run it in an Evaluator");
        }

        @Override
        public Metric forSplit(TrainTest split) {
            Popularity popularity = of(split.train());
            SparseRows histories = split.histories().byUser();
            return new Metric() {
                @Override
                public String name() {
                    return Lift.this.name();
                }

                @Override
                public double value(Rankings rankings, int k) {
                    return lift(popularity, histories, rankings, k);
                }
            };
        }

        private static double lift(Popularity popularity, SparseRows histories, Rankings rankings, int k) {
            double shown = 0;
            double known = 0;
            for (RankedList list : rankings.lists()) {
                int user = list.userOrdinal();
                if (histories.start(user) < histories.end(user)) {
                    shown += popularity.average(list, k);
                    known += popularity.average(histories, user);
                }
            }
            return known == 0 ? 0 : shown / known - 1;
        }
    }
}
