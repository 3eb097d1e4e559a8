package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a candidate makes of the picks of one slate: its scaled score, and how far the slate's labels then are from a taste.
 *
 * <p>All labels' parts of the divergence are summed once a pick, for a slate with one more item; a candidate changes those of its own
 * labels, in the taste's order: that of the item's set may change with every process, and one ulp breaks ties.
 * <b>Threads:</b> belongs to one request.
 */
final class CalibrationGain implements GreedySelection.Gain {

    /** So much of the taste is in every slate, which keeps the divergence finite; Steck's alpha. */
    static final double SMOOTHING = 0.01;

    private final double diversityWeight;
    private final double[] relevance;
    private final double[] taste;
    private final int[][] labels;
    private final double[] part;
    private final double[] mass;
    private double labelled;
    private double now;
    private double withOneMore;

    CalibrationGain(
            KeptCandidates kept,
            ItemAttributes attributes,
            String attribute,
            Map<String, Double> taste,
            double diversityWeight) {
        this.diversityWeight = diversityWeight;
        this.relevance = ScaledScores.of(kept);
        List<String> names = new ArrayList<>(taste.keySet());
        this.taste = names.stream().mapToDouble(taste::get).toArray();
        this.mass = new double[names.size()];
        this.labels = new int[kept.size()][];
        this.part = new double[kept.size()];
        for (int index = 0; index < labels.length; index++) {
            Set<String> ofItem = attributes.labels(kept.id(index), attribute);
            labels[index] = ofItem.stream()
                    .mapToInt(names::indexOf)
                    .filter(label -> label >= 0)
                    .sorted()
                    .toArray();
            part[index] = ofItem.isEmpty() ? 0 : 1.0 / ofItem.size();
        }
        sum();
    }

    private void sum() {
        now = 0;
        withOneMore = 0;
        for (int label = 0; label < taste.length; label++) {
            now += divergence(label, mass[label], Math.max(1, labelled));
            withOneMore += divergence(label, mass[label], labelled + 1);
        }
    }

    private double divergence(int label, double ofLabel, double ofAll) {
        double wanted = taste[label];
        return wanted == 0 ? 0 : wanted * Math.log(wanted / ((1 - SMOOTHING) * ofLabel / ofAll + SMOOTHING * wanted));
    }

    @Override
    public double of(int index) {
        return (1 - diversityWeight) * relevance[index] - diversityWeight * divergenceWith(index);
    }

    private double divergenceWith(int index) {
        if (part[index] == 0) {
            return now;
        }
        double divergence = withOneMore;
        for (int label : labels[index]) {
            divergence += divergence(label, mass[label] + part[index], labelled + 1)
                    - divergence(label, mass[label], labelled + 1);
        }
        return divergence;
    }

    @Override
    public void picked(int index) {
        for (int label : labels[index]) {
            mass[label] += part[index];
        }
        labelled += part[index] == 0 ? 0 : 1;
        sum();
    }
}
