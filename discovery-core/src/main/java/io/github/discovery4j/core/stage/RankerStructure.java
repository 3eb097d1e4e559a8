package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.TreeEnsemble;
import java.util.ArrayList;
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
     * One part of a sum.
     *
     * @param ranker the part
     * @param weight its factor
     */
    record Term(Ranker ranker, double weight) {}
}
