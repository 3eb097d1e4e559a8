package io.github.discovery4j.core.evaluation;

import java.util.Arrays;

/** Exact AUC of one user; defined at {@link Metrics#AUC}. Cost: O(n log R) a user with n ranked items. */
final class AreaUnderCurve implements ScoreMetric {

    @Override
    public String name() {
        return "auc";
    }

    @Override
    public boolean usesCutoff() {
        return false;
    }

    @Override
    public double valueFor(UserScores scores, int k) {
        int irrelevant = scores.size() - scores.relevantCount();
        if (irrelevant == 0) {
            return 0.5;
        }
        double[] sought = new double[scores.relevantCount()];
        int count = 0;
        for (int i = 0; i < scores.size(); i++) {
            if (scores.isRelevant(i)) {
                sought[count++] = scores.score(i);
            }
        }
        Arrays.sort(sought);
        // Twice the pairs in the right order, a tie counting as half a pair: whole numbers, so nothing is rounded.
        long twice = 0;
        for (int i = 0; i < scores.size(); i++) {
            if (!scores.isRelevant(i)) {
                int notBelow = sought.length - countBelow(sought, scores.score(i), false);
                int above = sought.length - countBelow(sought, scores.score(i), true);
                twice += notBelow + above;
            }
        }
        return twice / (2.0 * sought.length * irrelevant);
    }

    /** How many of the ascending values are below a score, or at most it. */
    private static int countBelow(double[] ascending, double score, boolean orEqual) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < score || (orEqual && ascending[middle] == score)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
