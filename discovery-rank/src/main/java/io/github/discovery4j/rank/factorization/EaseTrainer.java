package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Learns an {@link EaseModel}, in closed form.
 *
 * <p>X is the binary matrix of people and items: 1 where somebody has an interaction of a weight above 0 with an item,
 * however many. The model's weights are B = I - P · diag(1 / P_jj) with P = (XᵀX + regularization · I)⁻¹: each item is
 * predicted from the others by a ridge regression that may not use the item itself.
 *
 * <p>Two things differ from that if they are asked for. A person's likes weigh (their number / the mean number)^-userExponent
 * each, so that a few people who like everything do not decide alone. An item's ridge is regularization · (its weighted likes /
 * their mean)^frequencyExponent: it grows with what stands behind the item.
 *
 * <p><b>Shapes:</b> n items. <b>Cost:</b> the sum over people of (items liked)² to count pairs, then n³ flops; 12 n²
 * bytes while training, 4 n² afterwards. <b>Determinism:</b> the same model with any number of threads.
 * <b>Threads:</b> a trainer is immutable and can be used again.
 *
 * <p>Source: Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019; {@code regularization} is its λ.
 */
public final class EaseTrainer {

    /** Regularization unless set; good for data of the size of MovieLens 100K, larger data takes less in proportion. */
    public static final double DEFAULT_REGULARIZATION = 500;

    /** Items that are accepted unless set: 1.2 GB while training, 0.4 GB afterwards. */
    public static final int DEFAULT_MAX_ITEMS = 10_000;

    /** The largest catalogue whatever is set: beyond it n² numbers do not fit into one array. */
    public static final int MAX_ITEMS = 46_340;

    private static final int ROWS_PER_TASK = 64;
    private static final double BYTES_PER_CELL = 12;

    private final double regularization;
    private final double userExponent;
    private final double frequencyExponent;
    private final int maxItems;
    private final int threads;

    private EaseTrainer(Builder builder) {
        this.regularization = builder.regularization;
        this.userExponent = builder.userExponent;
        this.frequencyExponent = builder.frequencyExponent;
        this.maxItems = builder.maxItems;
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
     * @throws IllegalArgumentException if there are more items than allowed, or the regularization is too small for the
     *     data
     */
    public EaseModel train(Interactions interactions) {
        int n = interactions.items().size();
        checkSize(n);
        PositiveRows byUser = PositiveRows.of(interactions.byUser());
        PositiveRows byItem = PositiveRows.of(interactions.byItem());
        try (Workers workers = new Workers(threads)) {
            double[] matrix = new double[n * n];
            double[] weights = userWeights(byUser);
            forEachRow(n, workers, item -> countPairs(item, weights, byUser, byItem, matrix, n));
            addRidge(matrix, n);
            invert(matrix, n, workers);
            float[] model = new float[n * n];
            forEachRow(n, workers, item -> toWeights(item, matrix, model, n));
            return new EaseModel(interactions.items(), model);
        }
    }

    private void checkSize(int n) {
        if (n > maxItems) {
            throw new IllegalArgumentException(
                    ("EASE keeps items² numbers: the catalogue must have at most %d items, had %d (%.1f GB while"
                                    + " training); read the data without the items that hardly anybody uses, raise"
                                    + " maxItems (up to %d), or take a model that grows with the number of items, such"
                                    + " as PopularityModel")
                            .formatted(maxItems, n, BYTES_PER_CELL * n * n / 1e9, MAX_ITEMS));
        }
    }

    /** What a like of each person weighs; 1 with exponent 0, and on average about 1 otherwise. */
    private double[] userWeights(PositiveRows byUser) {
        double[] weights = new double[byUser.rowCount()];
        double mean = (double) byUser.entryCount() / Math.max(1, weights.length);
        Arrays.setAll(
                weights, user -> byUser.size(user) == 0 ? 0 : StrictMath.pow(byUser.size(user) / mean, -userExponent));
        return weights;
    }

    /**
     * Row i of XᵀX: how many people like i and j both, each by their weight. Users ascend in every row, so that row i and row j
     * add the same numbers in the same order, and the matrix is symmetric to the last bit.
     */
    private static void countPairs(
            int item, double[] weights, PositiveRows byUser, PositiveRows byItem, double[] matrix, int n) {
        int row = item * n;
        for (int entry = byItem.start(item); entry < byItem.end(item); entry++) {
            int user = byItem.column(entry);
            for (int other = byUser.start(user); other < byUser.end(user); other++) {
                matrix[row + byUser.column(other)] += weights[user];
            }
        }
    }

    private void addRidge(double[] matrix, int n) {
        double sum = 0;
        for (int item = 0; item < n; item++) {
            sum += matrix[item * n + item];
        }
        double mean = sum > 0 ? sum / n : 1;
        for (int item = 0; item < n; item++) {
            double likes = matrix[item * n + item];
            // An item without likes has no weights, whatever its ridge; a ridge of 0 would make it singular.
            double scale = likes > 0 ? StrictMath.pow(likes / mean, frequencyExponent) : 1;
            matrix[item * n + item] = likes + regularization * scale;
        }
    }

    private void invert(double[] matrix, int n, Workers workers) {
        try {
            SymmetricInverse.invert(matrix, n, workers);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    ("regularization must be large enough to tell items apart that the same people like, was %s (%d"
                                    + " items); raise it, %s is the default")
                            .formatted(regularization, n, DEFAULT_REGULARIZATION),
                    e);
        }
    }

    private static void toWeights(int item, double[] inverse, float[] weights, int n) {
        int row = item * n;
        for (int other = 0; other < n; other++) {
            weights[row + other] = other == item ? 0 : (float) (-inverse[row + other] / inverse[other * n + other]);
        }
    }

    private static void forEachRow(int n, Workers workers, IntConsumer task) {
        workers.forEach(Math.ceilDiv(n, ROWS_PER_TASK), block -> {
            int to = Math.min(n, (block + 1) * ROWS_PER_TASK);
            for (int row = block * ROWS_PER_TASK; row < to; row++) {
                task.accept(row);
            }
        });
    }

    /** Collects the settings; belongs to one thread. */
    public static final class Builder {
        private double regularization = DEFAULT_REGULARIZATION;
        private double userExponent;
        private double frequencyExponent;
        private int maxItems = DEFAULT_MAX_ITEMS;
        private int threads = Runtime.getRuntime().availableProcessors();

        private Builder() {}

        /**
         * Sets how strongly weights are held back, in units of people who like an item.
         *
         * @param regularization more than 0, finite
         * @return this
         */
        public Builder regularization(double regularization) {
            if (!(regularization > 0 && regularization < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "regularization must be more than 0 and finite, was %s; %s is the default"
                                .formatted(regularization, DEFAULT_REGULARIZATION));
            }
            this.regularization = regularization;
            return this;
        }

        /**
         * Sets how much less the likes of people weigh who like much; 0 unless set, as in the paper.
         *
         * @param exponent in [0, 1]: 1 gives each person the same weight in all
         * @return this
         */
        public Builder userExponent(double exponent) {
            this.userExponent = checkedExponent("userExponent", exponent);
            return this;
        }

        /**
         * Sets how much more the weights of popular items are held back; 0 unless set, as in the paper.
         *
         * @param exponent in [0, 1]: 0 gives all items the same ridge
         * @return this
         */
        public Builder frequencyExponent(double exponent) {
            this.frequencyExponent = checkedExponent("frequencyExponent", exponent);
            return this;
        }

        private static double checkedExponent(String name, double exponent) {
            if (!(exponent >= 0 && exponent <= 1)) {
                throw new IllegalArgumentException(
                        "%s must be in [0, 1], was %s; 0 is the default".formatted(name, exponent));
            }
            return exponent;
        }

        /**
         * Sets the largest catalogue that is accepted; time grows with its cube and memory with its square.
         *
         * @param maxItems in [1, {@value EaseTrainer#MAX_ITEMS}]
         * @return this
         */
        public Builder maxItems(int maxItems) {
            if (maxItems < 1 || maxItems > MAX_ITEMS) {
                throw new IllegalArgumentException(
                        "maxItems must be in [1, %d], was %d".formatted(MAX_ITEMS, maxItems));
            }
            this.maxItems = maxItems;
            return this;
        }

        /**
         * Sets how many threads train; the model is the same with any number.
         *
         * @param threads 1 or more
         * @return this
         */
        public Builder threads(int threads) {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, was " + threads);
            }
            this.threads = threads;
            return this;
        }

        /**
         * Finishes the trainer.
         *
         * @return the trainer
         */
        public EaseTrainer build() {
            return new EaseTrainer(this);
        }
    }
}
