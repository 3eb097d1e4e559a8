package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;
import java.util.Arrays;

/**
 * Learns an {@link Rp3BetaModel}: how likely a walk of three random steps, person → item → person → item, ends at an item,
 * with popular ends held back.
 *
 * <p>W[i][j] = Σ over the people u who like both of (1 / likes of i)^α · (1 / likes by u)^α, divided by (likes of j)^β. Of
 * each row the largest are kept.
 *
 * <p>An interaction with a weight above 0 is a like. Rare items have neighbours by few people's word: with
 * {@code minCommonUsers} above 1 a pair needs more than one person.
 *
 * <p><b>Cost:</b> the sum over people of (items liked)², and 8 bytes a neighbour; nothing grows with items². <b>Determinism:</b> the same model with any number of threads; equal weights go to the smaller ordinal.
 * <b>Threads:</b> a trainer is immutable and can be used again.
 *
 * <p>Source: Paudel, Christoffel, Newell and Bernstein, "Updatable, Accurate, Diverse, and Scalable Recommendations for
 * Interactive Applications", ACM TiiS 7(1), 2017; {@code walkExponent} is α and {@code popularityExponent} β. Differs: the
 * first step takes each item of the history alike, whatever α is.
 */
public final class Rp3BetaTrainer {

    /** α, unless set: rare ways count for a little less than their probability. */
    public static final double DEFAULT_WALK_EXPONENT = 0.8;

    /** β, unless set. */
    public static final double DEFAULT_POPULARITY_EXPONENT = 0.6;

    /** Neighbours that an item keeps, unless set. */
    public static final int DEFAULT_NEIGHBOURS = 200;

    private static final int ROWS_PER_TASK = 64;

    private final double walkExponent;
    private final double popularityExponent;
    private final int neighbours;
    private final int minCommonUsers;
    private final int threads;

    private Rp3BetaTrainer(Builder builder) {
        this.walkExponent = builder.walkExponent;
        this.popularityExponent = builder.popularityExponent;
        this.neighbours = builder.neighbours;
        this.minCommonUsers = builder.minCommonUsers;
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
    public Rp3BetaModel train(Interactions interactions) {
        Walk walk = new Walk(PositiveRows.of(interactions.byUser()), PositiveRows.of(interactions.byItem()));
        int n = interactions.items().size();
        Neighbours[] rows = new Neighbours[n];
        try (Workers workers = new Workers(threads)) {
            workers.forEach(Math.ceilDiv(n, ROWS_PER_TASK), task -> {
                Row row = new Row(walk, n);
                int to = Math.min(n, (task + 1) * ROWS_PER_TASK);
                for (int item = task * ROWS_PER_TASK; item < to; item++) {
                    rows[item] = row.neighbours(item);
                }
            });
        }
        return join(interactions, rows);
    }

    private static Rp3BetaModel join(Interactions interactions, Neighbours[] rows) {
        int[] offsets = new int[rows.length + 1];
        for (int item = 0; item < rows.length; item++) {
            offsets[item + 1] = Math.addExact(offsets[item], rows[item].items.length);
        }
        int[] items = new int[offsets[rows.length]];
        float[] weights = new float[items.length];
        for (int item = 0; item < rows.length; item++) {
            int count = rows[item].items.length;
            System.arraycopy(rows[item].items, 0, items, offsets[item], count);
            System.arraycopy(rows[item].weights, 0, weights, offsets[item], count);
        }
        return new Rp3BetaModel(interactions.items(), offsets, items, weights);
    }

    /** An item's neighbours, ordinals ascending. */
    private static final class Neighbours {
        final int[] items;
        final float[] weights;

        Neighbours(int[] items, float[] weights) {
            this.items = items;
            this.weights = weights;
        }
    }

    /** The graph, with what each step out of a person and into an item is multiplied by. */
    private final class Walk {
        final PositiveRows byUser;
        final PositiveRows byItem;
        final double[] outOfUser;
        final double[] outOfItem;
        final double[] intoItem;

        Walk(PositiveRows byUser, PositiveRows byItem) {
            this.byUser = byUser;
            this.byItem = byItem;
            this.outOfUser = powers(byUser, -walkExponent);
            this.outOfItem = powers(byItem, -walkExponent);
            this.intoItem = powers(byItem, -popularityExponent);
        }

        private double[] powers(PositiveRows rows, double exponent) {
            double[] powers = new double[rows.rowCount()];
            Arrays.setAll(powers, row -> rows.size(row) == 0 ? 0 : Math.pow(rows.size(row), exponent));
            return powers;
        }
    }

    /** Computes one row of W after the other. */
    private final class Row {
        private final Walk walk;
        private final double[] sums;
        private final int[] common;
        private final int[] reached;

        Row(Walk walk, int itemCount) {
            this.walk = walk;
            this.sums = new double[itemCount];
            this.common = new int[itemCount];
            this.reached = new int[itemCount];
        }

        Neighbours neighbours(int item) {
            int count = walkFrom(item);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int other = reached[i];
                sums[other] *= walk.outOfItem[item] * walk.intoItem[other];
                if (other != item && common[other] >= minCommonUsers) {
                    reached[kept++] = other;
                } else {
                    forget(other);
                }
            }
            return largest(kept);
        }

        /** Adds up what all people who like the item bring, and returns how many items are reached. */
        private int walkFrom(int item) {
            int count = 0;
            for (int entry = walk.byItem.start(item); entry < walk.byItem.end(item); entry++) {
                int user = walk.byItem.column(entry);
                for (int next = walk.byUser.start(user); next < walk.byUser.end(user); next++) {
                    int other = walk.byUser.column(next);
                    if (common[other]++ == 0) {
                        reached[count++] = other;
                    }
                    sums[other] += walk.outOfUser[user];
                }
            }
            return count;
        }

        private Neighbours largest(int count) {
            int[] items = Arrays.copyOf(reached, count);
            Arrays.sort(items);
            if (count > neighbours) {
                items = aboveCut(items);
            }
            float[] weights = new float[items.length];
            for (int i = 0; i < items.length; i++) {
                weights[i] = (float) sums[items[i]];
            }
            for (int i = 0; i < count; i++) {
                forget(reached[i]);
            }
            return new Neighbours(items, weights);
        }

        /** Keeps the largest, and of those as large as the last the ones of smaller ordinals. */
        private int[] aboveCut(int[] items) {
            double[] sorted = Arrays.stream(items)
                    .mapToDouble(item -> sums[item])
                    .sorted()
                    .toArray();
            double cut = sorted[sorted.length - neighbours];
            long above = Arrays.stream(sorted).filter(sum -> sum > cut).count();
            int[] kept = new int[neighbours];
            int count = 0;
            long atCut = neighbours - above;
            for (int item : items) {
                if (sums[item] > cut || (sums[item] == cut && atCut-- > 0)) {
                    kept[count++] = item;
                }
            }
            return kept;
        }

        private void forget(int item) {
            sums[item] = 0;
            common[item] = 0;
        }
    }

    /** Collects the settings; belongs to one thread. */
    public static final class Builder {
        private double walkExponent = DEFAULT_WALK_EXPONENT;
        private double popularityExponent = DEFAULT_POPULARITY_EXPONENT;
        private int neighbours = DEFAULT_NEIGHBOURS;
        private int minCommonUsers = 1;
        private int threads = Runtime.getRuntime().availableProcessors();

        private Builder() {}

        /**
         * Sets α, to which probabilities of steps are raised: below 1 rare ways count for less.
         *
         * @param walkExponent in [0, 4]
         * @return this
         */
        public Builder walkExponent(double walkExponent) {
            this.walkExponent = Settings.inRange("walkExponent", walkExponent, 0, 4, DEFAULT_WALK_EXPONENT);
            return this;
        }

        /**
         * Sets β, how much popular items are held back.
         *
         * @param popularityExponent in [0, 4], 0 for not at all
         * @return this
         */
        public Builder popularityExponent(double popularityExponent) {
            this.popularityExponent =
                    Settings.inRange("popularityExponent", popularityExponent, 0, 4, DEFAULT_POPULARITY_EXPONENT);
            return this;
        }

        /**
         * Sets how many neighbours an item keeps.
         *
         * @param neighbours 1 or more; fewer if there are not as many
         * @return this
         */
        public Builder neighbours(int neighbours) {
            this.neighbours = Settings.inRange("neighbours", neighbours, 1, Integer.MAX_VALUE, DEFAULT_NEIGHBOURS);
            return this;
        }

        /**
         * Sets how many people must like two items for them to be neighbours; 1 unless set.
         *
         * @param minCommonUsers 1 or more
         * @return this
         */
        public Builder minCommonUsers(int minCommonUsers) {
            this.minCommonUsers = Settings.inRange("minCommonUsers", minCommonUsers, 1, Integer.MAX_VALUE, 1);
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
        public Rp3BetaTrainer build() {
            return new Rp3BetaTrainer(this);
        }
    }
}
