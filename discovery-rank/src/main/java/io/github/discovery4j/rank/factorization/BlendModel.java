package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mixes other models: a score is the weighted sum of what each part makes of the item, all on one scale.
 *
 * <p>A part's scores are scaled for each person: the mean over the items that are not in the history becomes 0, the
 * standard deviation becomes 1. So models whose units have nothing to do with each other can be added up, and somebody
 * with a long history gets the same mixture as somebody with a short one. Items of the history stay out of the
 * mean and deviation, because most models score them far above everything else. A part that tells no item from another,
 * as most do without a history, adds nothing: whoever has no history gets the order of the popularity alone, if it is a part.
 *
 * <p><b>Cost:</b> that of scoring the whole catalogue with each part, also for one item: the scale has to be found.
 * <b>Determinism:</b> parts are added in their order. <b>Threads:</b> immutable.
 */
public final class BlendModel implements CatalogueModel {

    /** Deviations below this share of the largest score are rounding. */
    private static final double NOISE = 1e-9;

    /**
     * A model of a blend.
     *
     * @param model not a blend itself
     * @param weight what one standard deviation of its scores is worth, above 0 and finite
     */
    public record Part(CatalogueModel model, double weight) {

        /**
         * Checks the weight.
         *
         * @throws IllegalArgumentException if it is out of range, or the model is a blend
         */
        public Part {
            if (!(weight > 0 && weight <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "weight must be above 0 and at most %s, was %s; leave out a model that is to have no say"
                                .formatted(Float.MAX_VALUE, weight));
            }
            if (model instanceof BlendModel) {
                throw new IllegalArgumentException(
                        "a part must not be a blend; add that blend's own parts with their weights");
            }
        }
    }

    private final List<Part> parts;
    private final IdMap items;

    private BlendModel(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.items = parts.getFirst().model().items();
    }

    /**
     * Makes a blend.
     *
     * @param parts one or more, all of the same items in the same order: trained on the same data
     * @return the blend
     * @throws IllegalArgumentException if there is no part, or their items differ
     */
    public static BlendModel of(List<Part> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a blend must have one part or more, had none; add a model");
        }
        IdMap first = parts.getFirst().model().items();
        for (int part = 1; part < parts.size(); part++) {
            IdMap items = parts.get(part).model().items();
            if (!items.equals(first)) {
                throw new IllegalArgumentException(
                        "all parts must have the same items in the same order, the first has %d and part %d has %d or others;"
                                        .formatted(first.size(), part, items.size())
                                + " train them on the same data");
            }
        }
        return new BlendModel(parts);
    }

    /**
     * Returns what is mixed.
     *
     * @return the models and their weights, in the order in which they are added
     */
    public List<Part> parts() {
        return parts;
    }

    /**
     * Returns the parts of one class.
     *
     * @param type such as {@code EaseModel.class}
     * @param <M> the class
     * @return possibly none
     */
    public <M extends CatalogueModel> List<M> partsOf(Class<M> type) {
        List<M> found = new ArrayList<>();
        for (Part part : parts) {
            if (type.isInstance(part.model())) {
                found.add(type.cast(part.model()));
            }
        }
        return List.copyOf(found);
    }

    @Override
    public IdMap items() {
        return items;
    }

    @Override
    public void scoreAll(int[] history, double[] scores) {
        Histories.check(history, items.size());
        Histories.checkScores(scores, items.size());
        Arrays.fill(scores, 0);
        double[] ofPart = new double[scores.length];
        for (Part part : parts) {
            part.model().scoreAll(history, ofPart);
            add(part.weight(), ofPart, history, scores);
        }
    }

    /** {@inheritDoc} Costs as much as {@link #scoreAll}. */
    @Override
    public void score(int[] history, int[] itemOrdinals, double[] scores) {
        Histories.checkScores(scores, itemOrdinals.length);
        double[] all = new double[items.size()];
        scoreAll(history, all);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = all[itemOrdinals[i]];
        }
    }

    private static void add(double weight, double[] ofPart, int[] history, double[] scores) {
        int unknown = ofPart.length - history.length;
        if (unknown < 2) {
            return;
        }
        double mean = sum(ofPart, history, 0, 1) / unknown;
        double deviation = Math.sqrt(sum(ofPart, history, mean, 2) / unknown);
        if (deviation > NOISE * largest(ofPart)) {
            double factor = weight / deviation;
            for (int item = 0; item < scores.length; item++) {
                scores[item] += factor * (ofPart[item] - mean);
            }
        }
    }

    /** Σ (score - from) ^ power over the items that are not in the history; the power is 1 or 2. */
    private static double sum(double[] ofPart, int[] history, double from, int power) {
        double sum = 0;
        int next = 0;
        for (int item = 0; item < ofPart.length; item++) {
            if (next < history.length && history[next] == item) {
                next++;
            } else {
                double difference = ofPart[item] - from;
                sum += power == 1 ? difference : difference * difference;
            }
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
