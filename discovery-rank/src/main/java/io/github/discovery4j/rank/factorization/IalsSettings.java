package io.github.discovery4j.rank.factorization;

/**
 * What an {@link IalsModel} needs of its trainer's settings, to find new vectors as the trainer did.
 *
 * @param dimension values of a vector
 * @param regularization λ
 * @param unobservedWeight α₀
 * @param frequencyExponent ν
 * @param weightScale how much the logarithm of a weight adds to the confidence of a like
 */
record IalsSettings(
        int dimension, double regularization, double unobservedWeight, double frequencyExponent, double weightScale) {

    /** The ridge of a user who likes {@code liked} of {@code others} items, or the other way round. */
    double ridge(int liked, int others) {
        return regularization * Math.pow(liked + unobservedWeight * others, frequencyExponent);
    }

    /** The confidence of a like of that weight. */
    float confidence(float weight) {
        return weightScale == 0 ? 1 : (float) (1 + weightScale * Math.log1p(weight));
    }
}
