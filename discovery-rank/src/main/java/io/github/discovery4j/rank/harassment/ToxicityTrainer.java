package io.github.discovery4j.rank.harassment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.collections.api.factory.primitive.IntIntMaps;
import org.eclipse.collections.api.factory.primitive.IntSets;
import org.eclipse.collections.api.map.primitive.MutableIntIntMap;

/**
 * Trains a {@link ToxicityModel} with Tribuo, which the host brings: {@code org.tribuo:tribuo-classification-sgd:4.3.2}, and
 * on the module path {@code --add-modules org.tribuo.classification.sgd}. The models need it no more.
 *
 * <p>Each text of a label weighs (texts / (labels · texts of the label))^{@code balance}: with 1 every label counts as much
 * as any other, and probabilities are those of a world where all are equally frequent; with 0 they are those of the data. The
 * windows in which a long text is read share its weight.
 * N-grams that fewer than {@code minimumTexts} texts have are left out, so that no single text can be read out of a model.
 *
 * <p><b>Determinism:</b> same texts, settings and seed, same model. <b>Threads:</b> immutable; one thread a training.
 */
public final class ToxicityTrainer {

    /** How often all texts are seen, unless said otherwise. */
    public static final int DEFAULT_EPOCHS = 5;

    /** The first step of AdaGrad, unless said otherwise. */
    public static final double DEFAULT_LEARNING_RATE = 0.1;

    /** How much rare labels are made up for, unless said otherwise. */
    public static final double DEFAULT_BALANCE = 0.5;

    /** How many texts must share an n-gram, unless said otherwise. */
    public static final int DEFAULT_MINIMUM_TEXTS = 3;

    /** The seed, unless said otherwise. */
    public static final long DEFAULT_SEED = 42;

    /** The n-grams of each window of a text, ascending, and its label. */
    private record Windows(List<int[]> windows, String label) {

        /** Keeps n-grams that are among some hashes, ascending too, and windows that have any. */
        Windows among(int[] hashes) {
            return new Windows(
                    windows.stream()
                            .map(window -> Arrays.stream(window)
                                    .filter(ngram -> Arrays.binarySearch(hashes, ngram) >= 0)
                                    .toArray())
                            .filter(window -> window.length > 0)
                            .toList(),
                    label);
        }

        Stream<TrainingText> rows() {
            return windows.stream().map(window -> new TrainingText(window, label, 1f / windows.size()));
        }
    }

    private final String benignLabel;
    private final int epochs;
    private final double learningRate;
    private final double balance;
    private final int minimumTexts;
    private final long seed;

    private ToxicityTrainer(Builder builder) {
        benignLabel = builder.benignLabel;
        epochs = builder.epochs;
        learningRate = builder.learningRate;
        balance = builder.balance;
        minimumTexts = builder.minimumTexts;
        seed = builder.seed;
    }

    /**
     * Starts a trainer.
     *
     * @param benignLabel the label of texts that are not toxic
     * @return a builder with the defaults
     */
    public static Builder builder(String benignLabel) {
        return new Builder(benignLabel);
    }

    /** {@return the hyper-parameters by name} */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("epochs", Integer.toString(epochs));
        settings.put("learningRate", Double.toString(learningRate));
        settings.put("balance", Double.toString(balance));
        settings.put("minimumTexts", Integer.toString(minimumTexts));
        return settings;
    }

    /** {@return the seed} */
    public long seed() {
        return seed;
    }

    /**
     * Trains on texts; those that say nothing are left out.
     *
     * @param texts of two labels or more, the benign one among them
     * @return the model
     * @throws IllegalArgumentException if there are too few labels, or no n-gram that enough texts share
     * @throws IllegalStateException if Tribuo is not there
     */
    public ToxicityModel train(Collection<LabelledText> texts) {
        List<Windows> read = new ArrayList<>(texts.size());
        MutableIntIntMap counts = IntIntMaps.mutable.empty();
        for (LabelledText text : texts) {
            List<int[]> windows = TextFeatures.windows(text.text());
            read.add(new Windows(windows, text.label()));
            // However many windows of it have the n-gram, a text counts once.
            IntSets.mutable
                    .ofAll(windows.stream().flatMapToInt(Arrays::stream))
                    .forEach(ngram -> counts.addToValue(ngram, 1));
        }
        int[] hashes = shared(counts, texts.size());
        List<Windows> known = read.stream()
                .map(text -> text.among(hashes))
                .filter(text -> !text.windows().isEmpty())
                .toList();
        Map<String, Float> labelWeights = labelWeights(known);
        List<TrainingText> rows = known.stream().flatMap(Windows::rows).toList();
        try {
            return TribuoTraining.train(rows, hashes, benignLabel, labelWeights, epochs, learningRate, seed);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "training needs Tribuo, which is missing; add org.tribuo:tribuo-classification-sgd:4.3.2 to the application,"
                            + " and on the module path --add-modules org.tribuo.classification.sgd; models are read without it",
                    e);
        }
    }

    /** The n-grams that enough texts have, ascending. */
    private int[] shared(MutableIntIntMap counts, int texts) {
        int[] hashes =
                counts.select((ngram, count) -> count >= minimumTexts).keySet().toSortedArray();
        if (hashes.length == 0) {
            throw new IllegalArgumentException(
                    "texts must share n-grams, %d texts have none that %d of them share; give more texts or set minimumTexts"
                            .formatted(texts, minimumTexts));
        }
        return hashes;
    }

    /** By label, the benign one first, then in alphabetical order. */
    private Map<String, Float> labelWeights(List<Windows> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        texts.forEach(text -> counts.merge(text.label(), 1, Integer::sum));
        if (counts.size() < 2 || !counts.containsKey(benignLabel)) {
            throw new IllegalArgumentException("texts must have two labels or more and \"%s\" among them, had %s"
                    .formatted(benignLabel, counts.keySet()));
        }
        Map<String, Float> weights = new LinkedHashMap<>();
        weights.put(benignLabel, 0f);
        counts.forEach((label, count) ->
                weights.put(label, (float) Math.pow(texts.size() / ((double) counts.size() * count), balance)));
        return weights;
    }

    /** Collects the settings of a trainer; belongs to one thread. */
    public static final class Builder {
        private final String benignLabel;
        private int epochs = DEFAULT_EPOCHS;
        private double learningRate = DEFAULT_LEARNING_RATE;
        private double balance = DEFAULT_BALANCE;
        private int minimumTexts = DEFAULT_MINIMUM_TEXTS;
        private long seed = DEFAULT_SEED;

        private Builder(String benignLabel) {
            this.benignLabel = benignLabel;
        }

        /**
         * Sets how often all texts are seen.
         *
         * @param value 1 or more
         * @return this
         */
        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        /**
         * Sets the first step of AdaGrad.
         *
         * @param value more than 0
         * @return this
         */
        public Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        /**
         * Sets how much rare labels are made up for.
         *
         * @param value in [0, 1]
         * @return this
         */
        public Builder balance(double value) {
            balance = value;
            return this;
        }

        /**
         * Sets how many texts must share an n-gram.
         *
         * @param value 1 or more
         * @return this
         */
        public Builder minimumTexts(int value) {
            minimumTexts = value;
            return this;
        }

        /**
         * Sets the seed of the order of texts.
         *
         * @param value any
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Finishes the trainer.
         *
         * @return the trainer
         * @throws IllegalArgumentException if a setting is out of range
         */
        public ToxicityTrainer build() {
            if (epochs < 1 || minimumTexts < 1) {
                throw new IllegalArgumentException(
                        "epochs and minimumTexts must be 1 or more, were %d and %d".formatted(epochs, minimumTexts));
            }
            if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY) || !(balance >= 0 && balance <= 1)) {
                throw new IllegalArgumentException(
                        "learningRate must be more than 0 and balance in [0, 1], were %s and %s"
                                .formatted(learningRate, balance));
            }
            return new ToxicityTrainer(this);
        }
    }
}
