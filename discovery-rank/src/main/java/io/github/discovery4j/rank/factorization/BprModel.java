package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Vectors of items that put what people like before what they do not; each item also has a bias, which is its score for
 * somebody without a history. Learned by {@link BprTrainer}.
 *
 * <p>A person's vector is found by the steps that training takes, over their history and with the items as they are: some
 * passes, in each of which every liked item is set against one drawn at random. What is drawn depends on the seed and the
 * history alone, so equal histories give equal vectors. Somebody who was in the training data is scored like anybody
 * else; their vectors are not kept.
 *
 * <p><b>Shapes:</b> n items of d float32 values and a bias. <b>Cost:</b> 6 d flops for each item of the history and pass,
 * then 2 d an item. <b>Threads:</b> immutable.
 */
public final class BprModel implements FactorModel {

    private final IdMap items;
    private final BprSettings settings;
    private final FactorTable factors;
    private final float[] biases;

    /** Takes the biases over. */
    BprModel(IdMap items, BprSettings settings, FactorTable factors, float[] biases) {
        this.items = items;
        this.settings = settings;
        this.factors = factors;
        this.biases = biases;
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
    BprSettings settings() {
        return settings;
    }

    /** All items' vectors. */
    FactorTable factors() {
        return factors;
    }

    /** All items' biases. */
    float[] biases() {
        return biases;
    }

    /**
     * Returns what an item scores whoever asks.
     *
     * @param itemOrdinal the item
     * @return its bias
     */
    public float bias(int itemOrdinal) {
        return biases[itemOrdinal];
    }

    @Override
    public float[] userVector(int[] history) {
        Histories.check(history, items.size());
        float[] user = new float[dimension()];
        if (history.length < items.size()) {
            SplittableRandom random = new SplittableRandom(settings.seed() ^ Arrays.hashCode(history));
            float[][] liked = new float[history.length][];
            Arrays.setAll(liked, i -> factors.row(history[i]));
            float[] other = new float[dimension()];
            for (int epoch = 0; epoch < settings.foldInEpochs(); epoch++) {
                for (int i = 0; i < liked.length; i++) {
                    int otherItem = anotherItem(history, random);
                    factors.copyRow(otherItem, other, 0);
                    step(user, liked[i], other, biases[history[i]] - biases[otherItem]);
                }
            }
        }
        return user;
    }

    /** An item at random that is not in the history, which is not everything. */
    private int anotherItem(int[] history, SplittableRandom random) {
        int item;
        do {
            item = random.nextInt(items.size());
        } while (Arrays.binarySearch(history, item) >= 0);
        return item;
    }

    private void step(float[] user, float[] liked, float[] other, double biasDifference) {
        double difference = biasDifference;
        for (int i = 0; i < user.length; i++) {
            difference += user[i] * (liked[i] - other[i]);
        }
        float slope = settings.slope(difference);
        float kept = settings.kept();
        for (int i = 0; i < user.length; i++) {
            user[i] = kept * user[i] + slope * (liked[i] - other[i]);
        }
    }

    @Override
    public float[] itemVector(int itemOrdinal) {
        return factors.row(itemOrdinal);
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
        Arrays.setAll(scores, item -> biases[item]);
        factors.addScores(user, scores);
    }

    @Override
    public void score(int[] history, int[] itemOrdinals, double[] scores) {
        Histories.checkScores(scores, itemOrdinals.length);
        float[] user = userVector(history);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = factors.score(user, itemOrdinals[i], biases[itemOrdinals[i]]);
        }
    }
}
