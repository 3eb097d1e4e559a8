package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.TreeEnsemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a ranker's score comes about, as far as an explanation can take it apart. */
public sealed interface RankerStructure {

    /** Nothing is known but the score itself. */
    record Opaque() implements RankerStructure {}

    /**
     * Intercept plus the sum of weight × value over columns; a missing value contributes nothing.
     *
     * @param weights by column name, in a stable order
     * @param intercept the score of a row without values
     */
    record Linear(Map<String, Double> weights, double intercept) implements RankerStructure {
        /** Copies the weights, keeping their order. */
        public Linear {
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        }
    }

    /**
     * What trees add up to, before any transformation; columns are found by the ensemble's feature names.
     *
     * @param ensemble of one output
     */
    record Trees(TreeEnsemble ensemble) implements RankerStructure {
        /**
         * Checks that there is one score a row.
         *
         * @throws IllegalArgumentException if the ensemble has several outputs
         */
        public Trees {
            if (ensemble.outputs() != 1) {
                throw new IllegalArgumentException(
                        "a ranker's trees must have 1 output, were %d; train a model of one score"
                                .formatted(ensemble.outputs()));
            }
        }
    }

    /**
     * A weighted sum of other rankers' scores.
     *
     * @param terms one or more
     */
    record Sum(List<Term> terms) implements RankerStructure {
        /** Copies the terms. */
        public Sum {
            terms = Collections.unmodifiableList(new ArrayList<>(terms));
        }
    }

    /**
     * Two phases: the first ranker scores all rows, the second the best of them anew.
     *
     * <p>The {@code depth} rows that the first scores highest, ties by {@linkplain io.github.discovery4j.core.model.IdOrder
     * code point} of the id, have exactly the score that the second gives them. All others follow below the lowest of
     * these, in the order of the first; their score is a place in the line and is not explained by itself.
     *
     * @param first for all rows
     * @param second for the best of them
     * @param depth how many rows the second scores at most, 1 or more
     */
    record Cascade(Ranker first, Ranker second, int depth) implements RankerStructure {
        /**
         * Checks the depth.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Cascade {
            if (depth < 1) {
                throw new IllegalArgumentException("a cascade's depth must be 1 or more, was " + depth);
            }
        }

        /**
         * Returns the lowest score that the second ranker gave in a batch: a row with it or a higher one is the second's to
         * explain, any other the first's.
         *
         * @param scores of all rows of the batch, as the cascade left them
         * @return a score, positive infinity if there are no rows
         */
        public double lowestOfSecond(double[] scores) {
            double[] ascending = scores.clone();
            Arrays.sort(ascending);
            return scores.length == 0
                    ? Double.POSITIVE_INFINITY
                    : ascending[scores.length - Math.min(depth, scores.length)];
        }
    }

    /**
     * Both directions, each scored by a ranker, made one: {@code rule.fuse(score of forward, score of backward)}.
     *
     * @param forward reads the batch as it is, viewer → candidate
     * @param backward reads the batch {@linkplain RankingBatch#reversed turned round}, candidate → viewer
     * @param rule makes one score of two
     */
    record Fusion(Ranker forward, Ranker backward, FusionRule rule) implements RankerStructure {}

    /**
     * One part of a sum.
     *
     * @param ranker the part
     * @param weight its factor
     */
    record Term(Ranker ranker, double weight) {}
}
