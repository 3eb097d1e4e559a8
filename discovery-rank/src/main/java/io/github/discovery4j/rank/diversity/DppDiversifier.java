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
 * Selects a slate by the largest determinant of its items' cosines: a determinantal point process, greedily.
 *
 * <p>Each pick maximises (1 - w) * score + w * log(growth of the determinant), w = {@code diversityWeight}; together the picks
 * so approach the largest (1 - w) * sum of scores + w * log det. The growth is what a vector has outside of all that the picks
 * span together, where MMR looks at the nearest pick alone. An item without a vector, or with only zeros, is like nothing
 * and grows it by 1. What the picks span already is picked last, by score. Weight 0 keeps the ranker's order.
 *
 * <p>With a {@linkplain Builder#window window} a pick is compared with the last picks only: for feeds so long that items may
 * be alike again, or longer than vectors have dimensions.
 *
 * <p><b>Shapes:</b> n candidates, slate k, vectors n x d (float32, any length: they are normalised when read).
 * <b>Units:</b> diversityWeight in [0, 1]; scores are scaled to [0, 1] per request, all to 1 when they are equal.
 * <b>Cost:</b> O(nkd) time at worst and O((n + k)d) scratch; with a window of m picks O(nk(d + m)) and O(n(d + m)). Of the
 * kernel only entries of a pick and a candidate that may win are computed. <b>Determinism:</b> equal values go to the better rank.
 * <b>Threads:</b> safe when the vectors are.
 *
 * <p>Source: Chen, Zhang and Zhou, NeurIPS 2018. Differs: scores are added and not multiplied into the kernel; its diagonal is
 * 1.00001; picks that span everything do not end the slate; candidates that cannot win are not computed.
 */
public final class DppDiversifier implements Diversifier {

    /** The weight of diversity unless set. */
    public static final double DEFAULT_DIVERSITY_WEIGHT = 0.3;

    private final VectorReader vectors;
    private final VectorRows memory = new VectorRows();
    private final DiversityWeight diversityWeight;
    private final int window;
    private final List<Constraint> constraints;

    private DppDiversifier(Builder builder) {
        this.vectors = builder.vectors.orElseThrow(() ->
                new IllegalStateException("a DPP compares items by their vectors, none were given; call vectors(…)"));
        this.diversityWeight = builder.diversityWeight;
        this.window = builder.window;
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
        GreedySelection.Gain gain = window < Math.min(k, kept.size())
                ? new WindowedDeterminantGain(kept, k, compared, weight, window)
                : new DeterminantGain(kept, k, compared, weight);
        Selection selection = GreedySelection.select(kept, k, constraints, gain);
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
        private int window = Integer.MAX_VALUE;
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
         * @param diversityWeight in [0, 1]: 0 keeps the ranker's order, 1 ignores scores
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
         * Compares each pick with the last ones only.
         *
         * @param picks how many, 1 or more; all unless set
         * @return this
         * @throws IllegalArgumentException if there are fewer
         */
        public Builder window(int picks) {
            if (picks < 1) {
                throw new IllegalArgumentException(
                        "window must be 1 or more picks, was %d; diversityWeight(0) compares nothing".formatted(picks));
            }
            this.window = picks;
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
        public DppDiversifier build() {
            return new DppDiversifier(this);
        }
    }
}
