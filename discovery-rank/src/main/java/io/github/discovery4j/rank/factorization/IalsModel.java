package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;

/**
 * Vectors of items, and what it takes to find the vector of any person or new item. Learned by {@link IalsTrainer}.
 *
 * <p>A person's vector is what training would give them: the same system of equations, solved exactly over the items as
 * they are. Somebody who was in the training data is scored like anybody else, by their history; their vectors are not kept.
 *
 * <p><b>Shapes:</b> n items of d float32 values, and two d x d matrices of sums over all items and all users.
 * <b>Cost:</b> d² flops an item of the history and d³ / 3 for a person's vector, then 2 d an item. <b>Threads:</b>
 * immutable.
 */
public final class IalsModel implements FactorModel {

    private final IdMap items;
    private final IalsSettings settings;
    private final FactorTable factors;
    private final double[][] itemGram;
    private final double[][] userGram;
    private final int userCount;

    /** Takes everything over. */
    IalsModel(
            IdMap items,
            IalsSettings settings,
            FactorTable factors,
            double[][] itemGram,
            double[][] userGram,
            int userCount) {
        this.items = items;
        this.settings = settings;
        this.factors = factors;
        this.itemGram = itemGram;
        this.userGram = userGram;
        this.userCount = userCount;
    }

    @Override
    public IdMap items() {
        return items;
    }

    @Override
    public int dimension() {
        return settings.dimension();
    }

    /** What it was trained with. */
    IalsSettings settings() {
        return settings;
    }

    /** All items' vectors. */
    FactorTable factors() {
        return factors;
    }

    /** The sum of y yᵀ over all items. */
    double[][] itemGram() {
        return itemGram;
    }

    /** The sum of x xᵀ over all users. */
    double[][] userGram() {
        return userGram;
    }

    /** How many users the model was learned from. */
    int userCount() {
        return userCount;
    }

    @Override
    public float[] userVector(int[] history) {
        float[] ones = new float[history.length];
        Arrays.fill(ones, 1);
        return userVector(history, ones);
    }

    /**
     * Finds the vector of a person whose likes have weights, such as plays. They matter as they did in training: not at
     * all without {@link IalsTrainer.Builder#weightScale}.
     *
     * @param history what the person liked, possibly nothing
     * @param weights one for each item of the history; 0 and below is no like
     * @return {@link #dimension} finite values
     * @throws IllegalArgumentException if the history does not ascend, there is not one weight an item, or a weight is not
     *     finite
     */
    public float[] userVector(int[] history, float[] weights) {
        Histories.check(history, items.size());
        if (weights.length != history.length) {
            throw new IllegalArgumentException("there must be one weight for each item of the history, were %d for %d"
                    .formatted(weights.length, history.length));
        }
        return solve(history, weights);
    }

    private float[] solve(int[] history, float[] weights) {
        float[] vector = new float[dimension()];
        int likes = 0;
        for (int i = 0; i < weights.length; i++) {
            likes += checked(weights[i], i) > 0 ? 1 : 0;
        }
        if (likes > 0) {
            ExactSolver solver = new ExactSolver(itemGram, settings.unobservedWeight());
            solver.begin(settings.ridge(likes, items.size()));
            for (int i = 0; i < history.length; i++) {
                if (weights[i] > 0) {
                    solver.add(factors.row(history[i]), settings.confidence(weights[i]));
                }
            }
            solver.solve(vector);
        }
        return vector;
    }

    private static float checked(float weight, int place) {
        if (!Float.isFinite(weight)) {
            throw new IllegalArgumentException(
                    "a weight must be finite, was %s (place %d of the history); leave the item out or give it a weight"
                            .formatted(weight, place));
        }
        return weight;
    }

    @Override
    public float[] itemVector(int itemOrdinal) {
        return factors.row(itemOrdinal);
    }

    /**
     * Finds the vector of an item that the model does not know, from the people who like it.
     *
     * @param userVectors a vector of each of them, from {@link #userVector}
     * @return {@link #dimension} values, all 0 if nobody likes it; to be compared with users by dot product
     * @throws IllegalArgumentException if a vector has another dimension, or a value that is not finite
     */
    public float[] newItemVector(Collection<float[]> userVectors) {
        float[] vector = new float[dimension()];
        if (!userVectors.isEmpty()) {
            ExactSolver solver = new ExactSolver(userGram, settings.unobservedWeight());
            solver.begin(settings.ridge(userVectors.size(), userCount));
            for (float[] user : userVectors) {
                solver.add(checked(user), settings.confidence(1));
            }
            solver.solve(vector);
        }
        return vector;
    }

    private float[] checked(float[] vector) {
        if (vector.length != dimension()) {
            throw new IllegalArgumentException(
                    "a vector must have the model's dimension %d, had %d; get it from userVector"
                            .formatted(dimension(), vector.length));
        }
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "a vector's values must be finite, one was %s; get it from userVector".formatted(value));
            }
        }
        return vector;
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        int item = items.ordinalOf(id);
        if (item == IdMap.ABSENT) {
            return false;
        }
        Objects.checkFromIndexSize(offset, dimension(), destination.length);
        factors.copyRow(item, destination, offset);
        return true;
    }

    @Override
    public void scoreAll(int[] history, double[] scores) {
        Histories.checkScores(scores, items.size());
        float[] user = userVector(history);
        Arrays.fill(scores, 0);
        factors.addScores(user, scores);
    }

    @Override
    public void score(int[] history, int[] itemOrdinals, double[] scores) {
        Histories.checkScores(scores, itemOrdinals.length);
        float[] user = userVector(history);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = factors.score(user, itemOrdinals[i], 0);
        }
    }
}
