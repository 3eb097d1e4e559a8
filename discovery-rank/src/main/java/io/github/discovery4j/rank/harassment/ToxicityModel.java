package io.github.discovery4j.rank.harassment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells how toxic a text is: multinomial logistic regression on hashed n-grams of words and characters.
 *
 * <p>A text's n-grams weigh 1/√n each, so that its length does not count. In a long text its worst window counts. It reads any
 * script, but knows only what it was trained on.
 *
 * <p><b>No evidence.</b> A text without a letter, digit or symbol, or with no n-gram that training has seen, says nothing: the
 * answer is empty, neither 0 nor NaN. Texts are not kept, logged or put into messages.
 *
 * <p><b>Shapes:</b> n n-grams, c labels: n x c float32 and 8n bytes of table. <b>Cost:</b> about 5 look-ups a character.
 * <b>Determinism:</b> same text, same answer. <b>Threads:</b> immutable.
 *
 * <p>It needs no library; {@link ToxicityTrainer} makes it.
 */
public final class ToxicityModel {

    private final List<String> labels;
    private final int benign;
    private final int[] hashes;
    private final float[] weights;
    private final double[] biases;

    /**
     * Creates a model.
     *
     * @param labels two or more, all different
     * @param benignLabel the label of texts that are not toxic
     * @param hashes of the known n-grams, ascending
     * @param weights for each n-gram one a label, in the order of the labels
     * @param biases one a label
     * @throws IllegalArgumentException if they do not fit together
     */
    ToxicityModel(List<String> labels, String benignLabel, int[] hashes, float[] weights, double[] biases) {
        this.labels = List.copyOf(labels);
        this.benign = labels.indexOf(benignLabel);
        this.hashes = hashes;
        this.weights = weights;
        this.biases = biases;
        requireFit(benignLabel);
    }

    private void requireFit(String benignLabel) {
        int count = labels.size();
        if (count < 2 || labels.stream().distinct().count() < count || benign < 0) {
            throw new IllegalArgumentException("labels of a model must be two or more, differ, and hold \"%s\", were %s"
                    .formatted(benignLabel, labels));
        }
        if (biases.length != count || weights.length != (long) hashes.length * count) {
            throw new IllegalArgumentException(
                    "a model of %d n-grams and %d labels must have a weight for each pair and a bias for each label, had %d and %d"
                            .formatted(hashes.length, count, weights.length, biases.length));
        }
        for (int i = 1; i < hashes.length; i++) {
            if (hashes[i - 1] >= hashes[i]) {
                throw new IllegalArgumentException(
                        "hashes of n-grams must ascend, value %d does not; read an undamaged model".formatted(i));
            }
        }
        for (float weight : weights) {
            requireFinite(weight);
        }
        for (double bias : biases) {
            requireFinite(bias);
        }
    }

    private static void requireFinite(double weight) {
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException(
                    "weights of a model must be finite, one was %s; train it with a smaller learning rate"
                            .formatted(weight));
        }
    }

    /** {@return what a text can be, in the order of {@link Toxicity#byLabel}} */
    public List<String> labels() {
        return labels;
    }

    /** {@return the label of texts that are not toxic} */
    public String benignLabel() {
        return labels.get(benign);
    }

    /** {@return how many n-grams it knows} */
    public int size() {
        return hashes.length;
    }

    int[] hashes() {
        return hashes;
    }

    float[] weights() {
        return weights;
    }

    double[] biases() {
        return biases;
    }

    /**
     * Judges a text.
     *
     * @param text any; of more than 65,536 characters the first are read
     * @return empty when the text is no evidence
     */
    public Optional<Toxicity> judge(String text) {
        Optional<Toxicity> worst = Optional.empty();
        for (int[] window : TextFeatures.windows(text)) {
            Optional<Toxicity> one = judge(window);
            if (one.isPresent()
                    && (worst.isEmpty() || one.get().probability() > worst.get().probability())) {
                worst = one;
            }
        }
        return worst;
    }

    /**
     * Returns how likely a text is to be toxic.
     *
     * @param text any
     * @return in [0, 1]; empty when the text is no evidence
     */
    public OptionalDouble probability(String text) {
        return judge(text)
                .map(toxicity -> OptionalDouble.of(toxicity.probability()))
                .orElseGet(OptionalDouble::empty);
    }

    private Optional<Toxicity> judge(int[] ngrams) {
        double[] sums = new double[labels.size()];
        int known = 0;
        for (int ngram : ngrams) {
            int row = Arrays.binarySearch(hashes, ngram);
            if (row >= 0) {
                known++;
                for (int label = 0; label < sums.length; label++) {
                    sums[label] += weights[row * sums.length + label];
                }
            }
        }
        if (known == 0) {
            return Optional.empty();
        }
        double scale = 1 / Math.sqrt(known);
        for (int label = 0; label < sums.length; label++) {
            sums[label] = biases[label] + scale * sums[label];
        }
        return Optional.of(toxicity(sums, (double) known / ngrams.length));
    }

    private Toxicity toxicity(double[] scores, double known) {
        double largest = Arrays.stream(scores).max().orElseThrow();
        double total = 0;
        for (int label = 0; label < scores.length; label++) {
            scores[label] = Math.exp(scores[label] - largest);
            total += scores[label];
        }
        List<Double> byLabel = new ArrayList<>(scores.length);
        double toxic = 0;
        for (int label = 0; label < scores.length; label++) {
            double probability = scores[label] / total;
            byLabel.add(probability);
            toxic += label == benign ? 0 : probability;
        }
        return new Toxicity(Math.min(1, toxic), byLabel, known);
    }

    @Override
    public String toString() {
        return "ToxicityModel[labels=%s, n-grams=%d]".formatted(labels, hashes.length);
    }
}
