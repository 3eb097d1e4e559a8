package io.github.discovery4j.rank.blend;

import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.ScoredCandidates;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scores all rows cheaply, and the best of them anew with a ranker that costs more.
 *
 * <p>The {@code depth} best rows of the first phase, ties by code point of the id, get the second ranker's score to the last
 * bit. The others stand below all of these, in the first ranker's order and at its distances: the best of them next to the
 * lowest of the second phase. Where distances vanish beside that score they tie. A row's score therefore depends on the
 * batch, and the ranker is not {@linkplain #pointwise pointwise}; what the rows of the second phase score does not.
 *
 * <p>Choose a depth well above the length of a slate: what guardrails and diversity choose from should have been looked at
 * by the second ranker.
 *
 * <p><b>Cost:</b> the first ranker's over n rows, a sort, the second's over {@code depth} rows and a copy of these.
 * <b>Threads:</b> safe when the parts are.
 *
 * <p>Source: Wang, Lin and Metzler, A Cascade Ranking Model for Efficient Ranked Retrieval, SIGIR 2011. Differs: two phases
 * and a fixed depth.
 */
public final class CascadeRanker implements Ranker {

    private final RankerStructure.Cascade structure;

    private CascadeRanker(RankerStructure.Cascade structure) {
        this.structure = structure;
    }

    /**
     * Makes a cascade of two rankers.
     *
     * @param first for all rows
     * @param second for the best of them
     * @param depth how many rows the second scores at most, 1 or more
     * @return the ranker
     * @throws IllegalArgumentException if the depth is below 1
     */
    public static CascadeRanker of(Ranker first, Ranker second, int depth) {
        return new CascadeRanker(new RankerStructure.Cascade(first, second, depth));
    }

    /**
     * Scores every row.
     *
     * @throws IllegalArgumentException if the first ranker leaves a score that is not finite
     */
    @Override
    public void score(RankingBatch batch, double[] scores) {
        double[] first = new double[scores.length];
        Arrays.fill(first, Double.NaN);
        structure.first().score(batch, first);
        ScoredCandidates line = ScoredCandidates.of(batch, first);
        int depth = Math.min(structure.depth(), line.size());
        int[] best = new int[depth];
        Arrays.setAll(best, line::rowAt);
        Arrays.sort(best);
        double[] second = new double[depth];
        Arrays.fill(second, Double.NaN);
        structure.second().score(depth < line.size() ? batch.select(best) : batch, second);
        if (depth < line.size()) {
            double lowest = Arrays.stream(second).min().orElseThrow();
            putBelow(lowest, first, first[line.rowAt(depth)], scores);
        }
        for (int i = 0; i < depth; i++) {
            scores[best[i]] = second[i];
        }
    }

    /** Distances stay, but nothing comes up to the lowest, and nothing falls out of the finite numbers. */
    private static void putBelow(double lowest, double[] first, double best, double[] scores) {
        double top = Math.nextDown(lowest);
        for (int row = 0; row < scores.length; row++) {
            scores[row] = Math.max(-Double.MAX_VALUE, Math.min(top, lowest - (best - first[row])));
        }
    }

    @Override
    public Set<String> features() {
        Set<String> features = new TreeSet<>(structure.first().features());
        features.addAll(structure.second().features());
        return features;
    }

    @Override
    public boolean reciprocal() {
        return structure.first().reciprocal() || structure.second().reciprocal();
    }

    @Override
    public boolean pointwise() {
        return false;
    }

    @Override
    public RankerStructure structure() {
        return structure;
    }
}
