package io.github.discovery4j.rank.blend;

import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

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

    @Override
    public void score(RankingBatch batch, double[] scores) {
        int size = batch.size();
        structure.first().score(batch, scores);
        int[] line = line(batch, scores);
        int depth = Math.min(structure.depth(), size);
        int[] best = Arrays.copyOf(line, depth);
        Arrays.sort(best);
        double[] second = new double[depth];
        Arrays.fill(second, Double.NaN);
        structure.second().score(depth < size ? batch.select(best) : batch, second);
        double lowest = Double.POSITIVE_INFINITY;
        for (double score : second) {
            lowest = Math.min(lowest, score);
        }
        if (depth < size) {
            putBelow(lowest, scores, scores[line[depth]]);
        }
        for (int i = 0; i < depth; i++) {
            scores[best[i]] = second[i];
        }
    }

    /** The rows by first score; a first ranker that leaves a score out fails as a whole. */
    private static int[] line(RankingBatch batch, double[] scores) {
        for (double score : scores) {
            if (!Double.isFinite(score)) {
                throw new IllegalStateException(
                        "the first ranker of a cascade must give finite scores, gave %s; see which columns it reads"
                                .formatted(score));
            }
        }
        return IntStream.range(0, batch.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -scores[row])
                        .thenComparing(row -> batch.candidates().id(row), IdOrder.CODE_POINTS))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void putBelow(double lowest, double[] scores, double best) {
        double top = Math.nextDown(lowest);
        for (int row = 0; row < scores.length; row++) {
            double score = Math.min(top, lowest - (best - scores[row]));
            scores[row] = Math.max(score, -Double.MAX_VALUE);
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
