package io.github.discovery4j.examples.chain;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.ScoredCandidates;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a ranker made of the orders that candidates came in: of all candidates, before guardrails.
 *
 * @param first how many of the ranker's best are looked at: as many as the slate has places, or as there are
 * @param shared by source, how many of these are among as many of the source's own best
 * @param byOtherSide how many are among the first for what the other side wants; empty for a ranker of one side
 */
public record RankEffect(double first, Map<String, Double> shared, Optional<Double> byOtherSide) {

    static RankEffect of(ScoredCandidates scored, Ranker ranker, int places) {
        int first = Math.min(places, scored.size());
        Set<Integer> best = IntStream.range(0, first).map(scored::rowAt).boxed().collect(Collectors.toSet());
        Candidates candidates = scored.candidates();
        Map<String, Double> shared = new LinkedHashMap<>();
        for (int source = 0; source < candidates.sources().size(); source++) {
            int column = source;
            shared.put(
                    candidates.sources().get(source),
                    shared(best, candidates, row -> candidates.originScore(row, column)));
        }
        return new RankEffect(first, shared, byOtherSide(scored, ranker, best));
    }

    private static Optional<Double> byOtherSide(ScoredCandidates scored, Ranker ranker, Set<Integer> best) {
        if (!(ranker.structure(scored.context()) instanceof RankerStructure.Fusion fusion)) {
            return Optional.empty();
        }
        double[] ownSide = new double[scored.size()];
        Arrays.fill(ownSide, Double.NaN);
        fusion.forward().score(scored.batch(), ownSide);
        return Optional.of(best.size() - shared(best, scored.candidates(), row -> ownSide[row]));
    }

    /** How many rows are among as many with the highest scores; ties go by id, rows without a score are left out. */
    private static double shared(Set<Integer> best, Candidates candidates, IntToDoubleFunction score) {
        return IntStream.range(0, candidates.size())
                .filter(row -> !Double.isNaN(score.applyAsDouble(row)))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -score.applyAsDouble(row))
                        .thenComparing(candidates::id, IdOrder.CODE_POINTS))
                .limit(best.size())
                .filter(best::contains)
                .count();
    }

    /**
     * Returns the source whose own best the ranker's are most like.
     *
     * @return its name; empty without sources
     */
    public Optional<String> nearest() {
        return shared.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    static RankEffect mean(List<RankEffect> all) {
        return new RankEffect(
                Means.of(all, RankEffect::first),
                Means.ofEach(all, RankEffect::shared),
                Means.ofThoseWith(all, RankEffect::byOtherSide, some -> Means.of(some, value -> value)));
    }
}
