package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import java.util.Arrays;
import java.util.Random;

/**
 * Learns a {@link JointPeopleModel} from who is tied to whom and what people like.
 *
 * <ul>
 *   <li>Places among the ties are the d largest eigenvectors of the ties' matrix, each tie divided by the root of how many
 *       both its people have, times λ^{@code decay}. The products of two people's are sums over walks from one to the other,
 *       long ones fading. This is the spectral form of truncated random walks (Katz; rooted PageRank), and what a new person
 *       gets is Nyström's extension.
 *   <li>Tastes are the t largest left singular vectors of people's likes, the root of an item's share times its rarity, each
 *       person's row of length 1; times their singular values and made length 1 again (latent semantic analysis).
 *   <li>A ridge regression of places on tastes ties both together: whoever has likes alone has an expected place, as have
 *       those who are to be found.
 *   <li>The weights of a score's six terms are learned from a share of the ties that is hidden from all of the above; then
 *       everything but the weights is learned again from all ties.
 * </ul>
 *
 * <p>Which way a directed tie points makes no difference to places; weights are learned for the one who made it. The weight of
 * a tie plays no part.
 *
 * <p><b>Shapes:</b> n people, m items, d and t values. <b>Cost:</b> for places, twice 33 steps of 4 flops a tie and column and
 * 17 times 6 n d²; for tastes once the same with 4 flops a like; n d t for the map; 32 (d + 32) bytes a person. <b>Determinism:</b>
 * the same model from the same data, settings and seed. <b>Threads:</b> one; a trainer is immutable and can be used again.
 *
 * <p>Sources: Liben-Nowell and Kleinberg, "The Link Prediction Problem for Social Networks", JASIST 58, 2007; Zhang and others,
 * "ProNE: Fast and Scalable Network Representation Learning", IJCAI 2019 (spectral filters in place of sampled walks); Agarwal
 * and Chen, "Regression-based Latent Factor Models", KDD 2009 (expected factors of newcomers). Differs: one filter, λ^decay,
 * and weights of terms by who has what.
 */
public final class JointPeopleTrainer {

    /** Values of a place among the ties, unless set. */
    public static final int DEFAULT_DIMENSION = 128;

    /** The most values of a place or a taste: time grows with their square. */
    public static final int MAX_DIMENSION = 1024;

    /** Values of a taste, unless set. */
    public static final int DEFAULT_TASTE_DIMENSION = 64;

    /** How fast walks fade, unless set. */
    public static final double DEFAULT_DECAY = 2;

    /** Which share of the ties weights are learned from, unless set. */
    public static final double DEFAULT_VALIDATION_SHARE = 0.2;

    /** More hidden ties would teach the few weights nothing. */
    private static final int MOST_HIDDEN = 4_000;

    private final int dimension;
    private final int tasteDimension;
    private final double decay;
    private final double validationShare;
    private final long seed;

    private JointPeopleTrainer(Builder builder) {
        this.dimension = builder.dimension;
        this.tasteDimension = builder.tasteDimension;
        this.decay = builder.decay;
        this.validationShare = builder.validationShare;
        this.seed = builder.seed;
    }

    /**
     * Starts a trainer.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Learns a model. Without people it is empty; without ties to learn weights from, each part counts the same.
     *
     * @param ties who is tied to whom, possibly nobody
     * @param interactions what people like, with a weight above 0; possibly nothing
     * @return the model, over everybody who is in either
     */
    public JointPeopleModel train(Ties ties, Interactions interactions) {
        IdMap people = ties.users().plus(interactions.users());
        Ties joined = ties.over(people);
        Interactions likes = interactions.over(people, interactions.items());
        TasteSpace tastes = TasteSpace.of(likes, tasteDimension, seed);
        boolean[] hidden = hidden(joined.size());
        double[][] weights = PartWeights.equal();
        if (validationShare > 0) {
            Ties shown = joined.subset(tie -> !hidden[tie]);
            weights = PartWeights.learn(model(shown, likes.items(), tastes, weights), joined, hidden, seed);
        }
        return model(joined, likes.items(), tastes, weights);
    }

    private boolean[] hidden(int ties) {
        boolean[] hidden = new boolean[ties];
        Random random = new Random(seed);
        int left = (int) Math.min(MOST_HIDDEN, Math.rint(validationShare * ties));
        for (int tie = 0; tie < ties; tie++) {
            // Each set of that many ties is as likely as any other.
            if (random.nextInt(ties - tie) < left) {
                hidden[tie] = true;
                left--;
            }
        }
        return hidden;
    }

    private JointPeopleModel model(Ties ties, IdMap items, TasteSpace tastes, double[][] weights) {
        Neighbours neighbours = Neighbours.of(ties);
        TieSpace places = TieSpace.of(neighbours, dimension, decay, seed);
        double[][] regression = TasteToTies.of(tastes.people(), tasteDimension, places.people(), dimension, neighbours);
        int n = neighbours.count();
        double[][] byTies = new double[n][];
        double[][] byLikes = new double[n][];
        for (int person = 0; person < n; person++) {
            byTies[person] = Arrays.copyOf(places.people()[person], dimension + 1);
            byTies[person][dimension] = StrictMath.log1p(neighbours.degree(person));
            byLikes[person] = liked(tastes.people()[person], regression);
        }
        return new JointPeopleModel(
                ties.users(),
                items,
                new JointPeopleModel.Learned(
                        dimension,
                        tasteDimension,
                        Rows.of(byTies, dimension + 1),
                        Rows.of(byLikes, tasteDimension + dimension),
                        Rows.of(places.anchors(), dimension),
                        Rows.of(tastes.items(), tasteDimension),
                        regression,
                        weights));
    }

    /** A taste, and the place that it lets expect. */
    private double[] liked(double[] taste, double[][] regression) {
        double[] row = Arrays.copyOf(taste, tasteDimension + dimension);
        if (Arrays.stream(taste).anyMatch(value -> value != 0)) {
            double[] expected = TasteToTies.expected(Arrays.copyOf(taste, tasteDimension), regression);
            System.arraycopy(expected, 0, row, tasteDimension, dimension);
        }
        return row;
    }

    /** Collects the settings; belongs to one thread. */
    public static final class Builder {

        private int dimension = DEFAULT_DIMENSION;
        private int tasteDimension = DEFAULT_TASTE_DIMENSION;
        private double decay = DEFAULT_DECAY;
        private double validationShare = DEFAULT_VALIDATION_SHARE;
        private long seed;

        private Builder() {}

        /**
         * Sets how many values a place among the ties has.
         *
         * @param value in [1, {@value #MAX_DIMENSION}]
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder dimension(int value) {
            dimension = inRange("dimension", value, DEFAULT_DIMENSION);
            return this;
        }

        /**
         * Sets how many values a taste has.
         *
         * @param value in [1, {@value #MAX_DIMENSION}]
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder tasteDimension(int value) {
            tasteDimension = inRange("tasteDimension", value, DEFAULT_TASTE_DIMENSION);
            return this;
        }

        private static int inRange(String name, int value, int normal) {
            if (value < 1 || value > MAX_DIMENSION) {
                throw new IllegalArgumentException("%s must be in [1, %d], was %d; %d is the default"
                        .formatted(name, MAX_DIMENSION, value, normal));
            }
            return value;
        }

        /**
         * Sets how fast walks fade.
         *
         * @param value in [0, 8]; with 0 each direction of the space counts the same
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder decay(double value) {
            decay = inRange("decay", value, 0, 8, DEFAULT_DECAY);
            return this;
        }

        /**
         * Sets which share of the ties weights are learned from.
         *
         * @param value in [0, 0.5]; with 0 each part counts the same
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder validationShare(double value) {
            validationShare = inRange("validationShare", value, 0, 0.5, DEFAULT_VALIDATION_SHARE);
            return this;
        }

        /**
         * Sets what is drawn: first vectors, hidden ties, strangers.
         *
         * @param value any
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        private static double inRange(String name, double value, double least, double most, double normal) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException("%s must be in [%s, %s], was %s; %s is the default"
                        .formatted(name, least, most, value, normal));
            }
            return value;
        }

        /**
         * Finishes.
         *
         * @return the trainer
         */
        public JointPeopleTrainer build() {
            return new JointPeopleTrainer(this);
        }
    }
}
