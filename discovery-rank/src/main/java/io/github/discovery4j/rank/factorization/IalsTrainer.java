package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;
import java.util.Arrays;
import java.util.Random;

/**
 * Learns an {@link IalsModel} by alternating least squares: vectors of users from those of their items, then the other way
 * round, epoch after epoch.
 *
 * <p>It minimises Σ c (1 - x·y)² over the pairs of a user x and an item y that they like, + w Σ (x·y)² over all pairs of
 * users and items, + Σ ridge · |x|² over all users, and likewise over all items. An interaction with a weight above 0 is a
 * like. A user who likes n of m items has the ridge λ (n + w m)^ν: vectors that much evidence stands behind are held back
 * more, in proportion, than the plain λ would. An item that nobody likes has the vector 0, and so does a user who likes
 * nothing.
 *
 * <p><b>Shapes:</b> vectors of d float32 values; matrices of d x d, summed and solved in double precision. <b>Cost:</b> an
 * epoch takes 2 d² flops a like, and d³ / 3 for each user and item; by conjugate gradients 8 d a like and 4 d² a user and
 * item, for each step. 4 d bytes for each user and item. <b>Determinism:</b> the same model with any number of threads, on
 * any machine. <b>Threads:</b> a trainer is immutable and can be used again.
 *
 * <p>Source: Hu, Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008; the ridge is
 * that of Rendle, Krichene, Zhang and Koren, "Revisiting the Performance of iALS on Item Recommendation Benchmarks",
 * RecSys 2022 (arXiv 2110.14037): {@code unobservedWeight} is its α₀, {@code regularization} λ, {@code frequencyExponent}
 * ν.
 */
public final class IalsTrainer {

    /** How the vectors are found. */
    public enum Solver {
        /** Solves each system to the last digit. */
        EXACT,
        /** Comes nearer in a few steps; several times faster at a large dimension, and nearly as good. */
        CONJUGATE_GRADIENT
    }

    /** Values of a vector, unless set. */
    public static final int DEFAULT_DIMENSION = 64;

    /** The most values of a vector: beyond it solving takes longer than any gain is worth. */
    public static final int MAX_DIMENSION = 1024;

    /** How often all vectors are found anew, unless set. */
    public static final int DEFAULT_EPOCHS = 12;

    /** λ, unless set. */
    public static final double DEFAULT_REGULARIZATION = 0.02;

    /** What a pair that was never seen weighs beside a like, unless set. */
    public static final double DEFAULT_UNOBSERVED_WEIGHT = 0.2;

    /** ν, unless set: the ridge grows with what stands behind a vector. */
    public static final double DEFAULT_FREQUENCY_EXPONENT = 1;

    /** Steps of conjugate gradients, unless set. */
    public static final int DEFAULT_STEPS = 3;

    /** The length that first vectors have about. */
    private static final double FIRST_LENGTH = 0.1;

    private static final int ROWS_PER_TASK = 64;

    private final IalsSettings settings;
    private final int epochs;
    private final long seed;
    private final Solver solver;
    private final int steps;
    private final int threads;

    private IalsTrainer(Builder builder) {
        this.settings = new IalsSettings(
                builder.dimension,
                builder.regularization,
                builder.unobservedWeight,
                builder.frequencyExponent,
                builder.weightScale);
        this.epochs = builder.epochs;
        this.seed = builder.seed;
        this.solver = builder.solver;
        this.steps = builder.steps;
        this.threads = builder.threads;
    }

    /**
     * Starts a trainer.
     *
     * @return a builder with the defaults, and a thread for each processor
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Learns a model. Without items it is empty, and without interactions it scores everything 0.
     *
     * @param interactions possibly none
     * @return the model, over the interactions' items
     */
    public IalsModel train(Interactions interactions) {
        return train(interactions, EpochListener.NONE);
    }

    /**
     * Learns a model, and lets somebody look at it after each epoch.
     *
     * @param interactions possibly none
     * @param listener says whether to go on
     * @return the model after the last epoch that was run
     */
    public IalsModel train(Interactions interactions, EpochListener listener) {
        PositiveRows byUser = rows(interactions, true);
        PositiveRows byItem = rows(interactions, false);
        float[][] users = new float[byUser.rowCount()][settings.dimension()];
        float[][] items = firstVectors(byItem.rowCount());
        try (Workers workers = new Workers(threads)) {
            boolean goOn = true;
            for (int epoch = 1; epoch <= epochs && goOn; epoch++) {
                learn(byUser, items, users, workers);
                learn(byItem, users, items, workers);
                goOn = listener.afterEpoch(epoch, () -> model(interactions, users, items, workers));
            }
            return model(interactions, users, items, workers);
        }
    }

    private IalsModel model(Interactions interactions, float[][] users, float[][] items, Workers workers) {
        double[][] userGram = Gram.of(users, settings.dimension(), workers);
        double[][] itemGram = Gram.of(items, settings.dimension(), workers);
        return new IalsModel(
                interactions.items(),
                settings,
                FactorTable.ofRows(items, settings.dimension()),
                itemGram,
                userGram,
                users.length);
    }

    private PositiveRows rows(Interactions interactions, boolean byUser) {
        var rows = byUser ? interactions.byUser() : interactions.byItem();
        return settings.weightScale() == 0 ? PositiveRows.of(rows) : PositiveRows.withWeights(rows);
    }

    /** One stream of random numbers for all items, in order: the same vectors whatever the threads do. */
    private float[][] firstVectors(int count) {
        Random random = new Random(seed);
        double scale = FIRST_LENGTH / Math.sqrt(settings.dimension());
        float[][] vectors = new float[count][settings.dimension()];
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (scale * random.nextGaussian());
            }
        }
        return vectors;
    }

    /** Finds the vectors of one side from those of the other. */
    private void learn(PositiveRows rows, float[][] others, float[][] vectors, Workers workers) {
        double[][] gram = Gram.of(others, settings.dimension(), workers);
        workers.forEach(Math.ceilDiv(vectors.length, ROWS_PER_TASK), task -> {
            FactorSolver solver = newSolver(gram);
            int to = Math.min(vectors.length, (task + 1) * ROWS_PER_TASK);
            for (int row = task * ROWS_PER_TASK; row < to; row++) {
                learn(rows, row, others, vectors[row], solver);
            }
        });
    }

    private void learn(PositiveRows rows, int row, float[][] others, float[] vector, FactorSolver solver) {
        if (rows.size(row) == 0) {
            Arrays.fill(vector, 0);
            return;
        }
        solver.begin(settings.ridge(rows.size(row), others.length));
        for (int entry = rows.start(row); entry < rows.end(row); entry++) {
            solver.add(others[rows.column(entry)], settings.confidence(rows.weight(entry)));
        }
        solver.solve(vector);
    }

    private FactorSolver newSolver(double[][] gram) {
        return solver == Solver.EXACT
                ? new ExactSolver(gram, settings.unobservedWeight())
                : new ConjugateGradientSolver(gram, settings.unobservedWeight(), steps);
    }

    /** Collects the settings; belongs to one thread. */
    public static final class Builder {
        private int dimension = DEFAULT_DIMENSION;
        private int epochs = DEFAULT_EPOCHS;
        private double regularization = DEFAULT_REGULARIZATION;
        private double unobservedWeight = DEFAULT_UNOBSERVED_WEIGHT;
        private double frequencyExponent = DEFAULT_FREQUENCY_EXPONENT;
        private double weightScale;
        private long seed;
        private Solver solver = Solver.EXACT;
        private int steps = DEFAULT_STEPS;
        private int threads = Runtime.getRuntime().availableProcessors();

        private Builder() {}

        /**
         * Sets how many values a vector has.
         *
         * @param dimension in [1, {@value IalsTrainer#MAX_DIMENSION}]
         * @return this
         */
        public Builder dimension(int dimension) {
            this.dimension = Settings.inRange("dimension", dimension, 1, MAX_DIMENSION, DEFAULT_DIMENSION);
            return this;
        }

        /**
         * Sets how often all vectors are found anew.
         *
         * @param epochs 1 or more
         * @return this
         */
        public Builder epochs(int epochs) {
            this.epochs = Settings.inRange("epochs", epochs, 1, Integer.MAX_VALUE, DEFAULT_EPOCHS);
            return this;
        }

        /**
         * Sets λ, how strongly vectors are held back.
         *
         * @param regularization more than 0, finite
         * @return this
         */
        public Builder regularization(double regularization) {
            this.regularization = Settings.positive("regularization", regularization, DEFAULT_REGULARIZATION);
            return this;
        }

        /**
         * Sets what a pair that was never seen weighs beside a like.
         *
         * @param unobservedWeight more than 0, finite; less of it for larger catalogues
         * @return this
         */
        public Builder unobservedWeight(double unobservedWeight) {
            this.unobservedWeight = Settings.positive("unobservedWeight", unobservedWeight, DEFAULT_UNOBSERVED_WEIGHT);
            return this;
        }

        /**
         * Sets ν, how the ridge grows with what stands behind a vector.
         *
         * @param frequencyExponent 0 for the same ridge for all, 1 for one in proportion; up to 2
         * @return this
         */
        public Builder frequencyExponent(double frequencyExponent) {
            this.frequencyExponent =
                    Settings.inRange("frequencyExponent", frequencyExponent, 0, 2, DEFAULT_FREQUENCY_EXPONENT);
            return this;
        }

        /**
         * Lets the weights of interactions count, such as plays: a like of the weight v has the confidence c = 1 +
         * weightScale · ln(1 + v). Weights of repeats add up. Off unless set: then c is 1.
         *
         * @param weightScale 0 or more, finite; 0 for off
         * @return this
         */
        public Builder weightScale(double weightScale) {
            this.weightScale = Settings.inRange("weightScale", weightScale, 0, 1e6, 0);
            return this;
        }

        /**
         * Sets what the first vectors are drawn from; 0 unless set.
         *
         * @param seed any number
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Sets how vectors are found; {@link Solver#EXACT} unless set.
         *
         * @param solver the way
         * @return this
         */
        public Builder solver(Solver solver) {
            this.solver = solver;
            return this;
        }

        /**
         * Sets how many steps of conjugate gradients each vector gets in an epoch.
         *
         * @param steps 1 or more
         * @return this
         */
        public Builder steps(int steps) {
            this.steps = Settings.inRange("steps", steps, 1, Integer.MAX_VALUE, DEFAULT_STEPS);
            return this;
        }

        /**
         * Sets how many threads train; the model is the same with any number.
         *
         * @param threads 1 or more
         * @return this
         */
        public Builder threads(int threads) {
            this.threads = Settings.threads(threads);
            return this;
        }

        /**
         * Finishes the trainer.
         *
         * @return the trainer
         */
        public IalsTrainer build() {
            return new IalsTrainer(this);
        }
    }
}
