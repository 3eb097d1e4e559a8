package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Selects a slate whose labels are as mixed as a person's taste: who likes seven dramas and three comedies gets about as many.
 *
 * <p>Each pick maximises (1 - w) * score - w * KL(p, q), w = {@code diversityWeight}; together the picks so approach the
 * largest (1 - w) * sum of scores - w * KL. p is the person's taste, a share for each label; q are the labels of the slate with
 * the pick, an item's labels in equal parts, items without labels left out, smoothed with 0.01 of p. A person without a taste gets
 * the ranker's order, as with weight 0. The longer a slate is, the less one pick changes it, so larger weights are usual than
 * with MMR.
 *
 * <p><b>Units:</b> diversityWeight in [0, 1]; scores are scaled to [0, 1] per request, all to 1 when they are equal; KL in nats.
 * <b>Cost:</b> O(n k l) for items of l labels. <b>Determinism:</b> equal values go to the better rank. <b>Threads:</b> safe
 * when the taste is.
 *
 * <p>Source: Steck, RecSys 2018. Differs: positions all count the same.
 */
public final class CalibratedDiversifier implements Diversifier {

    /** The weight of diversity unless set. */
    public static final double DEFAULT_DIVERSITY_WEIGHT = 0.5;

    private final String attribute;
    private final Function<RequestContext, Map<String, Double>> taste;
    private final DiversityWeight diversityWeight;
    private final List<Constraint> constraints;

    private CalibratedDiversifier(Builder builder) {
        this.attribute = builder.attribute;
        this.taste = builder.taste;
        this.diversityWeight = builder.diversityWeight;
        this.constraints = List.copyOf(builder.constraints);
    }

    /**
     * Starts a diversifier.
     *
     * @param attribute an attribute of items with labels, such as genres
     * @param taste the share of each label in what the viewer likes, in any unit; empty when nothing is known or the viewer
     *     does not consent to its use
     * @return a builder with the defaults
     */
    public static Builder builder(String attribute, Function<RequestContext, Map<String, Double>> taste) {
        return new Builder(attribute, taste);
    }

    /**
     * Makes a taste of what somebody liked: each item counts once, its labels in equal parts.
     *
     * @param liked ids of items, in any order; one that is named twice counts once
     * @param attributes of the items
     * @param attribute the attribute with the labels
     * @return a share for each label; empty when no item has one
     */
    public static Map<String, Double> tasteOf(Collection<String> liked, ItemAttributes attributes, String attribute) {
        Map<String, Double> taste = new TreeMap<>();
        for (String id : new TreeSet<>(liked)) {
            Set<String> labels = attributes.labels(id, attribute);
            labels.forEach(label -> taste.merge(label, 1.0 / labels.size(), Double::sum));
        }
        return normalised(taste);
    }

    /** Makes the shares sum to one, added in the order of the labels, whatever the order of the map. */
    static Map<String, Double> normalised(Map<String, Double> taste) {
        Map<String, Double> normalised = new TreeMap<>(taste);
        double sum = 0;
        for (double share : normalised.values()) {
            sum += share >= 0 ? share : Double.NaN;
        }
        if (!Double.isFinite(sum)) {
            throw new IllegalArgumentException(
                    "shares of a taste must be finite and 0 or more, were %s; leave unknown ones out"
                            .formatted(normalised.values()));
        }
        double total = sum;
        normalised.values().removeIf(share -> share == 0);
        normalised.replaceAll((label, share) -> share / total);
        return normalised;
    }

    /**
     * Chooses.
     *
     * @throws IllegalArgumentException if the engine's items do not have the attribute, or a share is not finite
     */
    @Override
    public Selection select(KeptCandidates kept, int k) {
        ItemAttributes attributes = kept.context().attributes();
        if (!attributes.names().contains(attribute)) {
            throw new IllegalArgumentException("attribute \"%s\" of the taste is not known, the engine's items have %s"
                    .formatted(attribute, attributes.names()));
        }
        Map<String, Double> wanted = normalised(taste.apply(kept.context()));
        double weight = diversityWeight.of(kept.context());
        return GreedySelection.select(
                kept, k, constraints, new CalibrationGain(kept, attributes, attribute, wanted, weight));
    }

    @Override
    public List<Constraint> constraints() {
        return constraints;
    }

    /** Collects the settings; belongs to one thread. */
    public static final class Builder {
        private final String attribute;
        private final Function<RequestContext, Map<String, Double>> taste;
        private DiversityWeight diversityWeight = DiversityWeight.fixed(DEFAULT_DIVERSITY_WEIGHT);
        private final List<Constraint> constraints = new ArrayList<>();

        private Builder(String attribute, Function<RequestContext, Map<String, Double>> taste) {
            this.attribute = attribute;
            this.taste = taste;
        }

        /**
         * Sets how much the taste counts against the score.
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
         */
        public CalibratedDiversifier build() {
            return new CalibratedDiversifier(this);
        }
    }
}
