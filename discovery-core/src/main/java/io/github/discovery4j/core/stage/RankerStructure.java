package io.github.discovery4j.core.stage;

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
