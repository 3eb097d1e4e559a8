package io.github.discovery4j.rank.factorization;

/**
 * What a {@link BprModel} needs of its trainer's settings, to find a person's vector as the trainer did.
 *
 * @param dimension values of a vector
 * @param learningRate how far one step goes
 * @param regularization how strongly vectors are held back
 * @param foldInEpochs passes over a history
 * @param seed what other items are drawn from
 */
record BprSettings(int dimension, double learningRate, double regularization, int foldInEpochs, long seed) {

    /** How far the steps for a pair go, whose scores differ by that much: the slope of -ln σ(difference). */
    float slope(double difference) {
        return (float) (learningRate / (1 + Math.exp(difference)));
    }

    /** What is left of a value after a step. */
    float kept() {
        return (float) (1 - learningRate * regularization);
    }
}
