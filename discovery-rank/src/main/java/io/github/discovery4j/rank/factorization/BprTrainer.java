package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;
import java.util.SplittableRandom;

/**
 * Learns a {@link BprModel}: of two items, the one that somebody likes is to score higher than the one that they do not.
 *
 * <p>It minimises Σ -ln σ(score of a liked item - score of another) by stochastic gradient descent: an epoch takes as many
 * steps as there are likes, each with a like and an item that this person does not like, both drawn at random. An
 * interaction with a weight above 0 is a like.
 *
 * <p><b>Shapes:</b> vectors of d float32 values. <b>Cost:</b> 12 d flops a like and epoch, in one thread; 4 d bytes for each
 * user and item. <b>Determinism:</b> the same seed and data give the same model. <b>Threads:</b> a trainer is immutable and
 * can be used again; it uses the caller's thread, because steps depend on each other.
 *
 * <p>Source: Rendle, Freudenthaler, Gantner and Schmidt-Thieme, "BPR: Bayesian Personalized Ranking from Implicit
 * Feedback", UAI 2009. Differs: a person is scored by a vector found from their history (see {@link BprModel}), and not by
 * the one that training left.
 */
public final class BprTrainer {

    /** Values of a vector, unless set. */
    public static final int DEFAULT_DIMENSION = 64;

    /** Passes over the likes, unless set. */
    public static final int DEFAULT_EPOCHS = 100;

    /** How far one step goes, unless set. */
    public static final double DEFAULT_LEARNING_RATE = 0.02;

    /** How strongly vectors are held back, unless set. */
    public static final double DEFAULT_REGULARIZATION = 0.01;

    /** Passes over a history when a person's vector is found, unless set. */
    public static final int DEFAULT_FOLD_IN_EPOCHS = 50;

    private static final double FIRST_LENGTH = 0.1;

    private final BprSettings settings;
    private final int epochs;

    private BprTrainer(Builder builder) {
        this.settings = new BprSettings(
                builder.dimension, builder.learningRate, builder.regularization, builder.foldInEpochs, builder.seed);
        this.epochs = builder.epochs;
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
     * Learns a model. Without items it is empty, and without interactions all vectors stay as they were drawn and no
     * item is before another for somebody without a history.
     *
     * @param interactions possibly none
     * @return the model, over the interactions' items
     */
    public BprModel train(Interactions interactions) {
        return train(interactions, EpochListener.NONE);
    }

    /**
     * Learns a model, and lets somebody look at it after each epoch.
     *
     * @param interactions possibly none
     * @param listener says whether to go on
     * @return the model after the last epoch that was run
     */
    public BprModel train(Interactions interactions, EpochListener listener) {
        PositiveRows byUser = PositiveRows.of(interactions.byUser());
        SplittableRandom random = new SplittableRandom(settings.seed());
        Descent descent = new Descent(byUser, interactions.items().size(), random);
        boolean goOn = true;
        for (int epoch = 1; epoch <= epochs && goOn; epoch++) {
            descent.run(byUser.entryCount());
            goOn = listener.afterEpoch(epoch, () -> model(interactions, descent));
        }
        return model(interactions, descent);
    }

    private BprModel model(Interactions interactions, Descent descent) {
        return new BprModel(
                interactions.items(),
                settings,
                FactorTable.ofRows(descent.items, settings.dimension()),
                descent.biases.clone());
    }

    /** The vectors while they are learned. */
    private final class Descent {
        private final PositiveRows byUser;
        private final int[] userOf;
        private final SplittableRandom random;
        private final float[][] users;
        final float[][] items;
        final float[] biases;

        Descent(PositiveRows byUser, int itemCount, SplittableRandom random) {
            this.byUser = byUser;
            this.random = random;
            this.userOf = byUser.rowOfEntries();
            this.users = firstVectors(byUser.rowCount());
            this.items = firstVectors(itemCount);
            this.biases = new float[itemCount];
        }

        private float[][] firstVectors(int count) {
            float[][] vectors = new float[count][settings.dimension()];
            double scale = FIRST_LENGTH / Math.sqrt(settings.dimension());
            for (float[] vector : vectors) {
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = (float) (scale * random.nextGaussian());
                }
            }
            return vectors;
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                int entry = random.nextInt(userOf.length);
                int user = userOf[entry];
                if (byUser.size(user) < items.length) {
                    step(user, byUser.column(entry), anotherItem(user));
                }
            }
        }

        /** An item at random that this person does not like; they do not like everything. */
        private int anotherItem(int user) {
            int item;
            do {
                item = random.nextInt(items.length);
            } while (byUser.contains(user, item));
            return item;
        }

        private void step(int user, int liked, int other) {
            float[] x = users[user];
            float[] y = items[liked];
            float[] z = items[other];
            float slope = settings.slope(biases[liked] - biases[other] + difference(x, y, z));
            float kept = settings.kept();
            biases[liked] = kept * biases[liked] + slope;
            biases[other] = kept * biases[other] - slope;
            for (int i = 0; i < x.length; i++) {
                float before = x[i];
                float toLiked = y[i];
                float toOther = z[i];
                x[i] = kept * before + slope * (toLiked - toOther);
                y[i] = kept * toLiked + slope * before;
                z[i] = kept * toOther - slope * before;
            }
        }

        private double difference(float[] x, float[] y, float[] z) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += x[i] * (y[i] - z[i]);
            }
            return sum;
        }
    }

    /** Collects the settings; belongs to one thread. */
    public static final class Builder {
        private int dimension = DEFAULT_DIMENSION;
        private int epochs = DEFAULT_EPOCHS;
        private double learningRate = DEFAULT_LEARNING_RATE;
        private double regularization = DEFAULT_REGULARIZATION;
        private int foldInEpochs = DEFAULT_FOLD_IN_EPOCHS;
        private long seed;

        private Builder() {}

        /**
         * Sets how many values a vector has.
         *
         * @param dimension in [1, {@value IalsTrainer#MAX_DIMENSION}]
         * @return this
         */
        public Builder dimension(int dimension) {
            this.dimension = Settings.inRange("dimension", dimension, 1, IalsTrainer.MAX_DIMENSION, DEFAULT_DIMENSION);
            return this;
        }

        /**
         * Sets how many passes training takes over the likes.
         *
         * @param epochs 1 or more
         * @return this
         */
        public Builder epochs(int epochs) {
            this.epochs = Settings.inRange("epochs", epochs, 1, Integer.MAX_VALUE, DEFAULT_EPOCHS);
            return this;
        }

        /**
         * Sets how far one step goes.
         *
         * @param learningRate more than 0, at most 1
         * @return this
         */
        public Builder learningRate(double learningRate) {
            this.learningRate =
                    Settings.inRange("learningRate", learningRate, Double.MIN_VALUE, 1, DEFAULT_LEARNING_RATE);
            return this;
        }

        /**
         * Sets how strongly vectors are held back.
         *
         * @param regularization in [0, 1]
         * @return this
         */
        public Builder regularization(double regularization) {
            this.regularization = Settings.inRange("regularization", regularization, 0, 1, DEFAULT_REGULARIZATION);
            return this;
        }

        /**
         * Sets how many passes are taken over a history when a person's vector is found.
         *
         * @param foldInEpochs 1 or more
         * @return this
         */
        public Builder foldInEpochs(int foldInEpochs) {
            this.foldInEpochs =
                    Settings.inRange("foldInEpochs", foldInEpochs, 1, Integer.MAX_VALUE, DEFAULT_FOLD_IN_EPOCHS);
            return this;
        }

        /**
         * Sets what everything random is drawn from; 0 unless set.
         *
         * @param seed any number
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Finishes the trainer.
         *
         * @return the trainer
         */
        public BprTrainer build() {
            return new BprTrainer(this);
        }
    }
}
