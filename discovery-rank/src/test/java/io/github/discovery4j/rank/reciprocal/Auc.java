package io.github.discovery4j.rank.reciprocal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The area under the ROC curve of scored rows that count with weights; tied rows count half. */
final class Auc {

    private final int[] order;
    private final double[] scores;
    private final boolean[] labels;

    Auc(double[] scores, boolean[] labels) {
        this.scores = scores;
        this.labels = labels;
        this.order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static double of(double[] scores, boolean[] labels) {
        double[] ones = new double[scores.length];
        Arrays.fill(ones, 1);
        return new Auc(scores, labels).weighted(ones);
    }

    double weighted(double[] weights) {
        double below = 0;
        double positives = 0;
        double won = 0;
        for (int from = 0, to; from < order.length; from = to) {
            double tiedPositive = 0;
            double tiedNegative = 0;
            for (to = from; to < order.length && scores[order[to]] == scores[order[from]]; to++) {
                double weight = weights[order[to]];
                tiedPositive += labels[order[to]] ? weight : 0;
                tiedNegative += labels[order[to]] ? 0 : weight;
            }
            won += tiedPositive * (below + tiedNegative / 2);
            below += tiedNegative;
            positives += tiedPositive;
        }
        return won / (below * positives);
    }
}
