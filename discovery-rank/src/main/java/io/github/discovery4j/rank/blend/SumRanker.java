package io.github.discovery4j.rank.blend;

import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scores a row by a weighted sum of what other rankers score it.
 *
 * <p>Scores are not calibrated: a weight is per unit of its ranker's score. It reads what its parts read.
 *
 * <p><b>Cost:</b> that of the parts, and one array of scores. <b>Determinism:</b> parts are added in the order of the
 * builder. <b>Threads:</b> safe when the parts are.
 */
public final class SumRanker implements Ranker {

    private final List<RankerStructure.Term> terms;

    private SumRanker(List<RankerStructure.Term> terms) {
        this.terms = List.copyOf(terms);
    }

    /**
     * Starts a sum.
     *
     * @return a builder without parts
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void score(RankingBatch batch, double[] scores) {
        Arrays.fill(scores, 0);
        double[] part = new double[scores.length];
        for (RankerStructure.Term term : terms) {
            Arrays.fill(part, Double.NaN);
            term.ranker().score(batch, part);
            for (int row = 0; row < scores.length; row++) {
                scores[row] += term.weight() * part[row];
            }
        }
    }

    @Override
    public Set<String> features() {
        Set<String> features = new TreeSet<>();
        terms.forEach(term -> features.addAll(term.ranker().features()));
        return features;
    }

    @Override
    public boolean reciprocal() {
        return terms.stream().anyMatch(term -> term.ranker().reciprocal());
    }

    @Override
    public boolean pointwise() {
        return terms.stream().allMatch(term -> term.ranker().pointwise());
    }

    @Override
    public RankerStructure structure() {
        return new RankerStructure.Sum(terms);
    }

    /** Collects the parts; belongs to one thread. */
    public static final class Builder {
        private final List<RankerStructure.Term> terms = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a part.
         *
         * @param ranker the part
         * @param weight within float32's range
         * @return this
         */
        public Builder add(Ranker ranker, double weight) {
            Weights.check("weight", weight);
            terms.add(new RankerStructure.Term(ranker, weight));
            return this;
        }

        /**
         * Finishes the ranker.
         *
         * @return the ranker
         * @throws IllegalStateException if there is no part
         */
        public SumRanker build() {
            if (terms.isEmpty()) {
                throw new IllegalStateException(
                        "a sum must have one part or more, had none; add(ranker, weight) first");
            }
            return new SumRanker(terms);
        }
    }
}
