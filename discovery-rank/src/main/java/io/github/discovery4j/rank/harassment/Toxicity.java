package io.github.discovery4j.rank.harassment;

import java.util.List;

/**
 * What a {@link ToxicityModel} says of one text.
 *
 * @param probability of anything but the benign label, in [0, 1]
 * @param byLabel the probability of each of the model's labels, in their order; they sum to 1
 * @param known the share in (0, 1] of the text's n-grams that training has seen; where it is small, the model says little
 */
public record Toxicity(double probability, List<Double> byLabel, double known) {

    /** Copies the probabilities. */
    public Toxicity {
        byLabel = List.copyOf(byLabel);
    }
}
