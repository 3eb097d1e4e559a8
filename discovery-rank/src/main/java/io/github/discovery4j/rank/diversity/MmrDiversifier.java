package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Selects a slate by maximal marginal relevance.
 *
 * <p>Each pick maximises (1 - w) * score - w * (largest similarity to a picked item), w = {@code diversityWeight}; for the
 * first pick the similarity is 0. Similarity is the cosine of two items' vectors, 0 when one of them has none or only
 * zeros. Weight 0 keeps the ranker's order.
 *
 * <p><b>Shapes:</b> n candidates, slate k, vectors n x d (float32, any length: they are normalised when read).
 * <b>Units:</b> diversityWeight in [0, 1], the paper's 1 - λ; scores are scaled to [0, 1] per request, all to 1 when they
 * are equal. <b>Cost:</b> O(n k d) time at worst, O(n d) scratch, emptied and
 * used again by later slates; no allocation per pick. <b>Determinism:</b> equal values go to
 * the better rank. <b>Threads:</b> safe when the vectors are.
 *
 * <p>Source: Carbonell and Goldstein, SIGIR 1998. Differs: scores are rescaled first.
 */
public final class MmrDiversifier implements Diversifier {

    /** The weight of diversity unless set. */
    public static final double DEFAULT_DIVERSITY_WEIGHT = 0.3;

    private final VectorReader vectors;
    private final VectorRows memory = new VectorRows();
    private final DiversityWeight diversityWeight;
    private final List<Constraint> constraints;

    private MmrDiversifier(Builder builder) {
        this.vectors = builder.vectors.orElseThrow(() ->
                new IllegalStateException("MMR compares items by their vectors, none were given; call vectors(…)"));
        this.diversityWeight = builder.diversityWeight;
        this.constraints = List.copyOf(builder.constraints);
    }

    /**
     * Starts a diversifier.
     *
     * @return a builder; it needs vectors
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Selection select(KeptCandidates kept, int k) {
        double weight = diversityWeight.of(kept.context());
        UnitVectors compared = new UnitVectors(kept, vectors, memory);
        Selection selection =
                GreedySelection.select(kept, k, constraints, new MarginalRelevance(kept, k, compared, weight));
        compared.close();
        return selection;
    }

    @Override
    public List<Constraint> constraints() {
        return constraints;
    }

    /** Collects the settings; belongs to one thread. */
    public static final class Builder {
        private Optional<VectorReader> vectors = Optional.empty();
        private DiversityWeight diversityWeight = DiversityWeight.fixed(DEFAULT_DIVERSITY_WEIGHT);
        private final List<Constraint> constraints = new ArrayList<>();

        private Builder() {}

        /**
         * Sets what items are compared by; must be called.
         *
         * @param vectors such as embeddings or genre counts
         * @return this
         */
        public Builder vectors(VectorReader vectors) {
            this.vectors = Optional.of(vectors);
            return this;
        }

        /**
         * Sets how much diversity counts against the score.
         *
         * @param diversityWeight in [0, 1]: 0 keeps the ranker's order, 1 ignores scores after the first pick
         * @return this
         */
        public Builder diversityWeight(double diversityWeight) {
            this.diversityWeight = DiversityWeight.fixed(diversityWeight);
            return this;
        }

        /**
         * Takes it from parameters that each request pins, so that some requests can be given others.
         *
         * @param parameters of the engine
         * @param weight in [0, 1]; anything else fails the diversifier, and the slate is chosen by score
         * @param <P> the kind of parameters
         * @return this
         */
        public <P> Builder diversityWeight(Handle<P> parameters, ToDoubleFunction<? super P> weight) {
            this.diversityWeight = DiversityWeight.pinned(parameters, weight);
            return this;
        }

        /**
         * Adds a constraint on the slate.
         *
         * @param constraint hard or soft
         * @return this
         */
        public Builder constraint(Constraint constraint) {
            constraints.add(constraint);
            return this;
        }

        /**
         * Finishes the diversifier.
         *
         * @return the diversifier
         * @throws IllegalStateException if no vectors were given
         */
        public MmrDiversifier build() {
            return new MmrDiversifier(this);
        }
    }
}
