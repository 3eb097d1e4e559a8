package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.Arrays;

/**
 * Ranks by where the sources put a candidate: the sum of 1 / (60 + rank) over the sources that found it, rank 1 the best.
 *
 * <p>Reads no feature and cannot fail, so it ranks when nothing else does. Candidates to which a source gave equal scores
 * share the best of their ranks. Unlike other rankers' scores, a row's depends on the rest of the batch. <b>Cost:</b> O(s n log n) for s sources.
 *
 * <p>Source: Cormack, Clarke and Buettcher, SIGIR 2009; 60 is theirs.
 */
public final class ReciprocalRankFusion implements Ranker {

    private static final double OFFSET = 60;

    /** Creates the ranker. */
    public ReciprocalRankFusion() {}

    @Override
    public void score(RankingBatch batch, double[] scores) {
        Candidates candidates = batch.candidates();
        Arrays.fill(scores, 0);
        float[] ascending = new float[candidates.size()];
        for (int source = 0; source < candidates.sources().size(); source++) {
            int found = 0;
            for (int row = 0; row < candidates.size(); row++) {
                float score = candidates.originScore(row, source);
                if (!Float.isNaN(score)) {
                    ascending[found++] = score;
                }
            }
            Arrays.sort(ascending, 0, found);
            for (int row = 0; row < candidates.size(); row++) {
                float score = candidates.originScore(row, source);
                if (!Float.isNaN(score)) {
                    scores[row] += 1 / (OFFSET + 1 + countAbove(ascending, found, score));
                }
            }
        }
    }

    @Override
    public boolean pointwise() {
        return false;
    }

    private static int countAbove(float[] ascending, int found, float score) {
        int low = 0;
        int high = found;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] > score) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return found - low;
    }
}
