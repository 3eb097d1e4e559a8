package io.github.discovery4j.rank.harassment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores find what is sought: precision against recall over all thresholds.
 *
 * <p>Equal scores are above a threshold together, so that their order does not matter. <b>Cost:</b> O(n log n).
 * <b>Threads:</b> immutable.
 */
public final class PrecisionRecall {

    private final double[] precisions;
    private final double[] recalls;
    private final double[] thresholds;

    private PrecisionRecall(double[] precisions, double[] recalls, double[] thresholds) {
        this.precisions = precisions;
        this.recalls = recalls;
        this.thresholds = thresholds;
    }

    /**
     * Compares scores with what is sought.
     *
     * @param scores finite, higher for what is more likely sought
     * @param sought one a score, one of them true at least
     * @return the curve
     * @throws IllegalArgumentException if they differ in length, a score is not finite, or nothing is sought
     */
    public static PrecisionRecall of(double[] scores, boolean[] sought) {
        int all = (int) IntStream.range(0, sought.length).filter(i -> sought[i]).count();
        if (scores.length != sought.length || all == 0 || !Arrays.stream(scores).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "there must be one finite score for each of the texts, and one text that is sought; had %d scores, %d texts, %d sought"
                            .formatted(scores.length, sought.length, all));
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] precisions = new double[scores.length];
        double[] recalls = new double[scores.length];
        double[] thresholds = new double[scores.length];
        int points = 0;
        int found = 0;
        for (int rank = 0; rank < order.length; rank++) {
            found += sought[order[rank]] ? 1 : 0;
            if (rank + 1 == order.length || scores[order[rank + 1]] < scores[order[rank]]) {
                precisions[points] = found / (rank + 1.0);
                recalls[points] = (double) found / all;
                thresholds[points++] = scores[order[rank]];
            }
        }
        return new PrecisionRecall(
                Arrays.copyOf(precisions, points), Arrays.copyOf(recalls, points), Arrays.copyOf(thresholds, points));
    }

    /**
     * Returns the average precision: the sum over thresholds of precision times what recall grew by.
     *
     * @return in (0, 1]; about the share of what is sought for scores by chance
     */
    public double averagePrecision() {
        double sum = 0;
        double before = 0;
        for (int point = 0; point < recalls.length; point++) {
            sum += precisions[point] * (recalls[point] - before);
            before = recalls[point];
        }
        return sum;
    }

    /**
     * Returns the best precision with which so much is found.
     *
     * @param recall in (0, 1]
     * @return in (0, 1]
     * @throws IllegalArgumentException if the recall is out of range
     */
    public double precisionAt(double recall) {
        return precisions[pointAt(recall)];
    }

    /**
     * Returns the threshold of the best precision with which so much is found.
     *
     * @param recall in (0, 1]
     * @return what a score must reach
     * @throws IllegalArgumentException if the recall is out of range
     */
    public double thresholdAt(double recall) {
        return thresholds[pointAt(recall)];
    }

    private int pointAt(double recall) {
        if (!(recall > 0 && recall <= 1)) {
            throw new IllegalArgumentException("recall must be in (0, 1], was " + recall);
        }
        int best = recalls.length - 1;
        for (int point = best; point >= 0 && recalls[point] >= recall; point--) {
            best = precisions[point] > precisions[best] ? point : best;
        }
        return best;
    }
}
