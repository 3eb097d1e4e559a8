package io.github.discovery4j.core.evaluation;

/** A metric over a few sampled items in place of the catalogue; defined at {@link Metrics#sampled}. */
final class SampledNegatives implements ScoreMetric {

    private final PerUserMetric metric;
    private final int negatives;

    SampledNegatives(PerUserMetric metric, int negatives) {
        if (negatives < 1) {
            throw new IllegalArgumentException("negatives must be at least 1, was " + negatives + " (" + metric.name()
                    + "); 100 are common in papers");
        }
        if (metric instanceof ScoreMetric) {
            throw new IllegalArgumentException("a sampled metric must be one of the first k, was " + metric.name()
                    + "; take Metrics.NDCG, HIT_RATE or MRR");
        }
        this.metric = metric;
        this.negatives = negatives;
    }

    @Override
    public String name() {
        return metric.name() + "_sampled_" + negatives;
    }

    @Override
    public ScoreMetric forSplit(TrainTest split) {
        return new SampledNegatives(metric.forSplit(split), negatives);
    }

    @Override
    public double valueFor(UserScores scores, int k) {
        int[] indexes = new int[scores.size()];
        int[] relevant = new int[scores.relevantCount()];
        int found = 0;
        int others = 0;
        for (int i = 0; i < scores.size(); i++) {
            if (scores.isRelevant(i)) {
                relevant[found++] = i;
            } else {
                indexes[others++] = i;
            }
        }
        int drawn = Math.min(negatives, others);
        Draws draws = new Draws(scores.seed(), scores.userOrdinal());
        for (int i = 0; i < drawn; i++) {
            int other = i + draws.below(others - i);
            int swapped = indexes[i];
            indexes[i] = indexes[other];
            indexes[other] = swapped;
        }
        System.arraycopy(relevant, 0, indexes, drawn, found);
        int[] best = scores.best(indexes, drawn + found, k);
        for (int i = 0; i < found; i++) {
            relevant[i] = scores.itemOrdinal(relevant[i]);
        }
        return metric.valueFor(RankedList.of(scores.userOrdinal(), best, relevant), k);
    }
}
