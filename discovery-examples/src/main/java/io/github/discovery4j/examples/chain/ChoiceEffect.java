package io.github.discovery4j.examples.chain;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.rank.fairness.SlateParity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a diversifier made of the best that guardrails kept: the slate that was chosen beside the one that the best by tier and
 * score would have been.
 *
 * @param places how many were chosen
 * @param others how many of them are not among the best by tier and score
 * @param distance the mean distance of two items of a slate, 1 - cosine; empty where nothing says what is near, or with one item
 * @param largestLabel how many places the label with most of them has; empty where no label is compared
 * @param groups what groups of a protected attribute got; empty where none are compared
 */
public record ChoiceEffect(
        double places,
        double others,
        Optional<Change> distance,
        Optional<Change> largestLabel,
        Optional<Shares> groups) {

    /**
     * What the groups of a protected attribute got: sums over people, never one person's group.
     *
     * @param target by group, the share that it ought to have
     * @param kept by group, its share of all that guardrails kept
     * @param byScore by group, its share of the best by score
     * @param chosen by group, its share of the slate
     * @param impactRatio the smallest rate of selection over the largest
     */
    public record Shares(
            Map<String, Double> target,
            Map<String, Double> kept,
            Map<String, Double> byScore,
            Map<String, Double> chosen,
            Change impactRatio) {

        static Shares of(List<String> byScore, List<String> chosen, List<String> kept, Comparison.Target target) {
            SlateParity before = SlateParity.against(byScore, target.shares(), target.groups());
            SlateParity after = SlateParity.against(chosen, target.shares(), target.groups());
            return new Shares(
                    target.shares(),
                    shares(SlateParity.against(kept, target.shares(), target.groups())),
                    shares(before),
                    shares(after),
                    new Change(before.impactRatio(), after.impactRatio()));
        }

        private static Map<String, Double> shares(SlateParity parity) {
            Map<String, Double> shares = new LinkedHashMap<>();
            parity.groups().forEach(group -> shares.put(group.name(), group.share()));
            return shares;
        }

        static Shares mean(List<Shares> all) {
            return new Shares(
                    Means.ofEach(all, Shares::target),
                    Means.ofEach(all, Shares::kept),
                    Means.ofEach(all, Shares::byScore),
                    Means.ofEach(all, Shares::chosen),
                    Means.change(all.stream().map(Shares::impactRatio).toList()));
        }

        /**
         * Returns the groups.
         *
         * @return names, sorted
         */
        public List<String> names() {
            return List.copyOf(new TreeSet<>(target.keySet()));
        }
    }

    static ChoiceEffect of(Choice choice, Comparison compared) {
        KeptCandidates kept = choice.kept();
        List<String> all = IntStream.range(0, kept.size()).mapToObj(kept::id).toList();
        List<String> chosen = IntStream.range(0, choice.selection().size())
                .map(choice.selection()::index)
                .mapToObj(kept::id)
                .toList();
        List<String> byScore = all.subList(0, chosen.size());
        ItemAttributes attributes = kept.context().attributes();
        return new ChoiceEffect(
                chosen.size(),
                chosen.stream().filter(id -> !byScore.contains(id)).count(),
                compared.vectors().flatMap(vectors -> distance(byScore, chosen, vectors)),
                compared.label()
                        .map(label ->
                                new Change(largest(byScore, label, attributes), largest(chosen, label, attributes))),
                compared.parity().map(target -> Shares.of(byScore, chosen, all, target)));
    }

    private static Optional<Change> distance(List<String> byScore, List<String> chosen, VectorReader vectors) {
        OptionalDouble before = distance(byScore, vectors);
        OptionalDouble after = distance(chosen, vectors);
        return before.isPresent() && after.isPresent()
                ? Optional.of(new Change(before.getAsDouble(), after.getAsDouble()))
                : Optional.empty();
    }

    private static OptionalDouble distance(List<String> slate, VectorReader vectors) {
        List<float[]> read = new ArrayList<>();
        for (String id : slate) {
            float[] vector = new float[vectors.dimension()];
            if (vectors.read(id, vector, 0)) {
                read.add(vector);
            }
        }
        return IntStream.range(0, read.size())
                .boxed()
                .flatMapToDouble(one -> IntStream.range(one + 1, read.size())
                        .mapToDouble(two -> 1 - cosine(read.get(one), read.get(two))))
                .average();
    }

    private static double cosine(float[] one, float[] two) {
        double product = 0;
        double ones = 0;
        double twos = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * two[i];
            ones += (double) one[i] * one[i];
            twos += (double) two[i] * two[i];
        }
        return ones == 0 || twos == 0 ? 0 : product / Math.sqrt(ones * twos);
    }

    private static int largest(List<String> slate, String label, ItemAttributes attributes) {
        Map<String, Integer> places = new HashMap<>();
        slate.forEach(id -> attributes.labels(id, label).forEach(one -> places.merge(one, 1, Integer::sum)));
        return places.values().stream().mapToInt(count -> count).max().orElse(0);
    }

    static ChoiceEffect mean(List<ChoiceEffect> all) {
        return new ChoiceEffect(
                Means.of(all, ChoiceEffect::places),
                Means.of(all, ChoiceEffect::others),
                Means.ofThoseWith(all, ChoiceEffect::distance, Means::change),
                Means.ofThoseWith(all, ChoiceEffect::largestLabel, Means::change),
                Means.ofThoseWith(all, ChoiceEffect::groups, Shares::mean));
    }
}
